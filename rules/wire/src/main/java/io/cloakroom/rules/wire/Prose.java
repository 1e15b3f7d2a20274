package io.cloakroom.rules.wire;

/** Tells what a person may have written from what programs write. */
public final class Prose {

    private static final int WORDS = 5;
    private static final int IDEOGRAPHS = 10;
    private static final int PHRASE = 3;
    private static final int LETTERS = 6;

    /** Characters of Base64 from which on nobody can say that it is only a token: what 512 bytes take. */
    private static final int SEALED = 684;

    private Prose() {}

    /** Whether it may be a short message: three words, or six letters of a script that needs no spaces between words. */
    static boolean phrase(String text) {
        int letters = 0;
        int words = 0;
        for (int i = 0; i < text.length() && letters < LETTERS && words < PHRASE; i++) {
            char c = text.charAt(i);
            letters += Character.isIdeographic(c) || Character.UnicodeScript.of(c) == Character.UnicodeScript.HANGUL
                    ? 1
                    : 0;
            words += !Character.isWhitespace(c) && (i == 0 || Character.isWhitespace(text.charAt(i - 1))) ? 1 : 0;
        }
        return letters >= LETTERS || words >= PHRASE;
    }

    /** Whether it is nothing but Base64 in which nothing can be read, and long enough for a message. */
    static boolean sealed(String text) {
        return text.length() >= SEALED
                && text.chars().allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || "+/-_=".indexOf(c) >= 0));
    }

    /** Whether at least five words of letters stand in it, or ten characters of a script that writes words without spaces. */
    public static boolean in(String text) {
        int words = 0;
        int ideographs = 0;
        boolean inside = false;
        for (int i = 0; i < text.length() && words < WORDS && ideographs < IDEOGRAPHS; i++) {
            char c = text.charAt(i);
            if (Character.isIdeographic(c)) {
                ideographs++;
            }
            boolean letter = Character.isLetter(c);
            boolean separated = i == 0 || Character.isWhitespace(text.charAt(i - 1));
            words += letter && !inside && separated ? 1 : 0;
            inside = letter;
        }
        return words >= WORDS || ideographs >= IDEOGRAPHS;
    }
}
