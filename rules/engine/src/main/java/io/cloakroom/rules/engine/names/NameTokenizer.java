package io.cloakroom.rules.engine.names;

import java.util.Arrays;

/**
 * Cuts a text into tokens by character class, in one pass. Training and recognition use this one tokenizer: a model sees in use what it learned from.
 *
 * <p>E-mail addresses, links, handles, hashtags, identifiers, numbers and our own placeholders are one token each, so that no name is found inside them.
 * Hyphenated words are cut at the hyphen; {@code O'Brien} stays whole, {@code Marta's} becomes {@code Marta} and {@code 's}.
 */
public final class NameTokenizer {

    private static final int LONGEST_LOCAL_PART = 64;

    private final String text;
    private final int length;
    private int count;
    private int[] starts;
    private int[] ends;
    private byte[] kinds;

    private NameTokenizer(String text) {
        this.text = text;
        this.length = text.length();
        int guess = 16 + length / 4;
        this.starts = new int[guess];
        this.ends = new int[guess];
        this.kinds = new byte[guess];
    }

    /** All tokens of {@code text}; what no token covers is whitespace or a control character. */
    public static Tokens tokenize(String text) {
        NameTokenizer tokenizer = new NameTokenizer(text);
        int at = 0;
        while (at < tokenizer.length) {
            if (Scripts.isSpace(text.charAt(at))) {
                at++;
                continue;
            }
            int end = tokenizer.tokenEnd(at);
            tokenizer.add(at, end);
            at = end;
        }
        return new Tokens(text, tokenizer.count, tokenizer.starts, tokenizer.ends, tokenizer.kinds);
    }

    private void add(int start, int end) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
            kinds = Arrays.copyOf(kinds, count * 2);
        }
        starts[count] = start;
        ends[count] = end;
        kinds[count++] = (byte) TokenKind.of(text, start, end).ordinal();
    }

    private int tokenEnd(int start) {
        char c = text.charAt(start);
        if (Scripts.isCjk(c)) {
            return cjkEnd(start);
        }
        if (Scripts.isLetterOrDigit(c) || c == '_') {
            return wordEnd(start);
        }
        if ((c == '@' || c == '#') && start + 1 < length && isHandlePart(text.charAt(start + 1))) {
            return handleEnd(start + 1);
        }
        if (c == '[') {
            int end = placeholderEnd(start);
            if (end > 0) {
                return end;
            }
        }
        return punctuationEnd(start, c);
    }

    private int cjkEnd(int start) {
        int at = start + 1;
        while (at < length && Scripts.isCjk(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private int wordEnd(int start) {
        int special = startsUrl(text, start, length) ? urlEnd(start) : emailEnd(start);
        if (special > 0) {
            return special;
        }
        int at = start + 1;
        while (at < length) {
            char c = text.charAt(at);
            if (Scripts.isLetterOrDigit(c) && !Scripts.isCjk(c) || c == '_') {
                at++;
            } else if (isApostrophe(c) && joinsAtApostrophe(start, at)
                    || joinsNumber(c, at)
                    || c == '.' && joinsAtDot(at)) {
                at++;
            } else {
                break;
            }
        }
        return closesAcronym(start, at) ? at + 1 : at;
    }

    /** {@code O'Brien} and {@code D'Angelo} stay whole; {@code Anna's}, {@code we'll} and the {@code l'} of {@code l'ONU} do not. */
    private boolean joinsAtApostrophe(int start, int at) {
        return at - start <= 2
                && !isElision(at)
                && at + 2 < length
                && Scripts.isLetter(text.charAt(at - 1))
                && Scripts.isLetter(text.charAt(at + 1))
                && Scripts.isLetter(text.charAt(at + 2))
                && !isContraction(at + 1);
    }

    /** Whether the apostrophe cuts an article or pronoun short, as in French and Italian. */
    private boolean isElision(int apostrophe) {
        return apostrophe > 0
                && "dljmtsncLJ".indexOf(text.charAt(apostrophe - 1)) >= 0
                && (apostrophe < 2 || !Scripts.isLetterOrDigit(text.charAt(apostrophe - 2)));
    }

    private boolean isContraction(int at) {
        char c = Character.toLowerCase(text.charAt(at));
        char d = Character.toLowerCase(text.charAt(at + 1));
        boolean two = c == 'r' && d == 'e' || c == 'v' && d == 'e' || c == 'l' && d == 'l';
        return two && (at + 2 >= length || !Scripts.isLetter(text.charAt(at + 2)));
    }

    private boolean joinsNumber(char c, int at) {
        return (c == ',' || c == '.' || c == ':' || c == '-' || c == '/')
                && at + 1 < length
                && Scripts.isDigit(text.charAt(at - 1))
                && Scripts.isDigit(text.charAt(at + 1));
    }

    /** A dot inside {@code example.org}, {@code list.size} or {@code U.S.}, but not where a sentence ends without a space. */
    private boolean joinsAtDot(int at) {
        if (at + 1 >= length) {
            return false;
        }
        char before = text.charAt(at - 1);
        char after = text.charAt(at + 1);
        if (!Scripts.isLetterOrDigit(after) || Scripts.isCjk(after)) {
            return false;
        }
        boolean single = at < 2 || !Scripts.isLetterOrDigit(text.charAt(at - 2));
        if (single && Scripts.isLetter(before) && Character.isUpperCase(before)) {
            return at + 2 >= length || !Scripts.isLetter(text.charAt(at + 2));
        }
        return !Character.isUpperCase(after) || Character.isUpperCase(before) && !single;
    }

    /** The last dot of {@code U.S.} and {@code J.R.R.} belongs to it. */
    private boolean closesAcronym(int start, int at) {
        return at < length
                && text.charAt(at) == '.'
                && at - start >= 3
                && text.charAt(at - 2) == '.'
                && Scripts.isLetter(text.charAt(at - 1));
    }

    private int emailEnd(int start) {
        int limit = Math.min(length, start + LONGEST_LOCAL_PART + 1);
        int at = start;
        while (at < limit && isLocalPart(text.charAt(at))) {
            at++;
        }
        if (at >= limit
                || text.charAt(at) != '@'
                || at + 1 >= length
                || !Scripts.isLetterOrDigit(text.charAt(at + 1))) {
            return 0;
        }
        at++;
        while (at < length && (isHandlePart(text.charAt(at)) || text.charAt(at) == '-' || text.charAt(at) == '.')) {
            at++;
        }
        return withoutTrailing(start, at);
    }

    static boolean startsUrl(String text, int start, int end) {
        return text.startsWith("http://", start) && end - start > 7
                || text.startsWith("https://", start) && end - start > 8
                || text.startsWith("www.", start) && end - start > 4;
    }

    private int urlEnd(int start) {
        int at = start;
        while (at < length
                && text.charAt(at) > ' '
                && "<>\"'`|\\^{}".indexOf(text.charAt(at)) < 0
                && !Scripts.isSpace(text.charAt(at))) {
            at++;
        }
        return withoutTrailing(start, at);
    }

    private int withoutTrailing(int start, int end) {
        int at = end;
        while (at > start + 1 && ".,;:!?)]-'".indexOf(text.charAt(at - 1)) >= 0) {
            at--;
        }
        return at;
    }

    private int handleEnd(int from) {
        int at = from;
        while (at < length && isHandlePart(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private int placeholderEnd(int start) {
        int at = start + 1;
        while (at < length && (text.charAt(at) >= 'A' && text.charAt(at) <= 'Z' || text.charAt(at) == '_')) {
            at++;
        }
        int digits = at;
        while (at < length && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        boolean whole = digits > start + 2
                && text.charAt(digits - 1) == '_'
                && at > digits
                && at < length
                && text.charAt(at) == ']';
        return whole ? at + 1 : 0;
    }

    private int punctuationEnd(int start, char c) {
        if (Character.isHighSurrogate(c) && start + 1 < length && Character.isLowSurrogate(text.charAt(start + 1))) {
            return start + 2;
        }
        if (isApostrophe(c) && endsContraction(start) > 0) {
            return endsContraction(start);
        }
        int at = start + 1;
        boolean repeats = c != '@' && c != '[';
        while (repeats && at < length && text.charAt(at) == c) {
            at++;
        }
        return at;
    }

    /** The end of {@code 's}, {@code 't}, {@code 'll} and the like, glued to a word, else 0. */
    private int endsContraction(int apostrophe) {
        int at = apostrophe + 1;
        while (at < length
                && at < apostrophe + 4
                && Scripts.isLetter(text.charAt(at))
                && !Scripts.isCjk(text.charAt(at))) {
            at++;
        }
        boolean glued =
                apostrophe > 0 && Scripts.isLetterOrDigit(text.charAt(apostrophe - 1)) && !isElision(apostrophe);
        return glued && at > apostrophe + 1 && at < apostrophe + 4 ? at : 0;
    }

    private static boolean isApostrophe(char c) {
        return c == '\'' || c == '’';
    }

    private static boolean isHandlePart(char c) {
        return Scripts.isLetterOrDigit(c) || c == '_';
    }

    private static boolean isLocalPart(char c) {
        return isHandlePart(c) || c == '.' || c == '+' || c == '-' || c == '%';
    }
}
