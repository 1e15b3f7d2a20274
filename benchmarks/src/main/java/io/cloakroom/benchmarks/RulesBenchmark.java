package io.cloakroom.benchmarks;

import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.recognize.PackRecognizer;
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

/** What more rules cost: rule packs alone over 100 KB with personal data. One operation is one byte. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmn96m", "-Xmx512m"})
public class RulesBenchmark {

    private static final int REPORT = 100_000;
    private static final long NO_CACHE = 0;

    private final Analyzer shipped = analyzer(0);
    private final Analyzer thousandMore = analyzer(1_000);
    private final String report = Texts.personal(REPORT);
    private long texts;

    private static Analyzer analyzer(int more) {
        return new Analyzer(
                List.of(new PackRecognizer(Packs.shippedAnd(more).stable())), Integer.toString(more), NO_CACHE);
    }

    @Benchmark
    @OperationsPerInvocation(REPORT)
    public List<Finding> shipped() {
        return shipped.analyze(Texts.unseen(report, texts++), null);
    }

    @Benchmark
    @OperationsPerInvocation(REPORT)
    public List<Finding> thousandMore() {
        return thousandMore.analyze(Texts.unseen(report, texts++), null);
    }
}
