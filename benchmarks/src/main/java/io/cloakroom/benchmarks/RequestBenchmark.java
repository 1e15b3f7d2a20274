package io.cloakroom.benchmarks;

import io.cloakroom.proxy.app.replay.MemoryVault;
import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.engine.Span;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.engine.names.Names;
import io.cloakroom.rules.engine.policy.Policies;
import io.cloakroom.rules.engine.policy.PolicyEngine;
import io.cloakroom.rules.engine.recognize.Recognizers;
import io.cloakroom.rules.engine.recognize.RulePacks;
import io.cloakroom.rules.wire.Inspection;
import io.cloakroom.rules.wire.Inspector;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Located;
import io.cloakroom.rules.wire.Payload;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a request waits for: finding its text, putting it back, and the whole inspection. One operation is one request. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmn96m", "-Xmx512m"})
public class RequestBenchmark {

    @Param
    public Request request = Request.CHATGPT;

    private final Inspector inspector;
    private long requests;

    public RequestBenchmark() {
        try {
            PolicyEngine policy = new PolicyEngine(Policies.preset("default"));
            inspector = new Inspector(
                    Recognizers.standard(RulePacks.shipped(), Names.load(), Recognizers.CACHE_WEIGHT),
                    () -> policy,
                    new MemoryVault());
        } catch (IOException | InvalidYamlException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text, where the descriptor says it is. */
    @Benchmark
    public Located locate() throws LensException {
        return request.rule().lens().locate(request.payload(requests++));
    }

    /** The text, and a placeholder written into the last part of it. */
    @Benchmark
    public Payload locateAndSplice() throws LensException {
        Located located = request.rule().lens().locate(request.payload(requests++));
        int last = located.segments().size() - 1;
        return located.splice(Map.of(last, List.of(new TextEdit(new Span(0, 5), "[PERSON_1]"))));
    }

    /** Every string, as if no descriptor knew the request. */
    @Benchmark
    public Located locateEverything() throws LensException {
        return request.site().genericLens().locate(request.payload(requests++));
    }

    /** Everything between the request's arrival and the journal: a new prompt, redacted; earlier ones were seen before. */
    @Benchmark
    public Inspection inspect() throws LensException {
        Recipient recipient = request.recipient();
        return inspector.inspect(
                Person.of("local"),
                recipient,
                new Binding("local", recipient.operator(), "user"),
                request.rule().lens(),
                request.site().genericLens(),
                request.payload(requests++));
    }
}
