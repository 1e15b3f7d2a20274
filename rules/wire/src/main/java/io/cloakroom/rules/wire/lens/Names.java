package io.cloakroom.rules.wire.lens;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** Names of fields, and what only looks like one. */
final class Names {

    private static final int LONGEST = 64;
    private static final int MOST_DIGITS_IN_A_ROW = 6;

    private Names() {}

    /**
     * Whether a name reads as if a programmer had chosen it: letters, digits, {@code _ $ . -}, at most 64 of them and at most six digits in
     * a row. Any other name (one with a space, an {@code @}, a telephone number) may be somebody's data.
     */
    static boolean field(Bytes name) {
        if (name.isEmpty() || name.length() > LONGEST) {
            return false;
        }
        int digits = 0;
        for (int at = name.from(); at < name.to(); at++) {
            byte b = name.array()[at];
            digits = b >= '0' && b <= '9' ? digits + 1 : 0;
            boolean letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
            boolean mark = b == '_' || b == '$' || b == '.' || b == '-';
            if (digits > MOST_DIGITS_IN_A_ROW || (!letter && !mark && digits == 0)) {
                return false;
            }
        }
        return true;
    }

    /** The name as it may appear in a path: itself if it is a field's name, else {@code *}, so that a path carries no content. */
    static String shown(Bytes name) {
        return field(name) ? string(name) : "*";
    }

    /** The characters of a name; malformed bytes are replaced. */
    static String string(Bytes name) {
        return new String(name.array(), name.from(), name.length(), StandardCharsets.UTF_8);
    }

    /** Which of the wanted names, in which {@code *} stands for all, are this one. */
    static int[] selectors(List<String> wanted, String name) {
        return IntStream.range(0, wanted.size())
                .filter(i -> wanted.get(i).equals("*") || wanted.get(i).equals(name))
                .toArray();
    }
}
