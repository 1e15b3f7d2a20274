package io.cloakroom.proxy.engine.guard;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * A request that is answered by the proxy itself because something is wrong.
 *
 * @param kind why, for counting and the journal
 * @param status HTTP status
 * @param title what happened, a few words
 * @param reason why, one or two sentences, no content of the request
 * @param advice what the person can do
 * @param headers further answer headers
 * @param close whether the connection is closed after the answer, because its framing can no longer be relied on
 * @param delay how long the answer waits, which slows down guessing
 */
public record Refusal(
        Kind kind,
        int status,
        String title,
        String reason,
        String advice,
        Map<String, String> headers,
        boolean close,
        Duration delay) {

    /** Why something was refused: a closed set. */
    public enum Kind {
        /** It cannot be understood in exactly one way. */
        MALFORMED,
        /** An address that must not be reached from here. */
        DESTINATION,
        UNAUTHENTICATED,
        LOCKED_OUT,
        /** What the origin shows of itself is not accepted. */
        CERTIFICATE,
        UNREACHABLE,
        /** More is asked for than can be done at the moment. */
        BUSY,
        TOO_LARGE,
        TOO_SLOW,
        STOPPING,
        CLEAR_WEBSOCKET,
        TOO_MANY_WEBSOCKETS,
        /** No certificate of this installation covers the host. */
        NOT_COVERED,
        /** A site that is reached in the person's own browser, or not at all. */
        TRANSPORT_PAGE,
        HTTP2_ONLY,
        /** Vault or journal cannot be written. */
        UNRECORDED,
        /** Looking at it failed. */
        UNCHECKED;

        /** As metrics and journal name it, {@code too-large}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final String ASK = "If it keeps happening, tell the people who run this proxy.";

    public Refusal {
        headers = Map.copyOf(headers);
    }

    /** One that is answered at once. */
    public Refusal(
            Kind kind,
            int status,
            String title,
            String reason,
            String advice,
            Map<String, String> headers,
            boolean close) {
        this(kind, status, title, reason, advice, headers, close, Duration.ZERO);
    }

    /** The same, answered later. */
    public Refusal after(Duration wait) {
        return new Refusal(kind, status, title, reason, advice, headers, close, wait);
    }

    /** A request that cannot be understood in exactly one way. */
    public static Refusal malformed(int status, String reason) {
        return new Refusal(Kind.MALFORMED, status, "The request was refused", reason, ASK, Map.of(), true);
    }

    /** HTTP/2 of a client that did not ask whether it is spoken here. */
    public static Refusal http2() {
        return new Refusal(
                Kind.HTTP2_ONLY,
                505,
                "The request was refused",
                "The client speaks HTTP/2 without asking. Only HTTP/1.1 is spoken here; set the client to it.",
                ASK,
                Map.of(),
                true);
    }

    /** A destination that must not be reached from here. */
    public static Refusal destination(String reason) {
        return new Refusal(
                Kind.DESTINATION,
                403,
                "This address is not allowed",
                reason,
                "If it should be reachable, the people who run this proxy can name it under upstream.hosts.",
                Map.of(),
                true);
    }

    /** Nobody is known to be asking. */
    public static Refusal unauthenticated() {
        return new Refusal(
                Kind.UNAUTHENTICATED,
                407,
                "Who are you?",
                "This proxy answers only people it knows, and no valid name and password came with the request.",
                "Enter the name and password you were given for this proxy.",
                Map.of("Proxy-Authenticate", "Basic realm=\"Cloakroom\", charset=\"UTF-8\""),
                true);
    }

    /** Too many wrong passwords. */
    public static Refusal lockedOut(int seconds) {
        return new Refusal(
                Kind.LOCKED_OUT,
                429,
                "Too many wrong passwords",
                "There were too many attempts with a wrong name or password.",
                "Wait a few minutes and try again.",
                Map.of("Retry-After", String.valueOf(seconds)),
                true);
    }
}
