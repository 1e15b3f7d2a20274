package io.cloakroom.rules.engine.automaton;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The characters of a Unicode general category or script. */
final class UnicodeSets {

    private static final Map<String, CharSet> SETS = new ConcurrentHashMap<>();

    /** The categories of one letter and of two, by the numbers that Java gives them. */
    private static final Map<String, int[]> CATEGORIES = Map.ofEntries(
            Map.entry("L", new int[] {1, 2, 3, 4, 5}),
            Map.entry("Lu", new int[] {Character.UPPERCASE_LETTER}),
            Map.entry("Ll", new int[] {Character.LOWERCASE_LETTER}),
            Map.entry("Lt", new int[] {Character.TITLECASE_LETTER}),
            Map.entry("Lm", new int[] {Character.MODIFIER_LETTER}),
            Map.entry("Lo", new int[] {Character.OTHER_LETTER}),
            Map.entry("M", new int[] {6, 7, 8}),
            Map.entry("Mn", new int[] {Character.NON_SPACING_MARK}),
            Map.entry("N", new int[] {9, 10, 11}),
            Map.entry("Nd", new int[] {Character.DECIMAL_DIGIT_NUMBER}),
            Map.entry("P", new int[] {20, 21, 22, 23, 24, 29, 30}),
            Map.entry("S", new int[] {25, 26, 27, 28}),
            Map.entry("Z", new int[] {12, 13, 14}),
            Map.entry("Zs", new int[] {Character.SPACE_SEPARATOR}));

    private UnicodeSets() {}

    /** @throws UnsupportedOperationException when it is not among the known ones */
    static CharSet named(String name) {
        return SETS.computeIfAbsent(name, UnicodeSets::read);
    }

    private static CharSet read(String name) {
        int[] types = CATEGORIES.get(name);
        if (types != null) {
            int mask = 0;
            for (int type : types) {
                mask |= 1 << type;
            }
            int wanted = mask;
            return CharSet.where(c -> (wanted >>> Character.getType(c) & 1) != 0);
        }
        try {
            Character.UnicodeScript script = Character.UnicodeScript.forName(name);
            return CharSet.where(c -> Character.UnicodeScript.of(c) == script);
        } catch (IllegalArgumentException e) {
            throw new UnsupportedOperationException("not a known category or script: " + name, e);
        }
    }
}
