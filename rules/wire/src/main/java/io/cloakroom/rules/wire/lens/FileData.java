package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.wire.LensException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The data of a file where one field holds text, Base64 and pictures alike, and another field says which. The bytes are asked instead:
 * nothing is found in a picture, and a file that is neither text nor picture cannot be read.
 */
final class FileData {

    static final Step STEP = (source, payload) -> focus(source);

    /** Shorter than this, what could be Base64 is a word. */
    private static final int SHORTEST = 24;

    /** How PNG, JPEG, GIF and WebP begin. */
    private static final List<String> PICTURES = List.of("\u0089PNG\r\n\u001a\n", "\u00ff\u00d8\u00ff", "GIF8", "RIFF");

    private static final int LONGEST_START = 8;

    private FileData() {}

    private static List<Focus> focus(Bytes source) {
        if (source.isEmpty()) {
            return List.of();
        }
        Focus text = Focus.of("file", "", source, PlainEscapes.ANY, new int[] {0});
        if (source.length() < SHORTEST || !Base64Wrapping.alphabet(source)) {
            return List.of(text);
        }
        try {
            Focus decoded = Base64Wrapping.focus("file", source, new int[] {0});
            return picture(decoded.content()) ? List.of() : List.of(decoded);
        } catch (LensException e) {
            return List.of(text);
        }
    }

    private static boolean picture(Bytes content) {
        int length = Math.min(LONGEST_START, content.length());
        String start = new String(content.array(), content.from(), length, StandardCharsets.ISO_8859_1);
        return PICTURES.stream().anyMatch(start::startsWith);
    }
}
