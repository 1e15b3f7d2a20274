package io.cloakroom.rules.wire;

/** The payload is not what the lens expects. The message says what was expected and where, and quotes no content. */
public final class LensException extends Exception {

    private static final long serialVersionUID = 1;

    public LensException(String message) {
        super(message);
    }

    public LensException(String message, Throwable cause) {
        super(message, cause);
    }
}
