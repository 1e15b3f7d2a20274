package io.cloakroom.rules.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Something that must survive could not be written or read. The message says what is wrong and what to do, for a person to read. */
public final class StoreException extends UncheckedIOException {
    private static final long serialVersionUID = 1;

    public StoreException(String message) {
        super(message, new IOException(message));
    }

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause instanceof IOException io ? io : new IOException(message, cause));
    }
}
