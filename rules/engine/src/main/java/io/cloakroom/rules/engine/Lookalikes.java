package io.cloakroom.rules.engine;

/**
 * Letters of other scripts that look like a Latin one (a part of Unicode TR39 confusables). They are folded only in words that
 * also hold ASCII letters: a word wholly in Cyrillic or Greek is a word, not a disguise.
 */
final class Lookalikes {

    private static final String PAIRS =
            "АAВBЕEЅSІIЈJКKМMНHОOРPСCТTУYХXҮYԌGԚQԜWаaвbеeѕsіiјjкkмmнhоoрpсcтtуyхxүyһhԁdԛqԝwҽe"
                    + "ɡgɑaΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXαaγyεeιiκkνvοoρpτtυuχxϲcϳjօoոnսuցgհhՏSՕO";
    private static final char FIRST = 0x0251;
    private static final char LAST = 0x0585;
    private static final char[] LATIN = table();

    private Lookalikes() {}

    private static char[] table() {
        char[] latin = new char[LAST - FIRST + 1];
        for (int i = 0; i < latin.length; i++) {
            latin[i] = (char) (FIRST + i);
        }
        for (int i = 0; i < PAIRS.length(); i += 2) {
            latin[PAIRS.charAt(i) - FIRST] = PAIRS.charAt(i + 1);
        }
        return latin;
    }

    /** The Latin letter that {@code c} looks like, or {@code c}. */
    static char toLatin(char c) {
        return c < FIRST || c > LAST ? c : LATIN[c - FIRST];
    }

    /** Folds look-alikes in place, in words that mix them with ASCII letters. */
    static void foldMixedWords(StringBuilder text) {
        int start = 0;
        boolean ascii = false;
        boolean lookalike = false;
        boolean other = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (Character.isWhitespace(c)) {
                if (ascii && lookalike && !other) {
                    foldWord(text, start, i);
                }
                start = i + 1;
                ascii = lookalike = other = false;
            } else if (c < 0x80) {
                ascii |= Character.isLetter(c);
            } else if (toLatin(c) != c) {
                lookalike = true;
            } else {
                other |= Character.isLetter(c) && Character.UnicodeScript.of(c) != Character.UnicodeScript.LATIN;
            }
        }
    }

    private static void foldWord(StringBuilder text, int start, int end) {
        for (int i = start; i < end; i++) {
            text.setCharAt(i, toLatin(text.charAt(i)));
        }
    }
}
