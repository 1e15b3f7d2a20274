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
    private final boolean tooMuch;

    private LensException(String message, @Nullable Throwable cause, @Nullable Located readable, boolean tooMuch) {
        super(message, cause);
        this.readable = readable;
        this.tooMuch = tooMuch;
    }

    public LensException(String message) {
        this(message, null, null, false);
    }

    public LensException(String message, Throwable cause) {
        this(message, cause, null, false);
    }

    public LensException(String message, Located readable) {
        this(message, null, readable, false);
    }

    /** The payload is of a shape that can be read, but there is too much in it: nothing of it can be taken for inspected. */
    public static LensException tooMuch(String message) {
        return new LensException(message, null, null, true);
    }

    /** The same of a part of something. */
    public LensException in(String where) {
        return new LensException(where + ": " + getMessage(), this, null, tooMuch);
    }

    /** Whether the payload has too much in it to be read at all. */
    public boolean isTooMuch() {
        return tooMuch;
    }

    /** The text that was found in the other parts of the payload; empty when there is none. */
    public Optional<Located> readable() {
        return Optional.ofNullable(readable);
    }
}
