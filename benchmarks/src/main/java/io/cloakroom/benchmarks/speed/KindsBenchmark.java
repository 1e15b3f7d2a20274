package io.cloakroom.benchmarks.speed;

import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.Finding;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One prompt of 2 KB after the other, none seen before: how long each takes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmn96m", "-Xmx512m"})
public class KindsBenchmark {

    static final int PROMPT = 2_000;

    @Param({"BENIGN", "PERSONAL", "CODE", "LOGS"})
    Kind kind = Kind.BENIGN;

    @Param({"PATTERNS", "EVERYTHING"})
    Engines engine = Engines.PATTERNS;

    private Analyzer analyzer = new Analyzer(List.of(), "0", 0);
    private List<String> texts = List.of();
    private int next;

    @Setup(Level.Trial)
    public void prepare() {
        analyzer = engine.analyzer(0);
        texts = kind.texts(PROMPT);
    }

    @Benchmark
    public List<Finding> prompt() {
        next = (next + 1) % texts.size();
        return analyzer.analyze(texts.get(next), null);
    }
}
