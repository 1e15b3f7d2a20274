package io.cloakroom.rules.wire.file;

/** How text is written in one place of a file, unit by unit: a character, or an escape that stands for some. */
interface Codec {

    /** Every character stands for itself. */
    Codec PLAIN = new Codec() {};

    /** Length of the unit that starts at {@code at}. */
    default int unit(String raw, int at, int end) {
        return 1;
    }

    /** What the unit stands for. */
    default String meaning(String raw, int at, int unit) {
        return raw.substring(at, at + unit);
    }

    /** Writes text. */
    default String encode(String text) {
        return text;
    }

    /** The form a replacement must take to be allowed here, before it is encoded. */
    default String adapt(String replacement) {
        return replacement;
    }

    /** Whether an edit writes all of the place anew. */
    default boolean whole() {
        return false;
    }

    /** Mends what edits side by side with old characters could have made. */
    default String seal(String raw) {
        return raw;
    }

    default String decodeAll(String raw, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int at = from;
        while (at < to) {
            int unit = unit(raw, at, to);
            text.append(meaning(raw, at, unit));
            at += unit;
        }
        return text.toString();
    }
}
