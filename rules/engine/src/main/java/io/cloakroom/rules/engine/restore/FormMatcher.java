package io.cloakroom.rules.engine.restore;

import org.jspecify.annotations.Nullable;

/**
 * Recognises a placeholder where it may start, in the forms that models write: other case, space or hyphen for the underscore, brackets
 * lost, Markdown escapes and emphasis inside the brackets, an ending before the closing bracket. One attempt at one place; a decision that
 * would depend on text still to come is put off.
 */
final class FormMatcher {

    /** What an attempt came to. */
    enum Outcome {
        NONE,
        /** It depends on what follows. */
        UNDECIDED,
        FOUND
    }

    private static final char NOTHING = '\uffff';
    private static final String EMPHASIS = "*`_ \\";
    private static final String LIST_MARKS = ",;";

    private final KnownPlaceholders known;
    private final CharSequence text;
    private final int start;
    private final boolean complete;
    private int at;
    private boolean ranOut;
    private String token = "";
    private String ending = "";

    /**
     * @param start offset of the first character of the form
     * @param complete whether the text ends where it ends, rather than going on later
     */
    FormMatcher(KnownPlaceholders known, CharSequence text, int start, boolean complete) {
        this.known = known;
        this.text = text;
        this.start = start;
        this.complete = complete;
    }

    /** Offset after the form found. */
    int end() {
        return at;
    }

    /** The placeholder it stands for, as issued. */
    String token() {
        return token;
    }

    /** What to show after its original: a plural or genitive ending that stood inside the brackets. */
    String endingInside() {
        return ending;
    }

    /** @param before the character before the form */
    Outcome match(char before) {
        char first = text.charAt(start);
        boolean bracket = first == '[' || first == '\\';
        if (bracket ? bracketed() : !word(before) && bare()) {
            return ranOut && !complete ? Outcome.UNDECIDED : Outcome.FOUND;
        }
        boolean undecided = ranOut;
        ranOut = false;
        if (literal(before)) {
            return ranOut && !complete ? Outcome.UNDECIDED : Outcome.FOUND;
        }
        return (undecided || ranOut) && !complete ? Outcome.UNDECIDED : Outcome.NONE;
    }

    private char peek() {
        return peek(at);
    }

    private char peek(int index) {
        if (index >= start + TextRestorer.LONGEST_HELD) {
            return NOTHING;
        }
        if (index >= text.length()) {
            ranOut = true;
            return NOTHING;
        }
        return text.charAt(index);
    }

    private boolean bracketed() {
        at = start;
        if (peek() == '\\') {
            at++;
        }
        if (peek() != '[') {
            return false;
        }
        at++;
        skipEmphasis();
        Body body = body();
        if (body == null) {
            return false;
        }
        int afterNumber = at;
        String inside = ending();
        skipEmphasis();
        token = body.token;
        if (peek() == ']') {
            at++;
            ending = inside;
            return true;
        }
        at = afterNumber;
        return LIST_MARKS.indexOf(peek()) < 0 && wordEnds();
    }

    private boolean bare() {
        at = start;
        Body body = body();
        if (body == null || !wordEnds()) {
            return false;
        }
        boolean capital = Character.isUpperCase(text.charAt(start));
        token = body.token;
        return capital || body.underscores;
    }

    private void skipEmphasis() {
        while (EMPHASIS.indexOf(peek()) >= 0) {
            at++;
        }
    }

    /** @param underscores whether words and number are joined by underscores only, as issued */
    private record Body(String token, boolean underscores) {}

    /** Type, separator and number; null when they name no placeholder. */
    private @Nullable Body body() {
        StringBuilder name = new StringBuilder();
        boolean underscores = true;
        boolean plural = false;
        while (true) {
            char c = peek();
            char upper = Character.toUpperCase(c);
            if (c < 0x80 && Character.isLetter(c) && !plural && starts(name, upper)) {
                name.append(upper);
                at++;
            } else if (upper == 'S' && !plural && known.isType(name)) {
                plural = true;
                at++;
            } else if (separator() > 0 && !name.isEmpty() && starts(name, '_')) {
                at += separator();
                underscores &= text.charAt(at - 1) == '_';
                plural = false;
                name.append('_');
            } else if (c >= '0' && c <= '9' && !plural && starts(name, c)) {
                return number(name, underscores);
            } else {
                return null;
            }
        }
    }

    private @Nullable Body number(StringBuilder name, boolean underscores) {
        for (char c = peek(); c >= '0' && c <= '9'; c = peek()) {
            if (!starts(name, c)) {
                return null;
            }
            name.append(c);
            at++;
        }
        String issued = known.numberedToken(name);
        return issued == null ? null : new Body(issued, underscores);
    }

    private boolean starts(StringBuilder name, char next) {
        boolean starts = known.numberedStarts(name.append(next));
        name.setLength(name.length() - 1);
        return starts;
    }

    /** Length of the separator here, with the backslash of a Markdown escape; 0 when there is none. */
    private int separator() {
        boolean escaped = peek() == '\\';
        char c = escaped ? peek(at + 1) : peek();
        boolean separates = c == '_' || c == '-' || c == ' ' || c == '\u00a0' || c == '\u2010' || c == '\u2011';
        return separates ? escaped ? 2 : 1 : 0;
    }

    /** Takes a plural or genitive ending that stands inside the brackets. */
    private String ending() {
        int from = at;
        if (peek() == '\'' || peek() == '\u2019') {
            at++;
        }
        if (peek() == 'e' && from == at) {
            at++;
        }
        if (peek() == 's') {
            at++;
            return text.subSequence(from, at).toString();
        }
        at = from;
        return "";
    }

    /** Whether no word goes on here but a plural or genitive ending, which stays. Endings in other scripts are separate words to us. */
    private boolean wordEnds() {
        int after = at;
        if (peek(after) == 'e' && peek(after + 1) == 's') {
            after += 2;
        } else if (peek(after) == 's') {
            after++;
        }
        return !word(peek(after));
    }

    private static boolean word(char c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || c == '_');
    }

    private boolean literal(char before) {
        int length = 0;
        String longest = null;
        for (int index = start; ; index++) {
            char c = peek(index);
            if (c == NOTHING || !known.literalStarts(text.subSequence(start, index + 1))) {
                break;
            }
            String original = known.literalOriginal(text.subSequence(start, index + 1));
            if (original != null && !(glued(before, text.charAt(start)) || glued(c, peek(index + 1)))) {
                longest = text.subSequence(start, index + 1).toString();
                length = index + 1 - start;
            }
        }
        if (longest == null) {
            return false;
        }
        at = start + length;
        token = longest;
        return true;
    }

    /** Whether two characters belong to the same word. */
    private static boolean glued(char one, char other) {
        return Character.isLetterOrDigit(one) && Character.isLetterOrDigit(other);
    }
}
