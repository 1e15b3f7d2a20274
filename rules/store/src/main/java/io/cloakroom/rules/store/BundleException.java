package io.cloakroom.rules.store;

/** A content bundle that is refused; the message says why. */
public final class BundleException extends Exception {

    private static final long serialVersionUID = 1;

    public BundleException(String message) {
        super(message);
    }
}
