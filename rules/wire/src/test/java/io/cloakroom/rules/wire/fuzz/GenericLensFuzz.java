package io.cloakroom.rules.wire.fuzz;

import io.cloakroom.rules.engine.Span;
import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Located;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.lens.GenericLens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What Jazzer drives: the lens that finds every string, over any bytes of some content types. Edits are written, and not compared with
 * what is read then: what is no longer wrapped in what it was wrapped in is read otherwise, and rightly so.
 */
public final class GenericLensFuzz {

    private static final Lens LENS = new GenericLens(Set.of("id"));
    private static final List<String> TYPES = List.of(
            "", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "application/grpc-web-text");

    private GenericLensFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] body) {
        TYPES.forEach(type -> check(new Payload("/a%20b/?q=1", type, body)));
    }

    private static void check(Payload payload) {
        try {
            rewrite(LENS.locate(payload), payload);
        } catch (LensException e) {
            e.readable().ifPresent(located -> rewrite(located, payload));
        }
    }

    private static void rewrite(Located located, Payload payload) {
        LensFuzz.unchanged(located, payload);
        Map<Integer, List<TextEdit>> edits = new HashMap<>();
        for (int i = 0; i < located.segments().size(); i++) {
            int length = located.segments().get(i).text().length();
            if (length > 0 && located.rewritable(i)) {
                edits.put(i, List.of(new TextEdit(new Span(0, length), "[PERSON_1]")));
            }
        }
        located.splice(located.fit(edits));
    }
}
