package io.cloakroom.proxy.engine;

import io.cloakroom.proxy.engine.guard.Refusal;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the gate asks about each flow. {@link #decide} computes for long and is only called on the analysis pool, never on an event
 * loop; what it returns completes once the flow's start is durable. Anything they throw makes the flow fail closed.
 */
public interface FlowHandler {

    /** Whether this host's TLS is opened. Cheap: a look-up in the catalogue, callable from an event loop. */
    boolean intercepts(String host);

    /** What becomes of a CONNECT to a host that {@link #intercepts}. */
    enum Passage {
        /** Its TLS is opened. */
        INSPECT,
        /** It passes encrypted: the browser's extension sees to it that nothing leaves unseen. */
        TUNNEL,
        /** It can neither be opened nor be left to the browser. */
        REFUSE
    }

    /**
     * Asked of an intercepted host once the person is known, and again and again while it passes encrypted. Cheap, callable from an
     * event loop.
     *
     * @param browser the {@code User-Agent} of the CONNECT, {@code ""} when it names none
     */
    default Passage passage(Person person, String host, String browser) {
        return Passage.INSPECT;
    }

    /**
     * A connection or request of a known person that was refused before it could be decided. Completes when that is recorded,
     * which is so for hosts of the catalogue only: of others there would be nothing to say.
     *
     * @param status HTTP status it was answered, 0 when it could not be answered in HTTP
     */
    default CompletionStage<?> refused(String flow, Person person, String host, Refusal.Kind why, int status) {
        return CompletableFuture.completedStage(null);
    }

    /**
     * How a host's own page or SDK is told something, as one of its own errors; null when nobody knows how. Cheap, callable from an event
     * loop.
     *
     * @param contentType of the request, {@code ""} when it names none
     */
    default @Nullable Answer inItsOwnShape(
            String host, String method, String target, String contentType, String message) {
        return null;
    }

    /** Something was answered by the proxy itself because it was wrong; for counting. Does not block. */
    default void turnedAway(Refusal.Kind why) {}

    /** Decides a complete request. When this completes, the start of the flow is durably recorded. */
    CompletionStage<? extends Outcome> decide(FlowRequest request) throws Exception;

    /** A connection that is to pass through encrypted. Completes when its start is durably recorded. */
    CompletionStage<? extends Flow> tunnel(String flow, Person person, String host);

    /**
     * A request, complete and framed safely, its body still in its content coding.
     *
     * @param flow unique id
     * @param host authority the request goes to, vetted: CONNECT, SNI and Host agree; lower case, without port
     * @param target origin form, {@code /api/v0/chat/completion}
     */
    record FlowRequest(
            String flow,
            Person person,
            String host,
            int port,
            String method,
            String target,
            HttpHeaders headers,
            byte[] body) {

        private static final byte[] NOTHING = {};

        /** The same as it is remembered while its answer comes: not with its body, which may be a hundred megabytes. */
        FlowRequest withoutBody() {
            return new FlowRequest(flow, person, host, port, method, target, headers, NOTHING);
        }
    }

    /** What to do with a request. */
    sealed interface Outcome {}

    /**
     * Send this upstream. The gate fixes Content-Length; everything else is in {@code headers} already.
     */
    record Forward(String target, HttpHeaders headers, byte[] body, Flow flow) implements Outcome {}

    /** Send nothing upstream and answer this; the flow is already recorded as ended. */
    record Answer(int status, HttpHeaders headers, byte[] body) implements Outcome {}

    /** A flow under way. */
    interface Flow {

        /**
         * How to restore the answer, or null to pass its bytes through untouched.
         *
         * @param headers of the answer; the content coding named there is undone by the gate before the restorer sees a byte
         */
        @Nullable
        AnswerRestorer answer(int status, HttpHeaders headers);

        /** The messages of the WebSocket the origin agreed to; asked once, instead of for an answer. */
        default MessageFlow messages() {
            throw new IllegalStateException("this flow was not to become a WebSocket");
        }

        /**
         * Ends the flow, once. Does not block; completes when that is recorded.
         *
         * @param outcome {@code complete}, {@code aborted} or {@code failed}
         */
        CompletionStage<?> end(int status, long bytesOut, long bytesIn, String outcome);
    }
}
