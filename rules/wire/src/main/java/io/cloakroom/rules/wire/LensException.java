package io.cloakroom.rules.wire;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The payload, or a part of it, is not what the lens expects: another shape, another charset, or not text at all. The message says what
 * was expected and where, and quotes no content. A payload with such a part was not inspected: whoever lets it pass by policy can still
 * redact the text that could be read, {@link #readable()}.
 */
public final class LensException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient @Nullable Located readable;

    public LensException(String message) {
        super(message);
        this.readable = null;
    }

    public LensException(String message, Throwable cause) {
        super(message, cause);
        this.readable = null;
    }

    public LensException(String message, Located readable) {
        super(message);
        this.readable = readable;
    }

    /** The text that was found in the other parts of the payload; empty when there is none. */
    public Optional<Located> readable() {
        return Optional.ofNullable(readable);
    }
}
