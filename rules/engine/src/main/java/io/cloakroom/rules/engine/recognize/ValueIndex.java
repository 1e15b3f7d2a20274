package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.Vault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds whole values in a text, in any case and whatever the white space, by a hash of how they begin, asked only where a word begins.
 * Cheap to make, since people's values change with every prompt.
 */
final class ValueIndex {

    /** Characters that are hashed; of shorter values, all. */
    private static final int PREFIX = 6;

    private static final int FILTER_BITS = 1 << 16;
    private static final int ASCII = 128;

    /**
     * A value that is looked for.
     *
     * @param key as {@link #squeezed} gives it
     * @param number whether separators beside its digits do not count
     * @param specific whether it means nothing else anywhere
     */
    record Entry(String key, boolean number, boolean specific, Vault.Placeholder value) {}

    /** Receives every occurrence: where it is in the text. */
    interface Hit {
        void at(Entry entry, int start, int end);
    }

    private final List<Entry> entries;
    private final Beginnings words = new Beginnings(false);
    private final Beginnings numbers = new Beginnings(true);

    /** @param entries no two with the same key and kind */
    ValueIndex(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        entries.forEach(entry -> (entry.number() ? numbers : words).add(entry));
    }

    List<Entry> entries() {
        return entries;
    }

    boolean holds(String key, boolean number) {
        return (number ? numbers : words).holds(key);
    }

    void find(String text, Hit hit) {
        words.find(text, hit);
        numbers.find(text, hit);
    }

    /** A value with its white space evened out, in small letters; of numbers, without what separates digits. */
    static String squeezed(String value, boolean number) {
        StringBuilder out = new StringBuilder(value.length());
        for (int i = next(value, 0, number); i < value.length(); i = next(value, i + 1, number)) {
            out.append(squeezed(value.charAt(i)));
        }
        return out.toString().strip();
    }

    private static char squeezed(char c) {
        return Character.isWhitespace(c) ? ' ' : Character.toLowerCase(c);
    }

    /** The first character that counts, from {@code at} on. */
    private static int next(String text, int at, boolean number) {
        int i = at;
        while (i < text.length() && (number ? isSeparator(text, i) : isFurtherSpace(text, i))) {
            i++;
        }
        return i;
    }

    private static boolean isFurtherSpace(String text, int at) {
        return Character.isWhitespace(text.charAt(at)) && at > 0 && Character.isWhitespace(text.charAt(at - 1));
    }

    private static boolean isSeparator(String text, int at) {
        return switch (text.charAt(at)) {
            case ' ', '-', '.', '/', '(', ')', '\t' -> isDigitBeside(text, at);
            default -> false;
        };
    }

    /** Only among digits: words stay apart. */
    private static boolean isDigitBeside(String text, int at) {
        int before = at - 1;
        while (before >= 0 && !Character.isLetterOrDigit(text.charAt(before)) && at - before < 4) {
            before--;
        }
        int after = at + 1;
        while (after < text.length() && !Character.isLetterOrDigit(text.charAt(after)) && after - at < 4) {
            after++;
        }
        return (before >= 0 && Character.isDigit(text.charAt(before)))
                || (after < text.length() && Character.isDigit(text.charAt(after)));
    }

    /** The beginnings of all words, or of all numbers. */
    private static final class Beginnings {
        private final boolean number;
        private final Map<Long, List<Entry>> byHash = new HashMap<>();
        private final long[] filter = new long[FILTER_BITS / Long.SIZE];
        private final boolean[] starts = new boolean[ASCII];
        private boolean startsBeyondAscii;
        /** Bit n: whether there are values whose hash is of n characters. */
        private int lengths;

        Beginnings(boolean number) {
            this.number = number;
        }

        void add(Entry entry) {
            String key = entry.key();
            int length = Math.min(PREFIX, key.length());
            long hash = 0;
            for (int i = 0; i < length; i++) {
                hash = hash(hash, key.charAt(i));
            }
            byHash.computeIfAbsent(hash, unused -> new ArrayList<>(1)).add(entry);
            filter[slot(hash) / Long.SIZE] |= 1L << slot(hash);
            lengths |= 1 << length;
            char first = key.charAt(0);
            if (first < ASCII) {
                starts[first] = true;
            }
            startsBeyondAscii |= first >= ASCII;
        }

        boolean holds(String key) {
            long hash = 0;
            for (int i = 0; i < Math.min(PREFIX, key.length()); i++) {
                hash = hash(hash, key.charAt(i));
            }
            return byHash.getOrDefault(hash, List.of()).stream()
                    .anyMatch(entry -> entry.key().equals(key));
        }

        private static long hash(long hash, char c) {
            return (hash ^ c) * 0x9E3779B97F4A7C15L + c;
        }

        private static int slot(long hash) {
            return (int) (hash >>> 48);
        }

        void find(String text, Hit hit) {
            if (lengths == 0) {
                return;
            }
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean possible = c < ASCII ? starts[Character.toLowerCase(c)] : startsBeyondAscii;
                if (possible && Words.begins(text, i)) {
                    findAt(text, i, hit);
                }
            }
        }

        private void findAt(String text, int start, Hit hit) {
            long hash = 0;
            int at = start;
            for (int length = 1; length <= PREFIX && at < text.length(); length++) {
                hash = hash(hash, squeezed(text.charAt(at)));
                if ((lengths >> length & 1) != 0 && (filter[slot(hash) / Long.SIZE] >> slot(hash) & 1) != 0) {
                    for (Entry entry : byHash.getOrDefault(hash, List.of())) {
                        int end = end(text, start, entry.key());
                        if (end > start && Words.isWhole(text, start, end)) {
                            hit.at(entry, start, end);
                        }
                    }
                }
                at = next(text, at + 1, number);
            }
        }

        /** Where a key that begins here ends; -1 when it does not begin here. */
        private int end(String text, int start, String key) {
            int end = start;
            int at = start;
            for (int k = 0; k < key.length(); k++) {
                if (at >= text.length() || squeezed(text.charAt(at)) != key.charAt(k)) {
                    return -1;
                }
                end = at + 1;
                at = next(text, at + 1, number);
            }
            return end;
        }
    }
}
