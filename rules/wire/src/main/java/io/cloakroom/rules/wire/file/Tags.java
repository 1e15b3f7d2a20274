package io.cloakroom.rules.wire.file;

import java.util.Locale;
import java.util.Set;

/** What in HTML is a tag, and what only looks like one: {@code <anna.schmidt@example.com>}, {@code <Schmidt 0171-2345678>}. */
final class Tags {

    /** Attributes that stand without value (https://html.spec.whatwg.org/#boolean-attributes, and those of HTML 4). */
    private static final Set<String> WITHOUT_VALUE = Set.of(
            "allowfullscreen",
            "async",
            "autofocus",
            "autoplay",
            "checked",
            "compact",
            "contenteditable",
            "controls",
            "crossorigin",
            "default",
            "defer",
            "disabled",
            "download",
            "formnovalidate",
            "hidden",
            "inert",
            "ismap",
            "itemscope",
            "loop",
            "multiple",
            "muted",
            "nomodule",
            "noresize",
            "noshade",
            "novalidate",
            "nowrap",
            "open",
            "playsinline",
            "popover",
            "readonly",
            "required",
            "reversed",
            "selected");

    private static final String MARKS_OF_NAMES = ".-_:";

    private Tags() {}

    /** Whether these characters are the name of an element or attribute. */
    static boolean name(String in, int from, int to) {
        return from < to && nameEnd(in, from) == to;
    }

    /** Where the name that begins here ends, which is here when none begins. */
    static int nameEnd(String in, int from) {
        if (from >= in.length()
                || !(Character.isLetter(in.charAt(from)) || in.charAt(from) == '_' || in.charAt(from) == ':')) {
            return from;
        }
        int at = from;
        while (at < in.length()
                && (Character.isLetterOrDigit(in.charAt(at)) || MARKS_OF_NAMES.indexOf(in.charAt(at)) >= 0)) {
            at++;
        }
        return at;
    }

    /**
     * Where it is certain that what begins here is no tag of HTML, behind its {@code <}: up to there it is text. A browser takes anything
     * after a letter for a tag and shows nothing of it; here something that no author of a page writes is somebody's text.
     *
     * @return -1 when it is one
     */
    static int notTag(String in, int from) {
        int at = end(in, from);
        if (!name(in, from, at) || !ascii(in, from, at) || !Character.isLetter(in.charAt(from))) {
            return from;
        }
        while (at < in.length() && in.charAt(at) != '>') {
            if (Markup.space(in.charAt(at)) || in.charAt(at) == '/') {
                at++;
                continue;
            }
            int end = end(in, at + 1);
            int equals = skipSpace(in, end);
            if (equals >= in.length() || in.charAt(equals) != '=') {
                if (!WITHOUT_VALUE.contains(in.substring(at, end).toLowerCase(Locale.ROOT))) {
                    return end;
                }
                at = end;
            } else if (!attribute(in, at, end)) {
                return end;
            } else {
                at = value(in, skipSpace(in, equals + 1));
            }
        }
        return -1;
    }

    private static boolean ascii(String in, int from, int to) {
        return in.substring(from, to).chars().allMatch(c -> c < 128);
    }

    /** A name, or one with the signs of a template language around it: {@code @click}, {@code [(value)]}. */
    private static boolean attribute(String in, int from, int to) {
        int first = from;
        int last = to;
        while (first < last && "@:#*[(".indexOf(in.charAt(first)) >= 0) {
            first++;
        }
        while (last > first && "])".indexOf(in.charAt(last - 1)) >= 0) {
            last--;
        }
        return name(in, first, last);
    }

    private static int value(String in, int from) {
        char quote = from < in.length() ? in.charAt(from) : 0;
        if (quote == '"' || quote == '\'') {
            int end = in.indexOf(quote, from + 1);
            return end < 0 ? in.length() : end + 1;
        }
        int end = from;
        while (end < in.length() && in.charAt(end) != '>' && !Markup.space(in.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Where a name ends. */
    private static int end(String in, int from) {
        int at = from;
        while (at < in.length()
                && !Markup.space(in.charAt(at))
                && in.charAt(at) != '>'
                && in.charAt(at) != '/'
                && in.charAt(at) != '=') {
            at++;
        }
        return at;
    }

    private static int skipSpace(String in, int from) {
        int at = from;
        while (at < in.length() && Markup.space(in.charAt(at))) {
            at++;
        }
        return at;
    }
}
