package io.cloakroom.rules.engine.redact;

import io.cloakroom.rules.engine.EntityType;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** Placeholders kept in memory and in a map file, for the commands that work without a vault. */
public final class Placeholders {

    private final BiFunction<EntityType, String, String> invent;
    private final Map<String, String> originals;
    private final Map<String, String> byOriginal = new HashMap<>();

    private Placeholders(Map<String, String> known, BiFunction<EntityType, String, String> invent) {
        this.invent = invent;
        this.originals = new LinkedHashMap<>(known);
        known.forEach((placeholder, original) -> byOriginal.putIfAbsent(original, placeholder));
    }

    /**
     * Numbered placeholders, {@code [PERSON_1]}.
     *
     * @param known placeholder → original of earlier texts; the same value keeps its placeholder
     * @param avoid text in which no new placeholder may occur
     */
    public static Placeholders numbered(Map<String, String> known, String avoid) {
        Map<EntityType, Integer> last = new EnumMap<>(EntityType.class);
        return new Placeholders(known, (type, original) -> {
            String token;
            do {
                token = "[" + type + "_" + last.merge(type, 1, Integer::sum) + "]";
            } while (avoid.contains(token) || known.containsKey(token));
            return token;
        });
    }

    /** Surrogates of the same shape. */
    public static Placeholders surrogates(Map<String, String> known, String avoid) {
        Surrogates surrogates = new Surrogates(avoid + String.join("\n", known.keySet()));
        return new Placeholders(known, surrogates::of);
    }

    /** The replacement for a value: the one it has, else a new one. */
    public String of(EntityType type, String original) {
        return byOriginal.computeIfAbsent(original, value -> {
            String placeholder = invent.apply(type, value);
            originals.put(placeholder, value);
            return placeholder;
        });
    }

    /** Placeholder → original, everything known so far, in order of issue. */
    public Map<String, String> originals() {
        return Collections.unmodifiableMap(originals);
    }
}
