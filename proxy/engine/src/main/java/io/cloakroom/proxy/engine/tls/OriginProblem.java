package io.cloakroom.proxy.engine.tls;

/**
 * Why an origin cannot be reached safely.
 *
 * @param detail one sentence for the person, naming dates, names and issuers
 */
public record OriginProblem(Kind kind, String detail) {

    /** What is wrong. */
    public enum Kind {
        EXPIRED,
        NOT_YET_VALID,
        WRONG_NAME,
        SELF_SIGNED,
        UNKNOWN_ISSUER,
        WEAK,
        UNTRUSTED,
        HANDSHAKE_FAILED,
        NAME_NOT_FOUND,
        REFUSED,
        TIMED_OUT,
        UNREACHABLE,
        CLOSED
    }

    /** HTTP status that tells a gateway's trouble: 504 for time, else 502 (RFC 9110 15.6). */
    public int status() {
        return kind == Kind.TIMED_OUT ? 504 : 502;
    }
}
