package io.cloakroom.rules.wire;

/** Tells what a person may have written from what programs write. */
public final class Prose {

    private static final int WORDS = 5;
    private static final int IDEOGRAPHS = 10;

    private Prose() {}

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
