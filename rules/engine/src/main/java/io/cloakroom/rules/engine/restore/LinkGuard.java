package io.cloakroom.rules.engine.restore;

import java.util.List;
import java.util.Locale;

/**
 * Follows text as it is shown and knows where no original may appear, because a client could send it somewhere by itself: inside URLs,
 * with or without a scheme, targets of Markdown links, images and link reference definitions (CommonMark 4.7), {@code url(…)} of style
 * sheets, HTML tags with their attributes, scripts and style sheets. When in doubt it is closed: a placeholder that stays visible does
 * no harm.
 */
final class LinkGuard {

    private static final int REMEMBERED = 24;
    private static final int SHORTEST_TOP_LEVEL_DOMAIN = 2;

    /** Attributes that make a client load or send something, for markup that is too broken to be followed as a tag. */
    private static final List<String> LOADING =
            List.of("src=", "href=", "action=", "srcset=", "poster=", "background=", "data=");

    /** What a client runs or shows as a document of its own. */
    private static final List<String> RUNNING = List.of("javascript:", "vbscript:", "data:text/", "data:image/");

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
        /** After the colon of a link reference definition, before its target and in it. */
        BEFORE_REFERENCE,
        REFERENCE,
        /** After the equals sign of an attribute that stands in no tag. */
        ATTRIBUTE,
        URL,
        /** After the colon of something that is run, and in it. */
        BEFORE_RUN,
        RUN
    }

    /** How far a line may be the beginning of a link reference definition. */
    private enum Line {
        START,
        LABEL,
        LABELLED,
        OTHER
    }

    private State state = State.TEXT;
    private final StringBuilder recent = new StringBuilder();
    private final StringBuilder tag = new StringBuilder();
    private Line line = Line.START;
    private State afterQuote = State.TAG;
    private char quote;
    /** The last character that is not white space, and whether a line ended since. */
    private char solid;

    private boolean lineEnded;
    private int depth;

    /**
     * Whether an original may appear here. It may be the beginning of a reference's target, since {@code [Name]: [PERSON_1]} is how
     * people fill in forms: such a target is relative, so it only leads to the site itself, and addresses there are inspected.
     */
    boolean open() {
        return state == State.TEXT || state == State.ANGLE || state == State.BEFORE_REFERENCE;
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
            case QUOTED -> state = c == quote ? afterQuote : State.QUOTED;
            case CODE -> {
                if (ends("</script") || ends("</style")) {
                    state = State.TAG;
                    tag.insert(0, '/');
                }
            }
            case TARGET -> {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                state = depth < 0 || (c == '\n' && lineEnded) ? State.TEXT : State.TARGET;
            }
            case BEFORE_REFERENCE -> {
                boolean nothing = c == '\n' && lineEnded;
                state = nothing ? State.TEXT : Character.isWhitespace(c) ? state : State.REFERENCE;
                quote = c == '<' ? '>' : ' ';
            }
            case REFERENCE -> {
                boolean ends = c == '\n' || c == quote || (quote == ' ' && Character.isWhitespace(c));
                state = ends ? State.TEXT : State.REFERENCE;
            }
            case BEFORE_RUN -> state = Character.isWhitespace(c) ? State.TEXT : State.RUN;
            case RUN -> state = c == '\n' ? State.TEXT : State.RUN;
            case ATTRIBUTE -> {
                quote = c;
                afterQuote = State.TEXT;
                state = c == '"' || c == '\'' ? State.QUOTED : Character.isWhitespace(c) ? State.TEXT : State.URL;
            }
            case URL -> {
                if (Character.isWhitespace(c) || "\"<>`".indexOf(c) >= 0 || wide(c)) {
                    state = State.TEXT;
                    text(c);
                }
            }
        }
        line(c);
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
        } else if ((c == ':' || c == '/') && RUNNING.stream().anyMatch(this::ends)) {
            state = State.BEFORE_RUN;
        } else if ((c == '.' && ends("www.") && !before(4))
                || (c == ':' && ends("mailto:"))
                || ((c == '/' || c == '?') && afterHost())) {
            state = State.URL;
        } else if (c == '=' && LOADING.stream().anyMatch(this::ends)) {
            state = State.ATTRIBUTE;
        }
    }

    /** Whether a host stands before the last character: {@code x.example}. */
    private boolean afterHost() {
        int at = recent.length() - 2;
        int end = at;
        while (at >= 0 && letter(recent.charAt(at))) {
            at--;
        }
        return end - at >= SHORTEST_TOP_LEVEL_DOMAIN
                && at > 0
                && recent.charAt(at) == '.'
                && Character.isLetterOrDigit(recent.charAt(at - 1));
    }

    /** Looks for {@code [label]:} at the beginning of a line, but not for {@code [^1]:}, which is a footnote's text. */
    private void line(char c) {
        if (c == '\n') {
            line = Line.START;
            return;
        }
        line = switch (line) {
            case START -> c == '[' ? Line.LABEL : " \t>".indexOf(c) >= 0 ? Line.START : Line.OTHER;
            case LABEL -> c == ']' ? Line.LABELLED : c == '^' && solid == '[' ? Line.OTHER : Line.LABEL;
            case LABELLED, OTHER -> {
                if (line == Line.LABELLED && c == ':' && state == State.TEXT) {
                    state = State.BEFORE_REFERENCE;
                }
                yield Line.OTHER;
            }
        };
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
            afterQuote = State.TAG;
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
