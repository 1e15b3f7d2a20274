package io.cloakroom.benchmarks;

import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.restore.KnownPlaceholders;
import io.cloakroom.rules.engine.restore.TextRestorer;
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
import org.openjdk.jmh.infra.Blackhole;

/** What a streamed answer waits for while its text is restored, the wire format apart. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmn96m", "-Xmx512m"})
public class TextRestorerBenchmark {

    private static final int PIECES = Answer.PIECES;

    private final KnownPlaceholders known = KnownPlaceholders.of(Vault.Originals.of(Answer.ORIGINALS));
    private final List<String> pieces = Texts.pieces(Answer.TEXT, PIECES);

    /** A whole answer; one operation is one piece of it. */
    @Benchmark
    @OperationsPerInvocation(PIECES)
    public TextRestorer pieces(Blackhole shown) {
        TextRestorer restorer = new TextRestorer(known);
        for (String piece : pieces) {
            shown.consume(restorer.push(piece));
        }
        shown.consume(restorer.finish());
        return restorer;
    }

    /** What the first piece of an answer waits for: the person's placeholders are arranged, then it is searched. */
    @Benchmark
    public String firstPiece() {
        return new TextRestorer(KnownPlaceholders.of(Vault.Originals.of(Answer.ORIGINALS))).push(pieces.getFirst());
    }
}
