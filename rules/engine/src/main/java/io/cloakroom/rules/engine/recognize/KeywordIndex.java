package io.cloakroom.rules.engine.recognize;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Finds all of a set of keywords in one pass over a text, in any case: the automaton of Aho and Corasick ("Efficient string
 * matching", CACM 18(6), 1975), its transitions in one open-addressed table.
 */
final class KeywordIndex {

    /** Receives every occurrence, ordered by end. */
    interface Hit {
        void at(int keyword, int start, int end);
    }

    private static final int ASCII = 128;
    private static final int NONE = -1;

    private final int[] fromRoot = new int[ASCII];
    private long[] keys = new long[1 << 12];
    private int[] targets = new int[1 << 12];
    private int transitions;

    private int[] fail = new int[256];
    /** The keyword that ends at a state, and the next shorter state on the fail path at which one ends. */
    private int[] keywordAt = new int[256];

    private int[] shorter = new int[256];
    private int states = 1;
    private final int[] lengths;

    /** @param keywords distinct in lower case, not empty; a hit names a keyword by its index */
    KeywordIndex(List<String> keywords) {
        Arrays.fill(keywordAt, NONE);
        lengths = new int[keywords.size()];
        for (int k = 0; k < lengths.length; k++) {
            add(lower(keywords.get(k)), k);
        }
        linkFailures();
    }

    static String lower(String keyword) {
        StringBuilder lowered = new StringBuilder(keyword.length());
        keyword.chars().forEach(c -> lowered.append(Character.toLowerCase((char) c)));
        return lowered.toString();
    }

    private void add(String keyword, int id) {
        if (keyword.isEmpty()) {
            throw new IllegalArgumentException("a keyword must not be empty");
        }
        int state = 0;
        for (int i = 0; i < keyword.length(); i++) {
            char c = keyword.charAt(i);
            int next = child(state, c);
            if (next == NONE) {
                next = newState();
                put(state, c, next);
            }
            state = next;
        }
        if (keywordAt[state] != NONE) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "keyword '%s' is given twice", keyword));
        }
        keywordAt[state] = id;
        lengths[id] = keyword.length();
    }

    private int newState() {
        if (states == fail.length) {
            fail = Arrays.copyOf(fail, states * 2);
            shorter = Arrays.copyOf(shorter, states * 2);
            keywordAt = Arrays.copyOf(keywordAt, states * 2);
            Arrays.fill(keywordAt, states, states * 2, NONE);
        }
        return states++;
    }

    /** Breadth first, so that shorter states are linked before longer ones. */
    private void linkFailures() {
        var order = new ArrayDeque<long[]>();
        long[][] children = byParent();
        enqueue(children, 0, order);
        while (!order.isEmpty()) {
            long[] edge = order.removeFirst();
            int parent = (int) edge[0];
            char c = (char) edge[1];
            int state = (int) edge[2];
            fail[state] = parent == 0 ? 0 : next(fail[parent], c);
            int linked = fail[state];
            shorter[state] = keywordAt[linked] != NONE ? linked : shorter[linked];
            enqueue(children, state, order);
        }
    }

    private static void enqueue(long[][] children, int parent, ArrayDeque<long[]> order) {
        long[] edges = children[parent];
        for (int i = 0; edges != null && i < edges.length; i += 2) {
            order.add(new long[] {parent, edges[i], edges[i + 1]});
        }
    }

    private long[][] byParent() {
        long[][] children = new long[states][];
        for (int slot = 0; slot < keys.length; slot++) {
            if (keys[slot] != 0) {
                int parent = (int) ((keys[slot] - 1) >>> 16);
                long[] old = children[parent] == null ? new long[0] : children[parent];
                long[] more = Arrays.copyOf(old, old.length + 2);
                more[old.length] = (keys[slot] - 1) & 0xFFFF;
                more[old.length + 1] = targets[slot];
                children[parent] = more;
            }
        }
        return children;
    }

    /** Reports every keyword in {@code text}. */
    void scan(CharSequence text, Hit hit) {
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            state = next(state, Character.toLowerCase(text.charAt(i)));
            int ending = keywordAt[state] != NONE ? state : shorter[state];
            while (ending != 0) {
                int keyword = keywordAt[ending];
                hit.at(keyword, i + 1 - lengths[keyword], i + 1);
                ending = shorter[ending];
            }
        }
    }

    private int next(int from, char c) {
        int state = from;
        while (state != 0) {
            int next = child(state, c);
            if (next != NONE) {
                return next;
            }
            state = fail[state];
        }
        int next = child(0, c);
        return next == NONE ? 0 : next;
    }

    private int child(int state, char c) {
        if (state == 0 && c < ASCII) {
            return fromRoot[c] == 0 ? NONE : fromRoot[c];
        }
        long key = key(state, c);
        for (int slot = slot(key); keys[slot] != 0; slot = (slot + 1) & (keys.length - 1)) {
            if (keys[slot] == key) {
                return targets[slot];
            }
        }
        return NONE;
    }

    private void put(int state, char c, int target) {
        if (transitions * 2 >= keys.length) {
            grow();
        }
        if (state == 0 && c < ASCII) {
            fromRoot[c] = target;
        }
        insert(key(state, c), target);
        transitions++;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldTargets = targets;
        keys = new long[oldKeys.length * 2];
        targets = new int[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                insert(oldKeys[i], oldTargets[i]);
            }
        }
    }

    private void insert(long key, int target) {
        int slot = slot(key);
        while (keys[slot] != 0) {
            slot = (slot + 1) & (keys.length - 1);
        }
        keys[slot] = key;
        targets[slot] = target;
    }

    private static long key(int state, char c) {
        return ((long) state << 16 | c) + 1;
    }

    private int slot(long key) {
        return (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & (keys.length - 1);
    }
}
