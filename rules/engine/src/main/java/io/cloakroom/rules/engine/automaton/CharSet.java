package io.cloakroom.rules.engine.automaton;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A set of UTF-16 units, and one further symbol that stands for all characters beyond them.
 *
 * @param bits the members; {@link #BEYOND} for the characters beyond
 */
record CharSet(BitSet bits) {

    /** Stands for every supplementary character. */
    static final int BEYOND = 0x10000;

    static final int SYMBOLS = BEYOND + 1;

    /** Behind the Latin blocks, whose cases have not changed. */
    private static final int FIRST_UNCERTAIN = 0x250;

    /** Punctuation and symbols, some of which are cases of Latin and Greek letters and have not changed either. */
    private static final int FIRST_SYMBOL = 0x2000;

    private static final int LAST_SYMBOL = 0x2BFF;

    /**
     * By character, all characters that are the same letter in some case; only where there are several. Without the Turkish letters, whose other case is
     * that of {@code i} in Java and not in RE2.
     */
    private static final class Cases {
        private static final int CAPITAL_I_WITH_DOT = 0x130;
        private static final int SMALL_I_WITHOUT_DOT = 0x131;

        static final Map<Integer, int[]> ORBITS = orbits();

        private static Map<Integer, int[]> orbits() {
            Map<Integer, int[]> byFolded = new HashMap<>();
            for (int c = 0; c < BEYOND; c++) {
                int folded = Character.toLowerCase(Character.toUpperCase(c));
                if (folded != c && c != CAPITAL_I_WITH_DOT && c != SMALL_I_WITHOUT_DOT) {
                    int[] others = byFolded.getOrDefault(folded, new int[] {folded});
                    int[] all = Arrays.copyOf(others, others.length + 1);
                    all[others.length] = c;
                    byFolded.put(folded, all);
                }
            }
            Map<Integer, int[]> byMember = new HashMap<>();
            byFolded.values().forEach(orbit -> Arrays.stream(orbit).forEach(c -> byMember.put(c, orbit)));
            return byMember;
        }
    }

    static CharSet of(int codePoint) {
        return range(codePoint, codePoint);
    }

    /** Code points from one to another, both included. */
    static CharSet range(int from, int to) {
        BitSet bits = new BitSet();
        if (from < BEYOND) {
            bits.set(from, Math.min(to, BEYOND - 1) + 1);
        }
        if (to >= BEYOND) {
            bits.set(BEYOND);
        }
        return new CharSet(bits);
    }

    static CharSet all() {
        return range(0, Character.MAX_CODE_POINT);
    }

    CharSet or(CharSet other) {
        BitSet both = (BitSet) bits.clone();
        both.or(other.bits);
        return new CharSet(both);
    }

    /** All others, and all characters beyond when {@code this} does not hold each of them for certain. */
    CharSet not() {
        BitSet others = (BitSet) bits.clone();
        others.flip(0, BEYOND);
        others.set(BEYOND);
        return new CharSet(others);
    }

    /**
     * All that are no case of a member for certain: younger versions of Unicode pair letters, such as Georgian, Cherokee and rare Cyrillic ones, that RE2/J does
     * not pair, so that outside of the oldest blocks a letter is taken for another than its other case.
     */
    CharSet notInAnyCase() {
        BitSet others = inAnyCase().not().bits;
        BitSet uncertain = not().bits;
        uncertain.clear(0, FIRST_UNCERTAIN);
        uncertain.clear(FIRST_SYMBOL, LAST_SYMBOL + 1);
        others.or(uncertain);
        return new CharSet(others);
    }

    /** With every other case of its letters. */
    CharSet inAnyCase() {
        BitSet folded = (BitSet) bits.clone();
        if (bits.cardinality() < Cases.ORBITS.size()) {
            bits.stream().forEach(c -> add(Cases.ORBITS.get(c), folded));
        } else {
            Cases.ORBITS.forEach((c, orbit) -> add(bits.get(c) ? orbit : null, folded));
        }
        return new CharSet(folded);
    }

    private static void add(int @Nullable [] characters, BitSet to) {
        for (int i = 0; characters != null && i < characters.length; i++) {
            to.set(characters[i]);
        }
    }
}
