package io.cloakroom.rules.engine.restore;

import java.util.Locale;

/**
 * Follows text as it is shown and knows where no original may appear, because a client could send it somewhere by itself: inside URLs,
 * targets of Markdown links and images, {@code url(…)} of style sheets, HTML tags with their attributes, scripts and style sheets.
 */
final class LinkGuard {

    private static final int REMEMBERED = 10;

    private enum State {
        TEXT,
        /** After a {@code <} that may open a tag. */
        ANGLE,
        TAG_NAME,
        TAG,
        QUOTED,
        /** Inside a script or style element. */
        CODE,
        /** Inside the parentheses of a link target. */
        TARGET,
        URL
    }

    private State state = State.TEXT;
    private final StringBuilder recent = new StringBuilder();
    private final StringBuilder tag = new StringBuilder();
    private char quote;
    /** The last character that is not white space, and whether a line ended since. */
    private char solid;

    private boolean lineEnded;
    private int depth;

    /** Whether an original may appear here. */
    boolean open() {
        return state == State.TEXT || state == State.ANGLE;
    }

    void read(CharSequence shown) {
        for (int i = 0; i < shown.length(); i++) {
            read(shown.charAt(i));
        }
    }

    void read(char c) {
        if (recent.length() == REMEMBERED) {
            recent.deleteCharAt(0);
        }
        recent.append(Character.toLowerCase(c));
        switch (state) {
            case TEXT -> text(c);
            case ANGLE -> {
                boolean opens = letter(c) || c == '/' || c == '!' || c == '?';
                state = opens ? State.TAG_NAME : State.TEXT;
                tag.setLength(0);
                tag.append(c);
                if (!opens) {
                    text(c);
                }
            }
            case TAG_NAME -> tagName(c);
            case TAG -> tag(c);
            case QUOTED -> state = c == quote ? State.TAG : State.QUOTED;
            case CODE -> {
                if (ends("</script") || ends("</style")) {
                    state = State.TAG;
                    tag.insert(0, '/');
                }
            }
            case TARGET -> {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                state = depth < 0 || c == '\n' ? State.TEXT : State.TARGET;
            }
            case URL -> {
                if (Character.isWhitespace(c) || "\"<>`".indexOf(c) >= 0 || wide(c)) {
                    state = State.TEXT;
                    text(c);
                }
            }
        }
        if (!Character.isWhitespace(c)) {
            solid = c;
            lineEnded = false;
        } else if (c == '\n') {
            lineEnded = true;
        }
    }

    private void text(char c) {
        if (c == '<') {
            state = State.ANGLE;
        } else if (c == '(' && (ends("](") || ends("url("))) {
            state = State.TARGET;
            depth = 0;
        } else if (c == '/' && ends("://") && before(3)) {
            state = State.URL;
        } else if ((c == ':' && ends("mailto:")) || (c == '.' && ends("www.") && !before(4))) {
            state = State.URL;
        }
    }

    private void tagName(char c) {
        if (c == '>') {
            close();
        } else if (Character.isWhitespace(c) || c == '/' || c == ':') {
            state = State.TAG;
        } else if (letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '!' || c == '?') {
            tag.append(c);
        } else {
            state = State.TEXT;
            text(c);
        }
    }

    private void tag(char c) {
        if (c == '>') {
            close();
        } else if ((c == '"' || c == '\'') && solid == '=') {
            quote = c;
            state = State.QUOTED;
        } else if (c == '\n' && lineEnded) {
            state = State.TEXT;
        }
    }

    private void close() {
        String name = tag.toString().toLowerCase(Locale.ROOT);
        state = name.equals("script") || name.equals("style") ? State.CODE : State.TEXT;
    }

    private boolean ends(String suffix) {
        int from = recent.length() - suffix.length();
        return from >= 0 && recent.indexOf(suffix, from) == from;
    }

    /** Whether a letter or digit stands before the last {@code count} characters. */
    private boolean before(int count) {
        int index = recent.length() - count - 1;
        return index >= 0 && Character.isLetterOrDigit(recent.charAt(index));
    }

    private static boolean letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** Punctuation of Chinese, Japanese and Korean, which ends a URL where no spaces are written. */
    private static boolean wide(char c) {
        return (c >= '\u3000' && c <= '\u303f') || (c >= '\uff01' && c <= '\uff65' && !Character.isLetterOrDigit(c));
    }
}
