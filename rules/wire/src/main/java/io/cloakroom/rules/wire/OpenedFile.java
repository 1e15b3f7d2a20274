package io.cloakroom.rules.wire;

import io.cloakroom.rules.engine.TextEdit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The text inside one file, and the way back. The laws of {@link Lens} hold for edits that went through {@link #fit}. */
public interface OpenedFile {

    /** Texts in document order; paths name the format and the part, {@code docx > word/document.xml}. */
    List<TextSegment> segments();

    /** What of this file, or inside it, the policy has rules of its own for, and what is only counted. */
    default List<FileKind> kinds() {
        return List.of();
    }

    /**
     * Whether a text is of a page of print: it is written back only where policy says so, not to the letter but as it fits, or not at all
     * ({@link UnredactableException}).
     */
    default boolean print(int segment) {
        return false;
    }

    /**
     * Edits as this file can take them: an edit across what must stay (the border of a cell, the end of a paragraph) becomes one on each
     * side of it, and a replacement takes the form that fits where it goes.
     *
     * @param edits index in {@link #segments()} → edits of that text, not overlapping
     */
    default Map<Integer, List<TextEdit>> fit(Map<Integer, List<TextEdit>> edits) {
        return edits;
    }

    /**
     * The file with texts edited; the identical array when there are no edits.
     *
     * @param edits fitted
     * @throws UnredactableException when the text cannot be taken out of the file
     */
    byte[] splice(Map<Integer, List<TextEdit>> edits);

    /** The edits of so many segments, counted from the first of them. */
    static Map<Integer, List<TextEdit>> own(Map<Integer, List<TextEdit>> edits, int first, int count) {
        Map<Integer, List<TextEdit>> own = new HashMap<>();
        for (int i = 0; i < count; i++) {
            List<TextEdit> of = edits.getOrDefault(first + i, List.of());
            if (!of.isEmpty()) {
                own.put(i, of);
            }
        }
        return own;
    }
}
