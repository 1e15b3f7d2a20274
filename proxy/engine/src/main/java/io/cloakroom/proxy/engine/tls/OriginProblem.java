package io.cloakroom.proxy.engine.tls;

/**
 * Why an origin cannot be reached safely.
 *
 * @param detail one sentence for the person, naming dates, names and issuers
 */
public record OriginProblem(Kind kind, String detail) {

    /** What is wrong: first with the certificate, then with the way there. */
    public enum Kind {
        EXPIRED,
        NOT_YET_VALID,
        WRONG_NAME,
        SELF_SIGNED,
        UNKNOWN_ISSUER,
        WEAK,
        UNTRUSTED,
        REVOKED,
        STATUS_UNKNOWN,
        HANDSHAKE_FAILED,
        NAME_NOT_FOUND,
        REFUSED,
        TIMED_OUT,
        UNREACHABLE,
        CLOSED
    }

    /** Whether the origin answered and what it showed was not accepted, rather than that it could not be reached. */
    public boolean isCertificate() {
        return kind.ordinal() <= Kind.STATUS_UNKNOWN.ordinal();
    }

    /** HTTP status that tells a gateway's trouble: 504 for time, else 502 (RFC 9110 15.6). */
    public int status() {
        return kind == Kind.TIMED_OUT ? 504 : 502;
    }
}
