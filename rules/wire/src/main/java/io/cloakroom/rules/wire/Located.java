package io.cloakroom.rules.wire;

import io.cloakroom.rules.engine.TextEdit;
import java.util.List;
import java.util.Map;

/** The text found in one payload, and the way back. */
public interface Located {

    List<TextSegment> segments();

    /**
     * The payload with segments edited.
     *
     * @param edits index in {@link #segments()} → edits of that segment's text, not overlapping, any order
     */
    Payload splice(Map<Integer, List<TextEdit>> edits);
}
