package io.cloakroom.rules.wire.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.cloakroom.rules.engine.Span;
import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Located;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.TextSegment;
import io.cloakroom.rules.wire.lens.GenericLens;
import io.cloakroom.rules.wire.lens.Lenses;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What Jazzer drives: every lens over any bytes. Whatever they find must be written back and read again; only a LensException may come. */
public final class LensFuzz {

    private static final List<Lens> LENSES = Stream.concat(
                    Stream.of(
                                    "json:/a/*",
                                    "form:*",
                                    "lines:*",
                                    "signalr:*",
                                    "connect:*",
                                    "connect:* > gunzip > json:/*",
                                    "connect:* > gunzip > proto:1.1",
                                    "proto:*",
                                    "proto:*.*",
                                    "dgw",
                                    "dgw > json:/payload > base64 > proto:2.2",
                                    "eventstream:*",
                                    "gunzip",
                                    "base64",
                                    "dataurl",
                                    "file")
                            .map(Lenses::parse),
                    Stream.of(new GenericLens(Set.of())))
            .toList();

    private LensFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        int lens = data.consumeInt(0, LENSES.size() - 1);
        check(lens, data.consumeRemainingAsBytes());
    }

    static int lenses() {
        return LENSES.size();
    }

    /** @throws IllegalStateException when a law is broken */
    static void check(int number, byte[] body) {
        Lens lens = LENSES.get(number);
        Payload payload = new Payload("/", "", body);
        Located located;
        try {
            located = lens.locate(payload);
        } catch (LensException e) {
            return;
        }
        if (located.splice(Map.of()) != payload) {
            throw new IllegalStateException("no edits gave another payload");
        }
        boolean generic = lens instanceof GenericLens;
        Map<Integer, List<TextEdit>> edits = new HashMap<>();
        List<TextSegment> segments = located.segments();
        for (int i = 0; i < segments.size(); i++) {
            int length = segments.get(i).text().length();
            // What is no longer wrapped in what it was wrapped in is read otherwise, and rightly so.
            if (length > 0 && !generic) {
                edits.put(i, List.of(new TextEdit(new Span(0, length), "[PERSON_1] " + i)));
            }
        }
        Payload spliced = located.splice(edits);
        try {
            List<TextSegment> again = lens.locate(spliced).segments();
            for (Map.Entry<Integer, List<TextEdit>> edit : edits.entrySet()) {
                if (!again.get(edit.getKey()).text().equals("[PERSON_1] " + edit.getKey())) {
                    throw new IllegalStateException("segment " + edit.getKey() + " does not read back");
                }
            }
        } catch (LensException e) {
            throw new IllegalStateException("what was written cannot be read", e);
        }
    }
}
