package io.cloakroom.rules.wire;

/** A body that cannot be decoded within limits, so that nobody may say it was clean. The message quotes no content. */
public final class UninspectableException extends Exception {

    private static final long serialVersionUID = 1;

    /** Why a body cannot be inspected. */
    public enum Reason {
        /** Content-Encoding names a coding that is not gzip, deflate, br, zstd or identity, or too many of them. */
        UNKNOWN_CODING,
        /** The bytes are not what their content coding says, or end too early. */
        CORRUPT,
        /** Decoded, the body is larger than the limit. */
        TOO_LARGE,
        /** Decoded, the body is more times larger than it was than the limit. */
        BOMB
    }

    private final Reason reason;

    public UninspectableException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public UninspectableException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
