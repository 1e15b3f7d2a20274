package io.cloakroom.benchmarks;

import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.answer.Answers;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What a streamed answer waits for while it is restored, from the bytes that arrive to the bytes that go on. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmn96m", "-Xmx512m"})
public class AnswerBenchmark {

    @Param
    public Request request = Request.CHATGPT;

    private final Map<Request, List<byte[]>> answers = new EnumMap<>(Request.class);

    public AnswerBenchmark() {
        Arrays.stream(Request.values()).forEach(service -> answers.put(service, Answer.chunks(service)));
    }

    /** A whole answer; one operation is one chunk, that is one event, of it. */
    @Benchmark
    @OperationsPerInvocation(Answer.CHUNKS)
    public AnswerRestorer chunks(Blackhole client) {
        AnswerRestorer restorer = restorer();
        for (byte[] chunk : answer()) {
            client.consume(restorer.push(chunk));
        }
        client.consume(restorer.finish());
        return restorer;
    }

    /** What the first piece of text waits for: the restorer is made, then it reads the event before and the piece itself. */
    @Benchmark
    public byte[] firstToken(Blackhole client) {
        AnswerRestorer restorer = restorer();
        client.consume(restorer.push(answer().getFirst()));
        return restorer.push(answer().get(1));
    }

    private AnswerRestorer restorer() {
        return Objects.requireNonNull(Answers.restorer(
                request.site(), request.rule(), "text/event-stream", Vault.Originals.of(Answer.ORIGINALS)));
    }

    private List<byte[]> answer() {
        return Objects.requireNonNull(answers.get(request));
    }
}
