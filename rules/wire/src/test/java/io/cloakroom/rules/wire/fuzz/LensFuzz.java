package io.cloakroom.rules.wire.fuzz;

import io.cloakroom.rules.engine.Span;
import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Located;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.TextSegment;
import io.cloakroom.rules.wire.lens.Lenses;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The laws of lenses over any bytes: what is found is written back and read again, and only a LensException may come. */
final class LensFuzz {

    private LensFuzz() {}

    static List<Lens> lenses(String... notations) {
        return Stream.of(notations).map(Lenses::parse).toList();
    }

    /** @throws IllegalStateException when a law is broken */
    static void check(Lens lens, Payload payload) {
        Located located;
        try {
            located = lens.locate(payload);
        } catch (LensException e) {
            return;
        }
        unchanged(located, payload);
        Map<Integer, List<TextEdit>> edits = new HashMap<>();
        List<TextSegment> segments = located.segments();
        for (int i = 0; i < segments.size(); i++) {
            int length = segments.get(i).text().length();
            if (length > 0 && located.rewritable(i)) {
                edits.put(i, List.of(new TextEdit(new Span(0, length), written(i))));
            }
        }
        Payload spliced = located.splice(edits);
        try {
            List<TextSegment> again = lens.locate(spliced).segments();
            for (Map.Entry<Integer, List<TextEdit>> edit : edits.entrySet()) {
                if (!again.get(edit.getKey()).text().equals(written(edit.getKey()))) {
                    throw new IllegalStateException("segment " + edit.getKey() + " does not read back in " + lens);
                }
            }
        } catch (LensException e) {
            throw new IllegalStateException("what was written cannot be read by " + lens, e);
        }
    }

    /** Long enough for Base64 of it to be told from a word. */
    private static String written(int segment) {
        return "[PERSON_1] was here, " + segment;
    }

    /** @throws IllegalStateException when no edits give another payload */
    static void unchanged(Located located, Payload payload) {
        if (located.splice(Map.of()) != payload) {
            throw new IllegalStateException("no edits gave another payload");
        }
    }
}
