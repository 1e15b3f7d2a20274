package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.engine.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A focus and what was found inside it: one node of the tree that locating leaves behind for splicing.
 *
 * @param segment index of the segment its text is, or -1
 */
record Spot(Focus focus, String text, int segment, List<Spot> inside) {

    static Spot text(Focus focus, String text, int segment) {
        return new Spot(focus, text, segment, List.of());
    }

    static Spot around(Focus focus, List<Spot> inside) {
        return new Spot(focus, "", -1, inside);
    }

    /** Edits as patches of the array of the focus's content, in order. */
    List<Patch> patches(Map<Integer, List<TextEdit>> edits) {
        if (segment >= 0) {
            List<TextEdit> own = edits.getOrDefault(segment, List.of());
            return own.isEmpty() ? List.of() : Utf8.patches(focus.content(), text, own);
        }
        List<Patch> patches = new ArrayList<>();
        for (Spot spot : inside) {
            List<Patch> below = spot.patches(edits);
            if (!below.isEmpty()) {
                patches.addAll(spot.focus.wrapping().lift(spot.focus, below));
            }
        }
        return patches;
    }
}
