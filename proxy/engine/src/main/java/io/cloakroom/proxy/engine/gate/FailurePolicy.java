package io.cloakroom.proxy.engine.gate;

import io.cloakroom.proxy.engine.guard.Authority;
import io.cloakroom.proxy.engine.guard.Failure;
import io.cloakroom.proxy.engine.guard.Refusal;
import io.cloakroom.proxy.engine.guard.Refusal.Kind;
import io.cloakroom.proxy.engine.guard.RefusedException;
import io.cloakroom.proxy.engine.tls.OriginProblem;
import io.cloakroom.proxy.engine.tls.OriginProblems;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that turns what went wrong into an answer. It fails closed: whatever it does not know is refused. */
final class FailurePolicy {

    private static final Logger LOG = LoggerFactory.getLogger(FailurePolicy.class);
    private static final String RETRY = "Nothing was sent. Try again in a moment.";
    private static final Refusal UNCHECKED = new Refusal(
            Kind.UNCHECKED,
            503,
            "This could not be checked",
            "Something went wrong while Cloakroom looked for personal data in this request, so it was not sent.",
            "Try again. If it keeps happening, tell the people who run this proxy.",
            Map.of(),
            false);
    private static final Refusal UNRECORDED = new Refusal(
            Kind.UNRECORDED,
            503,
            "This could not be recorded",
            "Cloakroom could not write down what it was about to send, perhaps because its disk is full, so it was not sent.",
            "Try again later, and tell the people who run this proxy; its log and /readyz say more.",
            Map.of("Retry-After", "30"),
            false);

    private FailurePolicy() {}

    /** What a failed decision about a request becomes; never a failure itself. */
    static Refusal undecided(Throwable failure) {
        try {
            return refusal(failure);
        } catch (Throwable again) {
            return UNCHECKED;
        }
    }

    private static Refusal refusal(Throwable failure) {
        if (Failure.cause(failure) instanceof RefusedException refused) {
            return refused.refusal();
        }
        return switch (Failure.of(failure, "a request was refused because deciding it failed")) {
            case BUSY -> overloaded("More requests are waiting than can be inspected at the moment.");
            case UNRECORDED -> UNRECORDED;
            case UNCHECKED -> UNCHECKED;
        };
    }

    /** What a failed look-up of person or address becomes. */
    static Refusal unreachable(Authority authority, Throwable failure) {
        Throwable cause = Failure.cause(failure);
        return cause instanceof IOException
                ? origin(authority, OriginProblems.of(authority.host(), cause))
                : undecided(cause);
    }

    static Refusal origin(Authority authority, OriginProblem problem) {
        boolean certificate = problem.isCertificate();
        LOG.warn("origin {} was refused or not reached: {} {}", authority.host(), problem.kind(), problem.detail());
        return new Refusal(
                certificate ? Kind.CERTIFICATE : Kind.UNREACHABLE,
                problem.status(),
                certificate
                        ? "The connection to " + authority.host() + " is not safe"
                        : authority.host() + " cannot be reached",
                problem.detail(),
                certificate
                        ? "Nothing was sent to it. Whoever answered may not be who you expect; do not try to get around this. If the"
                                + " site is yours, its certificate needs to be put right, or its issuer named under upstream.trust."
                        : "Nothing is wrong with your machine. Try again later.",
                Map.of(),
                true);
    }

    static Refusal overloaded(String reason) {
        return new Refusal(Kind.BUSY, 503, "Too busy", reason, RETRY, Map.of("Retry-After", "5"), false);
    }

    static Refusal unstored(Throwable failure) {
        LOG.error("a large request body could not be kept on disk until it was complete", failure);
        return overloaded("This is so large that it has to wait on disk, which failed.");
    }

    static Refusal tooLarge(int limit) {
        return new Refusal(
                Kind.TOO_LARGE,
                413,
                "This is too large to be checked",
                "Requests to this site are inspected as a whole, up to " + limit / (1024 * 1024)
                        + " MiB, and this one is larger. It was not sent.",
                "Send less at once.",
                Map.of(),
                true);
    }

    static Refusal tooSlow() {
        return new Refusal(
                Kind.TOO_SLOW,
                408,
                "The request did not arrive in time",
                "Its body stopped arriving.",
                RETRY,
                Map.of(),
                true);
    }

    static Refusal truncated() {
        return Refusal.malformed(400, "Its body is not framed as HTTP/1.1 asks.");
    }

    static Refusal stopping() {
        return new Refusal(
                Kind.STOPPING,
                503,
                "The proxy is stopping",
                "It takes no more requests.",
                RETRY,
                Map.of("Retry-After", "5"),
                true);
    }

    static Refusal clearWebSocket() {
        return new Refusal(
                Kind.CLEAR_WEBSOCKET,
                501,
                "WebSockets without TLS are not inspected",
                "This site was asked for a WebSocket in the clear, so it was not opened.",
                "Ask for it with wss:// instead.",
                Map.of(),
                true);
    }

    static Refusal webSockets() {
        return new Refusal(
                Kind.TOO_MANY_WEBSOCKETS,
                503,
                "Too many open connections",
                "As many WebSockets as one person may have are open.",
                "Close pages of chatbots that you do not need, and try again.",
                Map.of("Retry-After", "30"),
                false);
    }

    static Refusal notPermitted(Authority authority) {
        return new Refusal(
                Kind.NOT_COVERED,
                503,
                "This site cannot be inspected",
                "This installation's certificates do not cover " + authority.host() + ", so it was not opened.",
                "Tell the people who run this proxy.",
                Map.of(),
                true);
    }

    static Refusal judgesHandshakes(Authority authority) {
        return new Refusal(
                Kind.TRANSPORT_PAGE,
                403,
                authority.host() + " is not open here",
                "This site turns away connections that are not a browser's own. So Cloakroom cannot look at what is sent to it,"
                        + " and no extension in this browser confirmed that it looks in the page. Nothing was sent.",
                "Use another service. If you need this one, ask the people who run this proxy: with the setting"
                        + " “transport: intercept” it is inspected all the same, where the site puts up with that.",
                Map.of(),
                true);
    }

    static Refusal cleartextConnect() {
        return Refusal.destination("An inspected site was asked for through a tunnel without TLS.");
    }
}
