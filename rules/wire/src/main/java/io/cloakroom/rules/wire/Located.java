package io.cloakroom.rules.wire;

import io.cloakroom.rules.engine.TextEdit;
import java.util.List;
import java.util.Map;

/** The text found in one payload, and the way back. */
public interface Located {

    List<TextSegment> segments();

    /** What files are in the payload, as far as policy and register tell them apart. */
    default List<FileKind> kinds() {
        return List.of();
    }

    /** Bytes of sound that is no file, as it comes piece by piece while somebody speaks. */
    default int heard() {
        return 0;
    }

    /** Whether a text is of a page of print, see {@link OpenedFile#print}. */
    default boolean print(int segment) {
        return false;
    }

    /** Whether a text can be written back to the letter. */
    default boolean rewritable(int segment) {
        return !print(segment) && !segments().get(segment).inBytes();
    }

    /** Edits as the payload can take them, see {@link OpenedFile#fit}. */
    default Map<Integer, List<TextEdit>> fit(Map<Integer, List<TextEdit>> edits) {
        return edits;
    }

    /**
     * The payload with segments edited.
     *
     * @param edits index in {@link #segments()} → edits of that segment's text, not overlapping, any order; fitted
     * @throws UnredactableException when a text cannot be taken out of the file it is in
     */
    Payload splice(Map<Integer, List<TextEdit>> edits);
}
