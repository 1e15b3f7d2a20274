package io.cloakroom.proxy.app.coverage;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines that a pattern describes, with the groups {@code time}, {@code client}, {@code user}, {@code target}, {@code up},
 * {@code down}, {@code millis}, {@code refused} and {@code answer}, each of which may be missing.
 */
final class TextReader implements LineReader {

    private final Line.Kind kind;
    private final Pattern entry;
    private final Pattern program;
    private final Set<String> groups;
    private boolean queriesToo;

    /** @param program how every line of the same program begins */
    TextReader(Line.Kind kind, Pattern entry, Pattern program) {
        this.kind = kind;
        this.entry = entry;
        this.program = program;
        this.groups = entry.namedGroups().keySet();
    }

    @Override
    public Line read(String line) {
        Matcher matcher = entry.matcher(line);
        if (!matcher.matches()) {
            return line.isBlank() || program.matcher(line).lookingAt() ? Line.Other.ASIDE : Line.Other.UNREADABLE;
        }
        if (!group(matcher, "refused").isEmpty()) {
            return Line.Other.REFUSED;
        }
        boolean answer = !group(matcher, "answer").isEmpty();
        queriesToo |= !answer;
        String host = Hosts.name(group(matcher, "target"));
        if (host.isEmpty() || (answer && queriesToo)) {
            return Line.Other.ASIDE;
        }
        String user = group(matcher, "user");
        return new Line.Entry(
                kind,
                group(matcher, "time"),
                group(matcher, "client"),
                user.equals("-") ? "" : user,
                host,
                "",
                number(group(matcher, "up")),
                number(group(matcher, "down")),
                Math.max(0, number(group(matcher, "millis"))));
    }

    private String group(Matcher matcher, String name) {
        String value = groups.contains(name) ? matcher.group(name) : null;
        return value == null ? "" : value;
    }

    /** {@link Line#UNKNOWN} when it is none, as where a log writes {@code -}. */
    static long number(@Nullable String text) {
        try {
            return text == null || text.isEmpty() ? Line.UNKNOWN : Math.max(Line.UNKNOWN, Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Line.UNKNOWN;
        }
    }
}
