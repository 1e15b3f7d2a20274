package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.wire.LensException;
import java.util.List;

/**
 * The data of a file where one field holds text, Base64 and pictures alike, and another field says which. The bytes are asked instead.
 */
final class FileData {

    static final Step STEP = (source, payload) -> focus(source);

    /** Shorter than this, what could be Base64 is a word. */
    private static final int SHORTEST = 24;

    private FileData() {}

    private static List<Focus> focus(Bytes source) {
        Focus text = Focus.of("file", "", source, PlainEscapes.ANY, new int[] {0});
        if (source.length() < SHORTEST || !Base64Wrapping.alphabet(source)) {
            return List.of(text);
        }
        try {
            return List.of(Base64Wrapping.focus("file", source, new int[] {0}));
        } catch (LensException e) {
            return List.of(text);
        }
    }
}
