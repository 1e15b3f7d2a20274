package io.cloakroom.rules.wire;

/**
 * What was found in a file cannot be taken out of it: then the file stays inside. Unchecked, since edits of all but print always succeed.
 * The message is a clause that says why, and quotes no content.
 */
public final class UnredactableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UnredactableException(String message) {
        super(message);
    }

    public UnredactableException(String message, Throwable cause) {
        super(message, cause);
    }
}
