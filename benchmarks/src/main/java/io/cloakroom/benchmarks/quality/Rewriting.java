package io.cloakroom.benchmarks.quality;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How {@link Evasion} rewrites values. */
final class Rewriting {

    /** What is recognised by its form, so that undoing the rewriting is enough to find it. */
    static final Set<String> BY_FORM = Set.of("EMAIL", "PHONE", "CREDIT_CARD", "IBAN", "ID_NUMBER", "SECRET");

    /** Latin letters and the Cyrillic ones that look the same. */
    private static final Map<Character, Character> CYRILLIC =
            Map.of('a', '\u0430', 'e', '\u0435', 'o', '\u043e', 'p', '\u0440', 'c', '\u0441', 'x', '\u0445');

    private static final int FULL_WIDTH = 0xfee0;

    private Rewriting() {}

    static String fullWidth(String value) {
        return mapped(value, c -> c > ' ' && c < 0x7f ? (char) (c + FULL_WIDTH) : c);
    }

    /** @param zero the digit nought of another script */
    static String digits(String value, char zero) {
        return mapped(value, c -> c >= '0' && c <= '9' ? (char) (c - '0' + zero) : c);
    }

    static String homoglyphs(String value) {
        return mapped(value, c -> CYRILLIC.getOrDefault(c, c));
    }

    static String between(String value, String inserted) {
        return value.codePoints().mapToObj(Character::toString).collect(Collectors.joining(inserted));
    }

    /** RFC 3986, every byte of UTF-8. */
    static String percent(String value) {
        StringBuilder out = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            out.append("%%%02X".formatted(b));
        }
        return out.toString();
    }

    static String entities(String value) {
        return value.codePoints().mapToObj("&#%d;"::formatted).collect(Collectors.joining());
    }

    static String backslashU(String value) {
        return value.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
    }

    private interface CharMapping {
        char map(char c);
    }

    private static String mapped(String value, CharMapping mapping) {
        StringBuilder out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            out.append(mapping.map(value.charAt(i)));
        }
        return out.toString();
    }
}
