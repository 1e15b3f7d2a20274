package io.cloakroom.benchmarks.quality;

import io.cloakroom.rules.engine.Span;
import io.cloakroom.rules.engine.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts originals in place of tokens wherever they stand, without asking whether a client might send them somewhere. */
final class TokenEdits {

    private TokenEdits() {}

    static List<TextEdit> of(String text, Map<String, String> originals) {
        List<TextEdit> edits = new ArrayList<>();
        originals.forEach((token, original) -> {
            for (int at = text.indexOf(token); at >= 0; at = text.indexOf(token, at + 1)) {
                edits.add(new TextEdit(new Span(at, at + token.length()), original));
            }
        });
        return edits;
    }
}
