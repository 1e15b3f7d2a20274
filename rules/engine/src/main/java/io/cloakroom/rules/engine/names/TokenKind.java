package io.cloakroom.rules.engine.names;

/** What a token is made of. All but {@link #WORD} and {@link #PUNCTUATION} enter the features as their kind alone, never by content. */
enum TokenKind {
    WORD,
    NUMBER,
    /** Letters and digits mixed, such as {@code B2B}. */
    MIXED,
    /** A domain, file name or member access, such as {@code example.org} or {@code list.size}. */
    DOTTED,
    /** Holds an underscore, such as {@code user_name}. */
    IDENTIFIER,
    URL,
    EMAIL,
    HANDLE,
    HASHTAG,
    /** One of our own, such as {@code [PERSON_1]}. */
    PLACEHOLDER,
    /** A run of Han, Hangul, Hiragana or Katakana. */
    CJK,
    PUNCTUATION;

    private static final TokenKind[] ALL = values();

    static TokenKind at(int ordinal) {
        return ALL[ordinal];
    }

    /** The kind of {@code text[start, end)}, which is one token; a function of its characters only. */
    static TokenKind of(String text, int start, int end) {
        char first = text.charAt(start);
        if (end - start > 1) {
            TokenKind marked = ofMarked(text, first, start, end);
            if (marked != null) {
                return marked;
            }
        }
        if (Scripts.isCjk(first)) {
            return CJK;
        }
        return ofPlain(text, start, end);
    }

    private static @org.jspecify.annotations.Nullable TokenKind ofMarked(String text, char first, int start, int end) {
        if (first == '[') {
            return PLACEHOLDER;
        }
        if (first == '@') {
            return HANDLE;
        }
        if (first == '#' && text.charAt(start + 1) != '#') {
            return HASHTAG;
        }
        if (NameTokenizer.startsUrl(text, start, end)) {
            return URL;
        }
        for (int i = start; i < end; i++) {
            if (text.charAt(i) == '@' && text.charAt(start) != '@') {
                return Scripts.isLetterOrDigit(first) || first == '_' ? EMAIL : PUNCTUATION;
            }
        }
        return null;
    }

    private static TokenKind ofPlain(String text, int start, int end) {
        boolean letters = false;
        boolean digits = false;
        int dots = 0;
        int longestPart = 0;
        int part = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '_') {
                return IDENTIFIER;
            }
            if (c == '.') {
                dots++;
                part = 0;
                continue;
            }
            boolean letter = Scripts.isLetter(c);
            letters |= letter;
            digits |= Scripts.isDigit(c);
            longestPart = Math.max(longestPart, ++part);
        }
        if (!letters) {
            return digits ? NUMBER : PUNCTUATION;
        }
        if (dots > 0 && longestPart > 1) {
            return DOTTED;
        }
        return digits ? MIXED : WORD;
    }
}
