package io.cloakroom.rules.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files of one payload, each opened once however many lenses come upon it. Not thread-safe: one payload, one thread at a time. */
public final class OpenedFiles {

    private final Map<Key, OpenedFile> opened = new HashMap<>();

    /** Where a file lies and what it is declared to be; arrays that nobody changes are the same only when they are the very same. */
    private record Key(byte[] array, int from, int to, String type) {}

    /** Opens a file. */
    public interface Opener {

        /** @throws LensException when it cannot be read */
        Optional<OpenedFile> open() throws LensException;
    }

    /**
     * What these bytes were opened as before, or are now; empty when they are no file.
     *
     * @throws LensException when they cannot be read
     */
    public Optional<OpenedFile> open(byte[] array, int from, int to, String type, Opener opener) throws LensException {
        Key key = new Key(array, from, to, type);
        @Nullable OpenedFile before = opened.get(key);
        if (before != null) {
            return Optional.of(before);
        }
        Optional<OpenedFile> now = opener.open();
        now.ifPresent(file -> opened.put(key, file));
        return now;
    }
}
