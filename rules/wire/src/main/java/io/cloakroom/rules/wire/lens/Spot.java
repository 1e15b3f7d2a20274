package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.OpenedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A focus and what was found inside it: one node of the tree that locating leaves behind for splicing.
 *
 * @param segment index of the segment its text is, or the first of its file; else -1
 * @param file what its content was opened as, or null
 */
record Spot(
        Focus focus,
        String text,
        int segment,
        List<Spot> inside,
        @Nullable OpenedFile file) {

    static Spot text(Focus focus, String text, int segment) {
        return new Spot(focus, text, segment, List.of(), null);
    }

    static Spot around(Focus focus, List<Spot> inside) {
        return new Spot(focus, "", -1, inside, null);
    }

    static Spot file(Focus focus, OpenedFile file, int first) {
        return new Spot(focus, "", first, List.of(), file);
    }

    /** Edits as patches of the array of the focus's content, in order. */
    List<Patch> patches(Map<Integer, List<TextEdit>> edits) {
        if (file != null) {
            Map<Integer, List<TextEdit>> own =
                    OpenedFile.own(edits, segment, file.segments().size());
            Bytes whole = focus.content();
            return own.isEmpty() ? List.of() : List.of(new Patch(whole.from(), whole.to(), file.splice(own)));
        }
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
