package io.cloakroom.rules.engine.recognize;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Finds all of a set of keywords in one pass over a text, in any case: the automaton of Aho and Corasick ("Efficient string
 * matching", CACM 18(6), 1975). States are numbered breadth first. The first ones, in which a text that holds few keywords spends its
 * time, have a table of all their transitions on ASCII; the others find their children by bisection and else follow their failure.
 */
final class KeywordIndex {

    /** Receives every occurrence, ordered by end. */
    interface Hit {
        void at(int keyword, int start, int end);
    }

    private static final int ASCII = 128;
    private static final int NONE = -1;

    /** How many states have a table: more would not fit into the nearest caches, fewer would be left too often. */
    private static final int TABLED = 4096;

    private final String[] sorted;
    private final int[] ids;
    private final int[] lengths;

    /** By state: the character that leads to it, its first child (children are neighbours, sorted by character), its failure. */
    private char[] label = new char[256];

    private int[] firstChild = new int[256];
    private int[] fail = new int[256];
    /** By state: the keyword that ends there; the state itself or the next on the way of failures at which one ends, 0 for none. */
    private int[] keywordAt = new int[256];

    private int[] ending = new int[256];
    private int states = 1;

    /** ASCII character to column, 0 for those that no keyword has; rows of the table follow each other. */
    private final byte[] column = new byte[ASCII];

    private final int columns;
    private final int tabled;
    private final int[] table;

    /** @param keywords distinct in lower case, not empty; a hit names a keyword by its index */
    KeywordIndex(List<String> keywords) {
        lengths = keywords.stream().mapToInt(String::length).toArray();
        String[] lowered = keywords.stream().map(KeywordIndex::lower).toArray(String[]::new);
        Integer[] order = new Integer[lowered.length];
        Arrays.setAll(order, k -> k);
        Arrays.sort(order, (a, b) -> lowered[a].compareTo(lowered[b]));
        sorted = new String[lowered.length];
        ids = new int[lowered.length];
        for (int k = 0; k < sorted.length; k++) {
            ids[k] = order[k];
            sorted[k] = lowered[ids[k]];
            if (sorted[k].isEmpty()) {
                throw new IllegalArgumentException("a keyword must not be empty");
            }
            if (k > 0 && sorted[k].equals(sorted[k - 1])) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "keyword '%s' is given twice", keywords.get(ids[k])));
            }
        }
        grow();
        linkFailures();
        columns = columns();
        tabled = Math.min(states, TABLED);
        table = table();
        trim();
    }

    static String lower(String keyword) {
        StringBuilder lowered = new StringBuilder(keyword.length());
        keyword.chars().forEach(c -> lowered.append(Character.toLowerCase((char) c)));
        return lowered.toString();
    }

    /** Level by level: a state of some depth stands for the sorted keywords that begin alike for as many characters. */
    private void grow() {
        Arrays.fill(keywordAt, NONE);
        int[] low = {0};
        int[] high = {sorted.length};
        int first = 0;
        for (int depth = 0; low.length > 0; depth++) {
            int[] nextLow = new int[16];
            int[] nextHigh = new int[16];
            int before = states;
            for (int s = 0; s < low.length; s++) {
                int at = low[s];
                if (at < high[s] && sorted[at].length() == depth) {
                    keywordAt[first + s] = ids[at++];
                }
                firstChild[first + s] = states;
                while (at < high[s]) {
                    char c = sorted[at].charAt(depth);
                    int end = at + 1;
                    while (end < high[s] && sorted[end].charAt(depth) == c) {
                        end++;
                    }
                    int child = newState(c) - before;
                    if (child == nextLow.length) {
                        nextLow = Arrays.copyOf(nextLow, child * 2);
                        nextHigh = Arrays.copyOf(nextHigh, child * 2);
                    }
                    nextLow[child] = at;
                    nextHigh[child] = end;
                    at = end;
                }
            }
            first = before;
            low = Arrays.copyOf(nextLow, states - before);
            high = Arrays.copyOf(nextHigh, states - before);
        }
        if (states == firstChild.length) {
            firstChild = Arrays.copyOf(firstChild, states + 1);
        }
        firstChild[states] = states;
    }

    private int newState(char c) {
        if (states == label.length) {
            label = Arrays.copyOf(label, states * 2);
            firstChild = Arrays.copyOf(firstChild, states * 2);
            fail = Arrays.copyOf(fail, states * 2);
            ending = Arrays.copyOf(ending, states * 2);
            keywordAt = Arrays.copyOf(keywordAt, states * 2);
            Arrays.fill(keywordAt, states, states * 2, NONE);
        }
        label[states] = c;
        return states++;
    }

    /** In the order of states, so that shorter ones are linked before longer ones. */
    private void linkFailures() {
        for (int state = 0; state < states; state++) {
            ending[state] = keywordAt[state] != NONE ? state : ending[fail[state]];
            for (int child = firstChild[state]; child < firstChild[state + 1]; child++) {
                fail[child] = state == 0 ? 0 : follow(fail[state], label[child]);
            }
        }
    }

    private int columns() {
        int used = 1;
        for (int state = 1; state < states; state++) {
            if (label[state] < ASCII && column[label[state]] == 0) {
                column[label[state]] = (byte) used++;
            }
        }
        for (char c = 'A'; c <= 'Z'; c++) {
            column[c] = column[Character.toLowerCase(c)];
        }
        return used;
    }

    private int[] table() {
        int[] rows = new int[tabled * columns];
        for (int state = 0; state < tabled; state++) {
            System.arraycopy(rows, fail[state] * columns, rows, state * columns, state == 0 ? 0 : columns);
            for (int child = firstChild[state]; child < firstChild[state + 1]; child++) {
                if (label[child] < ASCII) {
                    rows[state * columns + column[label[child]]] = child;
                }
            }
        }
        return rows;
    }

    private void trim() {
        label = Arrays.copyOf(label, states);
        firstChild = Arrays.copyOf(firstChild, states + 1);
        fail = Arrays.copyOf(fail, states);
        keywordAt = Arrays.copyOf(keywordAt, states);
        ending = Arrays.copyOf(ending, states);
    }

    /** Reports every keyword in {@code text}. */
    void scan(CharSequence text, Hit hit) {
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            state = next(state, text.charAt(i));
            for (int end = ending[state]; end != 0; end = ending[fail[end]]) {
                int keyword = keywordAt[end];
                hit.at(keyword, i + 1 - lengths[keyword], i + 1);
            }
        }
    }

    /** The same as lists: which keyword ends and where, ordered by end. */
    void scan(String text, IntList found, IntList ends) {
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            state = next(state, text.charAt(i));
            for (int end = ending[state]; end != 0; end = ending[fail[end]]) {
                found.add(keywordAt[end]);
                ends.add(i + 1);
            }
        }
    }

    private int next(int state, char c) {
        if (c >= ASCII) {
            return follow(state, Character.toLowerCase(c));
        }
        int at = column[c];
        if (state < tabled) {
            return table[state * columns + at];
        }
        return at == 0 ? 0 : follow(state, c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c);
    }

    /** Without the table. */
    private int follow(int from, char c) {
        for (int state = from; ; state = fail[state]) {
            int child = child(state, c);
            if (child != NONE) {
                return child;
            }
            if (state == 0) {
                return 0;
            }
        }
    }

    private int child(int state, char c) {
        int low = firstChild[state];
        int high = firstChild[state + 1] - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (label[middle] < c) {
                low = middle + 1;
            } else if (label[middle] > c) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return NONE;
    }
}
