package io.cloakroom.rules.engine.recognize;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one pass over a text finds: where keywords are, where stretches of digits are, and how long its longest token is. */
final class Scan {

    private final String text;
    private final int[] lengths;
    private final DigitStretches stretches;
    private final int longestRun;

    /** The keywords that occur, each once, and where each starts. */
    private final IntList keywords = new IntList();

    private IntList[] starts = new IntList[16];

    /** Open addressing: one more than the place in {@code keywords}, by keyword. As large as what occurs, not as what could. */
    private int[] slots = new int[32];

    /** @param lengths length of each keyword of {@code index} */
    Scan(String text, KeywordIndex index, int[] lengths) {
        this.text = text;
        this.lengths = lengths;
        index.scan(text, (keyword, start, end) -> add(keyword, start));
        this.stretches = new DigitStretches(text);
        this.longestRun = Words.longestRun(text);
    }

    private void add(int keyword, int start) {
        int slot = slot(keyword);
        if (slots[slot] == 0) {
            if (keywords.size() == starts.length) {
                starts = Arrays.copyOf(starts, starts.length * 2);
            }
            starts[keywords.size()] = new IntList();
            keywords.add(keyword);
            slots[slot] = keywords.size();
            if (keywords.size() * 2 > slots.length) {
                slots = new int[slots.length * 2];
                for (int k = 0; k < keywords.size(); k++) {
                    slots[slot(keywords.get(k))] = k + 1;
                }
                slot = slot(keyword);
            }
        }
        starts[slots[slot] - 1].add(start);
    }

    private int slot(int keyword) {
        int slot = (keyword * 0x9E3779B1) >>> (Integer.numberOfLeadingZeros(slots.length) + 1);
        while (slots[slot] != 0 && keywords.get(slots[slot] - 1) != keyword) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    String text() {
        return text;
    }

    /** The keywords that occur, each once. */
    IntList keywords() {
        return keywords;
    }

    DigitStretches stretches() {
        return stretches;
    }

    /** How many ASCII letters and digits stand in a row at most. */
    int longestRun() {
        return longestRun;
    }

    int length(int keyword) {
        return lengths[keyword];
    }

    /** Where a keyword starts, in order; null when it does not occur. */
    @Nullable
    IntList starts(int keyword) {
        int place = slots[slot(keyword)];
        return place == 0 ? null : starts[place - 1];
    }

    /** Whether a keyword occurs wholly between two offsets. */
    boolean occurs(int keyword, int from, int to) {
        IntList at = starts(keyword);
        if (at == null) {
            return false;
        }
        int first = at.firstAtLeast(from);
        return first < at.size() && at.get(first) + lengths[keyword] <= to;
    }

    /** Whether one of the keywords occurs wholly between two offsets; true when there are none. */
    boolean occursAny(int[] keywords, int from, int to) {
        for (int keyword : keywords) {
            if (occurs(keyword, from, to)) {
                return true;
            }
        }
        return keywords.length == 0;
    }

    /** Whether a keyword occurs between two offsets as a word of its own. */
    boolean occursAsWord(int keyword, int from, int to) {
        IntList at = starts(keyword);
        if (at == null) {
            return false;
        }
        for (int i = at.firstAtLeast(from); i < at.size(); i++) {
            int start = at.get(i);
            if (start + lengths[keyword] > to) {
                return false;
            }
            if (Words.isWhole(text, start, start + lengths[keyword])) {
                return true;
            }
        }
        return false;
    }
}
