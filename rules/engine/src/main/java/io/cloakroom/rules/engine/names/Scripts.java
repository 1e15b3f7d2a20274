package io.cloakroom.rules.engine.names;

/** Character classes of the tokenizer, by table for the first 0x250 characters and by the JDK beyond. */
final class Scripts {

    /** What is no letter and no digit. */
    static final int OTHER = 0;

    static final int HAN = 1;
    static final int HANGUL = 2;
    static final int HIRAGANA = 3;
    static final int KATAKANA = 4;
    static final int CYRILLIC = 5;
    static final int LETTERS = 6;
    static final int DIGITS = 7;

    private static final int TABLE = 0x250;
    private static final byte LETTER = 1;
    private static final byte DIGIT = 2;
    private static final byte SPACE = 4;
    private static final byte[] CLASSES = new byte[TABLE];

    static {
        for (char c = 0; c < TABLE; c++) {
            CLASSES[c] = slowClass(c);
        }
    }

    private Scripts() {}

    private static byte slowClass(char c) {
        if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
            return SPACE;
        }
        if (Character.isDigit(c)) {
            return DIGIT;
        }
        return Character.isLetter(c) || isMark(c) ? LETTER : 0;
    }

    private static boolean isMark(char c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static byte classOf(char c) {
        return c < TABLE ? CLASSES[c] : slowClass(c);
    }

    /** A letter or a mark that belongs to one. */
    static boolean isLetter(char c) {
        return classOf(c) == LETTER;
    }

    static boolean isDigit(char c) {
        return classOf(c) == DIGIT;
    }

    static boolean isLetterOrDigit(char c) {
        return (classOf(c) & (LETTER | DIGIT)) != 0;
    }

    static boolean isSpace(char c) {
        return classOf(c) == SPACE;
    }

    static boolean isHan(char c) {
        return c >= 0x4E00 && c <= 0x9FFF || c >= 0x3400 && c <= 0x4DBF || c >= 0xF900 && c <= 0xFAFF || c == 0x3005;
    }

    /** A precomposed Hangul syllable. */
    static boolean isHangul(char c) {
        return c >= 0xAC00 && c <= 0xD7A3;
    }

    /** Han, Hangul, Hiragana or Katakana: scripts whose words are not told apart by spaces alone. */
    static boolean isCjk(char c) {
        return c >= 0x2E80 && (isHan(c) || isHangul(c) || c >= 0x3040 && c <= 0x30FF || c >= 0x3130 && c <= 0x318F);
    }

    static boolean isHiragana(char c) {
        return c >= 0x3041 && c <= 0x309F;
    }

    /** Katakana with its long-vowel mark, but not the middle dot, which parts names. */
    static boolean isKatakana(char c) {
        return c >= 0x30A0 && c <= 0x30FF && c != 0x30FB || c >= 0xFF66 && c <= 0xFF9F;
    }

    /** The script of a character, as one of the constants of this class. */
    static int of(char c) {
        if (c < 0x400) {
            return isDigit(c) ? DIGITS : isLetter(c) ? LETTERS : OTHER;
        }
        if (c < 0x530) {
            return CYRILLIC;
        }
        if (isHan(c)) {
            return HAN;
        }
        if (isHangul(c)) {
            return HANGUL;
        }
        if (isHiragana(c)) {
            return HIRAGANA;
        }
        if (isKatakana(c)) {
            return KATAKANA;
        }
        return isDigit(c) ? DIGITS : isLetter(c) ? LETTERS : OTHER;
    }
}
