package io.cloakroom.rules.engine.recognize;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.NamingBase;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The keys that the file of a rule pack may have. */
final class PackKeys {

    private static final Set<String> KNOWN = known();

    private PackKeys() {}

    private static Set<String> known() {
        Set<String> known = new TreeSet<>();
        add(RulePack.class, "", known);
        return known;
    }

    private static void add(Type type, String at, Set<String> known) {
        known.add(at);
        if (type instanceof ParameterizedType list) {
            add(list.getActualTypeArguments()[0], at + "/*", known);
        } else if (type instanceof Class<?> record && record.isRecord()) {
            for (RecordComponent component : record.getRecordComponents()) {
                String key = ((NamingBase) PropertyNamingStrategies.SNAKE_CASE).translate(component.getName());
                add(component.getGenericType(), at + "/" + key, known);
            }
        }
    }

    /** What to write instead of the key at a JSON pointer; null when the key is known, or its parent is not. */
    static @Nullable String insteadOf(String pointer) {
        String at = withoutIndexes(pointer);
        if (KNOWN.contains(at) || at.lastIndexOf('/') < 0) {
            return null;
        }
        String parent = at.substring(0, at.lastIndexOf('/'));
        Set<String> keys = new TreeSet<>();
        for (String known : KNOWN) {
            String rest = known.startsWith(parent + "/") ? known.substring(parent.length() + 1) : "";
            if (!rest.isEmpty() && rest.indexOf('/') < 0 && !rest.equals("*")) {
                keys.add(rest);
            }
        }
        if (keys.isEmpty()) {
            return null;
        }
        String written = at.substring(at.lastIndexOf('/') + 1);
        String nearest = nearest(written, keys);
        return (nearest == null ? "" : "write '" + nearest + "' instead; ") + "known here: " + String.join(", ", keys);
    }

    private static String withoutIndexes(String pointer) {
        StringBuilder out = new StringBuilder();
        for (String part : pointer.split("/", -1)) {
            boolean index = !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
            out.append(out.isEmpty() && part.isEmpty() ? "" : "/").append(index ? "*" : part);
        }
        return out.toString();
    }

    private static @Nullable String nearest(String written, Set<String> keys) {
        String nearest = null;
        int least = Math.max(2, written.length() / 2);
        for (String key : keys) {
            int distance = distance(written, key);
            if (distance <= least) {
                least = distance - 1;
                nearest = key;
            }
        }
        return nearest;
    }

    /** Levenshtein's edit distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
