package io.cloakroom.rules.wire.lens;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Span;
import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Located;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.TextSegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What must hold for every lens and every payload. */
final class Laws {

    private static final String MARK = "Qx7Qx7Qx7Q";

    private Laws() {}

    /** No edits give back the very payload; what is written is read back; the order of edits does not matter. */
    static void check(Lens lens, Payload payload, List<String> texts, Random random) throws LensException {
        byte[] before = payload.body().clone();
        Located located = lens.locate(payload);
        assertThat(texts(located)).as(lens.toString()).isEqualTo(texts);
        identity(located, payload);
        Map<Integer, List<TextEdit>> edits = new HashMap<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            List<TextEdit> own = Texts.edits(texts.get(i), random);
            edits.put(i, own);
            expected.add(Texts.edited(texts.get(i), own));
        }
        Payload spliced = located.splice(edits);
        assertThat(texts(lens.locate(spliced))).as(lens.toString()).isEqualTo(expected);
        assertThat(payload.body()).as("the payload itself is never changed").isEqualTo(before);
        commutes(lens, payload, edits, spliced, random);
    }

    private static void identity(Located located, Payload payload) {
        Map<Integer, List<TextEdit>> none = new HashMap<>();
        for (int i = 0; i < located.segments().size(); i++) {
            none.put(i, List.of());
        }
        for (Payload same : List.of(located.splice(Map.of()), located.splice(none))) {
            assertThat(same.body()).isSameAs(payload.body());
            assertThat(same.target()).isSameAs(payload.target());
        }
    }

    /** All at once gives what one segment after the other gives, in any order. */
    private static void commutes(
            Lens lens, Payload payload, Map<Integer, List<TextEdit>> edits, Payload expected, Random random)
            throws LensException {
        List<Integer> order = new ArrayList<>(edits.keySet());
        Collections.shuffle(order, random);
        Payload step = payload;
        for (int index : order) {
            List<TextEdit> shuffled = new ArrayList<>(edits.get(index));
            Collections.shuffle(shuffled, random);
            step = lens.locate(step).splice(Map.of(index, shuffled));
        }
        assertThat(step.body()).as(lens.toString()).isEqualTo(expected.body());
        assertThat(step.target()).isEqualTo(expected.target());
    }

    /** One edit leaves every byte before and after it alone, whatever escapes it is written in. */
    static void leavesTheRestAlone(Lens lens, Payload payload, Random random) throws LensException {
        Located located = lens.locate(payload);
        for (int i = 0; i < located.segments().size(); i++) {
            List<TextEdit> edits = Texts.edits(located.segments().get(i).text(), random);
            if (!edits.isEmpty()) {
                Span span = edits.getFirst().span();
                Payload spliced = located.splice(Map.of(i, List.of(new TextEdit(span, MARK))));
                outside(
                        whole(payload),
                        whole(spliced),
                        located.segments().get(i).path());
            }
        }
    }

    private static void outside(String before, String after, String path) {
        int mark = after.indexOf(MARK);
        String head = after.substring(0, mark);
        String tail = after.substring(mark + MARK.length());
        assertThat(before).as(path).startsWith(head).endsWith(tail);
        assertThat(head.length() + tail.length()).isLessThan(before.length());
    }

    private static String whole(Payload payload) {
        return payload.target() + '\n' + new String(payload.body(), StandardCharsets.ISO_8859_1);
    }

    static List<String> texts(Located located) {
        return located.segments().stream().map(TextSegment::text).toList();
    }

    static List<String> paths(Located located) {
        return located.segments().stream().map(TextSegment::path).toList();
    }
}
