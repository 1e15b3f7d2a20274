package io.cloakroom.rules.engine.names;

import java.util.Arrays;

/**
 * Cuts text in Han, Hangul or Kana into characters; runs of other letters and of digits stay whole. Whether a space stands before a unit is part of it,
 * since in Korean that is where words begin: for OpenNLP it is written as {@code ▁}.
 */
final class Characters {

    private static final char SPACE_BEFORE = '▁';

    private Characters() {}

    /** The units of {@code text[from, to)}. */
    static Tokens tokenize(String text, int from, int to) {
        int[] starts = new int[to - from];
        int[] ends = new int[to - from];
        byte[] kinds = new byte[to - from];
        int count = 0;
        int at = from;
        while (at < to) {
            if (Scripts.isSpace(text.charAt(at))) {
                at++;
                continue;
            }
            int end = unitEnd(text, at, to);
            starts[count] = at;
            ends[count] = end;
            kinds[count++] = (byte) kind(text.charAt(at)).ordinal();
            at = end;
        }
        return new Tokens(
                text, count, Arrays.copyOf(starts, count), Arrays.copyOf(ends, count), Arrays.copyOf(kinds, count));
    }

    private static TokenKind kind(char c) {
        if (Scripts.isCjk(c)) {
            return TokenKind.CJK;
        }
        return Scripts.isDigit(c) ? TokenKind.NUMBER : Scripts.isLetter(c) ? TokenKind.WORD : TokenKind.PUNCTUATION;
    }

    private static int unitEnd(String text, int start, int to) {
        char first = text.charAt(start);
        TokenKind kind = kind(first);
        int at = start + 1;
        if (kind == TokenKind.PUNCTUATION) {
            return at < to && Character.isSurrogatePair(first, text.charAt(at)) ? at + 1 : at;
        }
        while (kind != TokenKind.CJK && at < to && kind(text.charAt(at)) == kind) {
            at++;
        }
        return at;
    }

    /** The units of a line as OpenNLP sees them. */
    static String[] words(Tokens tokens) {
        String[] words = new String[tokens.count()];
        for (int i = 0; i < words.length; i++) {
            words[i] = spaceBefore(tokens, i) ? SPACE_BEFORE + tokens.word(i) : tokens.word(i);
        }
        return words;
    }

    /** The reverse of {@link #words}. */
    static Tokens of(String[] words) {
        StringBuilder text = new StringBuilder();
        int[] starts = new int[words.length];
        int[] ends = new int[words.length];
        byte[] kinds = new byte[words.length];
        for (int i = 0; i < words.length; i++) {
            boolean spaced = words[i].length() > 1 && words[i].charAt(0) == SPACE_BEFORE;
            text.append(spaced ? " " : "");
            starts[i] = text.length();
            ends[i] = text.append(words[i], spaced ? 1 : 0, words[i].length()).length();
            kinds[i] = (byte) kind(text.charAt(starts[i])).ordinal();
        }
        return new Tokens(text.toString(), words.length, starts, ends, kinds);
    }

    static boolean spaceBefore(Tokens tokens, int index) {
        return index > 0 && tokens.starts()[index] > tokens.ends()[index - 1];
    }
}
