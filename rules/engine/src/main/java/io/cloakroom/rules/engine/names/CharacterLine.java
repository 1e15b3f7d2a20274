package io.cloakroom.rules.engine.names;

import io.cloakroom.rules.engine.names.Gazetteer.Kind;
import java.util.Arrays;

/**
 * The {@link Attribute}s of a line cut into {@link Characters}. They mean something else than for words: what is a prefix or suffix there is here what
 * stands around the character in its run, that is between spaces, punctuation and changes of script.
 */
final class CharacterLine {

    private static final int LONGEST_ENTRY = 8;
    private static final int LONGEST_RUN = 8;
    private static final int LISTED = 9;

    private final Tokens tokens;
    private final int from;
    private final int count;
    private final long[][] values;
    private final long[] units;
    private final int[] scripts;
    private final int[] runStarts;
    private final int[] runEnds;
    private final int[] begin;
    private final int[] inside;
    private final int[] reach;
    private final long[] longest;
    /** Whether an entry that labels people ends before the unit. */
    private final boolean[] told;

    private CharacterLine(Tokens tokens, int from, int to) {
        this.tokens = tokens;
        this.from = from;
        this.count = to - from;
        this.values = new long[count][Attribute.OWN];
        this.units = new long[count];
        this.scripts = new int[count];
        this.runStarts = new int[count];
        this.runEnds = new int[count];
        this.begin = new int[count];
        this.inside = new int[count];
        this.reach = new int[count];
        this.longest = new long[count];
        this.told = new boolean[count + 1];
    }

    /** The attributes of the tokens {@code [from, to)}, taken as one line. */
    static LineAttributes of(Tokens tokens, int from, int to, Words known) {
        CharacterLine line = new CharacterLine(tokens, from, to);
        line.runs();
        for (int i = 0; i < line.count; i++) {
            line.surroundings(i);
        }
        line.entries(known.gazetteer());
        return LineAttributes.of(line.values, known);
    }

    private void set(Attribute attribute, int unit, long value) {
        values[unit][attribute.ordinal()] = value;
    }

    private void runs() {
        int start = 0;
        for (int i = 0; i < count; i++) {
            int at = from + i;
            units[i] = tokens.kind(at) == TokenKind.NUMBER
                    ? 1
                    : Hashing.ofFolded(tokens.text(), tokens.starts()[at], tokens.ends()[at]);
            scripts[i] = Scripts.of(tokens.text().charAt(tokens.starts()[at]));
            if (i > 0 && (Characters.spaceBefore(tokens, at) || scripts[i] != scripts[i - 1])) {
                Arrays.fill(runEnds, start, i, i);
                start = i;
            }
            runStarts[i] = start;
        }
        Arrays.fill(runEnds, start, count, count);
    }

    private void surroundings(int i) {
        int start = runStarts[i];
        int end = runEnds[i];
        int length = Math.min(end - start, 5);
        long place = Math.min(i - start, 3) * 16L + Math.min(end - i, 4);
        set(Attribute.LOWER, i, units[i]);
        set(Attribute.WORD, i, Hashing.mix(units[i], place + 100));
        set(Attribute.SHAPE, i, Hashing.mix(scripts[i] * 8L + length, place));
        set(Attribute.PREFIX2, i, hash(i, Math.min(count, i + 3)));
        set(Attribute.SUFFIX2, i, hash(Math.max(0, i - 2), i + 1));
        set(Attribute.PREFIX3, i, hash(Math.max(start, i - 3), i + 1));
        set(Attribute.SUFFIX3, i, hash(i + 1, Math.min(end, i + 5)));
        set(Attribute.SUFFIX4, i, hash(start, Math.min(end, start + LONGEST_RUN)));
        set(Attribute.PREFIX4, i, hash(end, Math.min(count, end + 2)));
    }

    private long hash(int start, int end) {
        long hash = Hashing.SEED;
        for (int i = start; i < end; i++) {
            hash = Hashing.mix(hash, units[i]);
        }
        return hash;
    }

    /** Marks each unit with the lists of the entries that begin at it and go on in it, and with the longest of them. */
    private void entries(Gazetteer gazetteer) {
        for (int i = 0; i < count; i++) {
            long hash = Hashing.SEED;
            for (int k = i; k < Math.min(count, i + LONGEST_ENTRY) && (k == i || continues(k)); k++) {
                for (int at = tokens.starts()[from + k]; at < tokens.ends()[from + k]; at++) {
                    hash = Hashing.step(hash, Hashing.fold(tokens.text().charAt(at)));
                }
                int flags = gazetteer.flags(hash);
                if (flags != 0) {
                    entry(i, k, flags);
                }
            }
        }
        for (int i = 0; i < count; i++) {
            set(Attribute.LISTS, i, begin[i] * 4096L + inside[i] + 1);
            set(Attribute.CLUSTER, i, longest[i]);
            long labels = (labelled(i) ? 2 : 0) + (labelled(runStarts[i]) ? 1 : 0);
            set(Attribute.FAMILY, i, title(i) * 4L + labels);
        }
    }

    private boolean continues(int unit) {
        return scripts[unit] != Scripts.OTHER && !Characters.spaceBefore(tokens, from + unit);
    }

    private void entry(int first, int last, int flags) {
        int length = last - first + 1;
        begin[first] |= flags;
        told[last + 1] |= (flags & Kind.DICTIONARY.flag()) != 0;
        for (int i = first; i <= last; i++) {
            inside[i] |= i == first ? 0 : flags;
            if (length > reach[i]) {
                reach[i] = length;
                int place = i == first ? 0 : i == last ? 2 : 1;
                longest[i] = (flags * 4L + place) * LISTED + Math.min(length, 4);
            }
        }
    }

    /** 1 when a title begins within the rest of the run, 2 when the next run begins with one. */
    private int title(int i) {
        for (int k = i + 1; k < Math.min(runEnds[i], i + 4); k++) {
            if ((begin[k] & Kind.TITLE.flag()) != 0) {
                return 1;
            }
        }
        int next = runEnds[i];
        return next < count && (begin[next] & Kind.TITLE.flag()) != 0 ? 2 : 0;
    }

    /** Whether a label such as {@code 이름:} or {@code 客户} stands before the unit. */
    private boolean labelled(int i) {
        int at = i;
        while (at > 0 && at > i - 3 && !told[at] && scripts[at - 1] == Scripts.OTHER) {
            at--;
        }
        return told[at];
    }
}
