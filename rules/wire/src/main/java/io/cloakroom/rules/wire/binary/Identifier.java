package io.cloakroom.rules.wire.binary;

import com.google.re2j.Pattern;

/**
 * Words that nobody reads, told by their form alone where no name of a field tells it: UUIDs (RFC 9562), and digests of 16, 20 or 32 bytes
 * in hexadecimal. Whatever else is one word may be a card number, an account or a secret.
 */
public final class Identifier {

    private static final Pattern UUID =
            Pattern.compile("[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}");

    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f]*[A-Fa-f][0-9A-Fa-f]*");

    private Identifier() {}

    /** Whether a word of so many bytes or characters could be one. */
    public static boolean hasLength(int length) {
        return length == 36 || length == 32 || length == 40 || length == 64;
    }

    /** Whether it is one. Digits alone are a number. */
    public static boolean is(String word) {
        return hasLength(word.length()) && (word.length() == 36 ? UUID : HEXADECIMAL).matches(word);
    }
}
