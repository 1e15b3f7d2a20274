package io.cloakroom.rules.wire.file;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a text: what stands in one place of the file, or what the file does not say in characters (a line's end for a paragraph's)
 * and nobody can edit.
 *
 * @param place null when it cannot be edited
 */
record Piece(String text, @Nullable Place place) {

    /** Something that stays. */
    static Piece fixed(String text) {
        return new Piece(text, null);
    }

    static Piece of(String raw, int from, int to, Codec codec) {
        return of(raw, new Place(from, to, codec, List.of()));
    }

    static Piece of(String raw, Place place) {
        return new Piece(place.codec.decodeAll(raw, place.from, place.to), place);
    }

    /**
     * @param from first character
     * @param to after the last
     * @param along what has to change elsewhere once anything changes here
     */
    record Place(int from, int to, Codec codec, List<Change> along) {}

    /** Replaces characters. */
    record Change(int from, int to, String by) {}
}
