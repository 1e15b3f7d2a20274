package io.cloakroom.rules.engine;

import java.text.Normalizer.Form;

/** What a single character folds to. */
final class Folding {

    private Folding() {}

    /** Whether text with this UTF-16 unit needs a closer look; false for ordinary letters of every script. */
    static boolean mayFold(char c) {
        if (c < 0x80) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.LOWERCASE_LETTER, Character.UPPERCASE_LETTER -> c >= 0x1D00 && !isPlainLatin(c);
            case Character.OTHER_LETTER -> c >= 0xFB00 && c <= 0xFFDC;
            case Character.OTHER_SYMBOL, Character.CURRENCY_SYMBOL -> c >= 0x2100;
            case Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION, Character.MODIFIER_SYMBOL ->
                false;
            case Character.OTHER_PUNCTUATION -> c >= 0xFE10 || c == 0x2024;
            case Character.START_PUNCTUATION, Character.END_PUNCTUATION -> c >= 0xFE10;
            default -> true;
        };
    }

    /** Letters with diacritics of the Latin Extended Additional and Greek Extended blocks: NFKC leaves them as they are. */
    private static boolean isPlainLatin(char c) {
        return c >= 0x1E00 && c <= 0x1FFF;
    }

    /** Zero-width characters, bidi controls, soft hyphens and variation selectors. */
    static boolean isInvisible(int c) {
        return Character.getType(c) == Character.FORMAT
                || c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x3164
                || c == 0xFFA0
                || (c >= 0xFE00 && c <= 0xFE0F)
                || (c >= 0xE0100 && c <= 0xE01EF);
    }

    static boolean isMark(int c) {
        int type = c >= 0x300 ? Character.getType(c) : 0;
        return (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) && !isInvisible(c);
    }

    /** A character with its marks; marks that do not belong on an ASCII one, such as a stroke through it, only disguise it. */
    static String compose(int c, CharSequence cluster) {
        String composed = java.text.Normalizer.normalize(cluster, Form.NFKC);
        if (c >= 0x80) {
            return composed;
        }
        StringBuilder plain = new StringBuilder(composed.length());
        composed.codePoints().filter(p -> !isMark(p)).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    /** @param text the character as a string */
    static String fold(int c, String text) {
        if (c < 0x10000 && !mayFold((char) c)) {
            return text;
        }
        int type = Character.getType(c);
        if (type == Character.SPACE_SEPARATOR) {
            return " ";
        }
        if (type == Character.DASH_PUNCTUATION || c == 0x2212) {
            return "-";
        }
        if (type == Character.DECIMAL_DIGIT_NUMBER) {
            return String.valueOf((char) ('0' + Character.digit(c, 10)));
        }
        return switch (c) {
            case 0x2024, 0xFF61 -> ".";
            case 0x2215, 0x2044 -> "/";
            case 0xFE6B, 0xFF20 -> "@";
            default -> java.text.Normalizer.normalize(text, Form.NFKC);
        };
    }
}
