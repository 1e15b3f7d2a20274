package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.engine.Span;
import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.OpenedFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The laws of files over any bytes, outside of the thread that would turn what is thrown into a refusal. */
final class FileFuzz {

    private FileFuzz() {}

    /** @throws IllegalStateException when a law is broken */
    static void check(String format, byte[] bytes) {
        OpenedFile file;
        try {
            file = Redacting.open(format, bytes);
        } catch (LensException e) {
            return;
        }
        if (file.splice(Map.of()) != bytes) {
            throw new IllegalStateException("no edits gave another file: " + format);
        }
        Map<Integer, List<TextEdit>> edits = new HashMap<>();
        for (int i = 0; i < file.segments().size(); i++) {
            int length = file.segments().get(i).text().length();
            if (length > 0 && !file.print(i)) {
                edits.put(i, List.of(new TextEdit(new Span(0, length), "[VALUE_" + i + "]")));
            }
        }
        file.splice(file.fit(edits));
    }
}
