package io.cloakroom.proxy.engine;

import io.cloakroom.proxy.engine.guard.Refusal;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A handler that does what a test tells it, and remembers what it was asked. */
public final class FakeHandler implements FlowHandler {

    /** Deciding, as a function that may throw. */
    @FunctionalInterface
    public interface Decision {
        Outcome on(FlowRequest request, Flow flow) throws Exception;
    }

    /** How one flow ended. */
    public record End(int status, long bytesOut, long bytesIn, String outcome) {}

    /** One flow that was begun. */
    public final class Begun implements Flow {
        private final String host;
        private final CompletableFuture<End> end = new CompletableFuture<>();
        private final List<End> ends = new CopyOnWriteArrayList<>();

        Begun(String host) {
            this.host = host;
        }

        public String host() {
            return host;
        }

        /** How often and how it ended. */
        public List<End> ends() {
            return List.copyOf(ends);
        }

        /** Waits for the end. */
        public End end() {
            return end.join();
        }

        @Override
        public @Nullable AnswerRestorer answer(int status, HttpHeaders headers) {
            return restorer.apply(headers);
        }

        @Override
        public CompletionStage<?> end(int status, long bytesOut, long bytesIn, String outcome) {
            ends.add(new End(status, bytesOut, bytesIn, outcome));
            end.complete(ends.getFirst());
            return end;
        }
    }

    private final Set<String> intercepted;
    public final List<FlowRequest> asked = new CopyOnWriteArrayList<>();
    public final List<Begun> flows = new CopyOnWriteArrayList<>();
    public final List<Begun> tunnels = new CopyOnWriteArrayList<>();
    public volatile Decision decision =
            (request, flow) -> new Forward(request.target(), request.headers(), request.body(), flow);
    public volatile Function<HttpHeaders, @Nullable AnswerRestorer> restorer = headers -> null;

    /** How this host's own page or SDK is told something. */
    public volatile Function<String, @Nullable Answer> shape = message -> null;

    public final List<String> refused = new CopyOnWriteArrayList<>();
    public volatile Passage passage = Passage.INSPECT;

    public FakeHandler(String... intercepted) {
        this.intercepted = Set.of(intercepted);
    }

    @Override
    public boolean intercepts(String host) {
        return intercepted.contains(host);
    }

    @Override
    public Passage passage(Person person, String host, String browser) {
        return passage;
    }

    @Override
    public CompletionStage<?> refused(String flow, Person person, String host, Refusal.Kind why, int status) {
        refused.add(person.user() + " " + host + " " + why.word() + " " + status);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public @Nullable Answer inItsOwnShape(
            String host, String method, String target, String contentType, String message) {
        return shape.apply(method + " " + host + target + ": " + message);
    }

    @Override
    public CompletionStage<Outcome> decide(FlowRequest request) throws Exception {
        asked.add(request);
        Begun flow = new Begun(request.host());
        Outcome outcome = decision.on(request, flow);
        if (outcome instanceof Forward) {
            flows.add(flow);
        }
        return CompletableFuture.completedStage(outcome);
    }

    @Override
    public CompletionStage<Flow> tunnel(String flow, Person person, String host) {
        Begun begun = new Begun(host);
        tunnels.add(begun);
        return CompletableFuture.completedStage(begun);
    }
}
