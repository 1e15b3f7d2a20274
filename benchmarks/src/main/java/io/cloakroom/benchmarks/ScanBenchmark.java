package io.cloakroom.benchmarks;

import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.names.Names;
import io.cloakroom.rules.engine.recognize.Recognizers;
import io.cloakroom.rules.engine.recognize.RulePacks;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How fast texts are searched. One operation is one byte, so operations per microsecond are megabytes per second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmn96m", "-Xmx512m"})
public class ScanBenchmark {

    private static final int PROMPT = 2_000;
    private static final int REPORT = 100_000;

    private final Analyzer asShipped =
            Recognizers.standard(RulePacks.shipped(), Names.load(), Recognizers.CACHE_WEIGHT);
    private final Analyzer withoutNames =
            Recognizers.standard(RulePacks.shipped(), List.of(), Recognizers.CACHE_WEIGHT);
    private final String prompt = Texts.personal(PROMPT);
    private final String report = Texts.personal(REPORT);
    private final String benign = Texts.benign(REPORT);
    private long texts;

    /** A prompt of 2 KB with personal data. */
    @Benchmark
    @OperationsPerInvocation(PROMPT)
    public List<Finding> prompt() {
        return asShipped.analyze(Texts.unseen(prompt, texts++), null);
    }

    /** A text of 100 KB with personal data. */
    @Benchmark
    @OperationsPerInvocation(REPORT)
    public List<Finding> report() {
        return asShipped.analyze(Texts.unseen(report, texts++), null);
    }

    /** The same without looking for names. */
    @Benchmark
    @OperationsPerInvocation(REPORT)
    public List<Finding> reportWithoutNames() {
        return withoutNames.analyze(Texts.unseen(report, texts++), null);
    }

    /** A text of 100 KB without personal data. */
    @Benchmark
    @OperationsPerInvocation(REPORT)
    public List<Finding> benign() {
        return asShipped.analyze(Texts.unseen(benign, texts++), null);
    }

    /** A text of 100 KB that was searched before, as when a client sends the conversation again. */
    @Benchmark
    @OperationsPerInvocation(REPORT)
    public List<Finding> seenBefore() {
        return asShipped.analyze(report, null);
    }
}
