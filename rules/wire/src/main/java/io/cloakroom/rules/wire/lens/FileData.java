package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.wire.LensException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The data of a file where one field holds text, Base64 and pictures alike, and another field says which. The bytes are asked instead:
 * nothing is found in a picture, and a file that is neither text nor picture cannot be read.
 */
final class FileData {

    static final Step STEP = (source, payload) -> focus(source);

    /** Shorter than this, what could be Base64 is a word. */
    private static final int SHORTEST = 24;

    /** How PNG, JPEG and GIF begin. */
    private static final List<String> PICTURES =
            List.of("\u0089PNG\r\n\u001a\n", "\u00ff\u00d8\u00ff", "GIF87a", "GIF89a");

    /** WebP is RIFF of one kind: its length stands between the two words. */
    private static final Pattern WEBP = Pattern.compile("RIFF....WEBP", Pattern.DOTALL);

    private static final int LONGEST_START = 12;

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
        return WEBP.matcher(start).matches() || PICTURES.stream().anyMatch(start::startsWith);
    }
}
