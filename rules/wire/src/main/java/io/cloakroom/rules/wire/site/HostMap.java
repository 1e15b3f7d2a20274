package io.cloakroom.rules.wire.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values by host pattern: an exact name; {@code *.suffix} for every name below the suffix; or a {@code *} elsewhere, which stands for one
 * or more characters within a label ({@code *-aiplatform.googleapis.com}). The exact name wins, then a {@code *} within a label, then the
 * longest suffix. Filled by one thread, then read by many.
 */
final class HostMap<T> {

    /** The one name without a dot; nobody gets certificates for it, and browsers are not told to send it to the proxy. */
    static final String THIS_MACHINE = "localhost";

    /** What a pattern may look like. */
    static final String PATTERN = "(\\*\\.)?[a-z0-9*-]+(\\.[a-z0-9*-]+)*\\.[a-z0-9-]+|" + HostMap.THIS_MACHINE;

    private static final String BELOW = "*.";

    private final Map<String, T> exact = new HashMap<>();
    private final Map<String, T> suffixes = new HashMap<>();
    private final List<Within<T>> within = new ArrayList<>();

    private record Within<T>(String pattern, Pattern names, T value) {}

    /** Returns what the same pattern stood for before, which stays; null when it is new. */
    @Nullable
    T put(String pattern, T value) {
        if (pattern.startsWith(BELOW) && pattern.indexOf('*', 1) < 0) {
            return suffixes.putIfAbsent(pattern.substring(BELOW.length()), value);
        }
        if (pattern.indexOf('*') < 0) {
            return exact.putIfAbsent(pattern, value);
        }
        for (Within<T> other : within) {
            if (other.pattern.equals(pattern)) {
                return other.value;
            }
        }
        String names = pattern.startsWith(BELOW) ? ".+\\." + labels(pattern.substring(2)) : labels(pattern);
        within.add(new Within<>(pattern, Pattern.compile(names), value));
        return null;
    }

    private static String labels(String pattern) {
        return pattern.replace(".", "\\.").replace("*", "[^.]+");
    }

    @Nullable
    T get(String host) {
        String name = canonical(host);
        T value = exact.get(name);
        for (int i = 0; value == null && i < within.size(); i++) {
            value = within.get(i).names.matcher(name).matches() ? within.get(i).value : null;
        }
        for (int dot = name.indexOf('.'); value == null && dot >= 0; dot = name.indexOf('.', dot + 1)) {
            value = suffixes.get(name.substring(dot + 1));
        }
        return value;
    }

    /** The narrowest pattern without a {@code *} within a label that fits every name this one fits. */
    static String widened(String pattern) {
        int star = pattern.lastIndexOf('*');
        return star < 0 ? pattern : BELOW + pattern.substring(pattern.indexOf('.', star) + 1);
    }

    /** Lower case, without the dot that a fully qualified name may end in. */
    static String canonical(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
