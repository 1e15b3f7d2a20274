package io.cloakroom.rules.engine.names;

/**
 * The tokens of a text, in order. Between two tokens there is only whitespace.
 *
 * @param text the text
 * @param count number of tokens; the arrays may be longer
 * @param starts first offset of each token
 * @param ends offset after each token
 * @param kinds ordinal of the {@link TokenKind} of each token
 */
public record Tokens(String text, int count, int[] starts, int[] ends, byte[] kinds) {

    /** The tokens that OpenNLP's own name finder hands over, as if one space stood between them. */
    static Tokens of(String[] words) {
        StringBuilder joined = new StringBuilder();
        int[] starts = new int[words.length];
        int[] ends = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            starts[i] = joined.length();
            ends[i] = joined.append(words[i]).length();
            joined.append(' ');
        }
        String text = joined.toString();
        byte[] kinds = new byte[words.length];
        for (int i = 0; i < words.length; i++) {
            kinds[i] = (byte) TokenKind.of(text, starts[i], ends[i]).ordinal();
        }
        return new Tokens(text, words.length, starts, ends, kinds);
    }

    TokenKind kind(int index) {
        return TokenKind.at(kinds[index]);
    }

    public String word(int index) {
        return text.substring(starts[index], ends[index]);
    }

    public String[] words(int from, int to) {
        String[] words = new String[to - from];
        for (int i = from; i < to; i++) {
            words[i - from] = word(i);
        }
        return words;
    }

    /** The word in lower case without diacritics; of tokens that are no words their kind. */
    public String foldedWord(int index) {
        TokenKind kind = kind(index);
        if (kind != TokenKind.WORD && kind != TokenKind.PUNCTUATION) {
            return kind.name();
        }
        StringBuilder folded = new StringBuilder();
        for (int i = starts[index]; i < ends[index]; i++) {
            folded.append(Hashing.fold(text.charAt(i)));
        }
        return folded.toString();
    }

    int length(int index) {
        return ends[index] - starts[index];
    }

    /** Whether the token is exactly this one character. */
    boolean is(int index, char c) {
        return length(index) == 1 && text.charAt(starts[index]) == c;
    }

    /** Whether a line break lies between the token and the one before it, or there is none before it. */
    boolean startsLine(int index) {
        if (index == 0) {
            return true;
        }
        for (int i = ends[index - 1]; i < starts[index]; i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }
}
