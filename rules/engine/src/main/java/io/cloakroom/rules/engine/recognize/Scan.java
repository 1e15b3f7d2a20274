package io.cloakroom.rules.engine.recognize;

/** What one pass over a text finds: where keywords are, where stretches of digits are, and how long its longest token is. */
final class Scan {

    private static final int[] NONE = {};

    private final String text;
    private final int[] lengths;
    private final DigitStretches stretches;
    private final int longestRun;

    /** The keywords that occur, each once; where each starts lies in {@code starts} from its place in {@code firsts} on. */
    private final IntList keywords = new IntList();

    private final int[] firsts;
    private final int[] starts;

    /** Open addressing: one more than the place in {@code keywords}, by keyword. As large as what occurs, not as what could. */
    private int[] slots = new int[256];

    /** @param lengths length of each keyword of {@code index} */
    Scan(String text, KeywordIndex index, int[] lengths) {
        this.text = text;
        this.lengths = lengths;
        IntList found = new IntList();
        IntList ends = new IntList();
        index.scan(text, found, ends);
        int[] places = new int[found.size()];
        for (int hit = 0; hit < places.length; hit++) {
            places[hit] = place(found.get(hit));
        }
        this.firsts = new int[keywords.size() + 1];
        this.starts = new int[places.length];
        sort(places, ends);
        this.stretches = new DigitStretches(text);
        this.longestRun = Words.longestRun(text);
    }

    /** By place, then by offset. */
    private void sort(int[] places, IntList ends) {
        for (int place : places) {
            firsts[place + 1]++;
        }
        for (int place = 0; place < keywords.size(); place++) {
            firsts[place + 1] += firsts[place];
        }
        int[] next = firsts.clone();
        for (int hit = 0; hit < places.length; hit++) {
            int place = places[hit];
            starts[next[place]++] = ends.get(hit) - lengths[keywords.get(place)];
        }
    }

    private int place(int keyword) {
        int slot = slot(keyword);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        keywords.add(keyword);
        slots[slot] = keywords.size();
        if (keywords.size() * 2 > slots.length) {
            slots = new int[slots.length * 2];
            for (int k = 0; k < keywords.size(); k++) {
                slots[slot(keywords.get(k))] = k + 1;
            }
        }
        return keywords.size() - 1;
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

    /** Whether a keyword occurs at all. */
    boolean occurs(int keyword) {
        return slots[slot(keyword)] != 0;
    }

    /** How often a keyword occurs. */
    int count(int keyword) {
        int place = slots[slot(keyword)] - 1;
        return place < 0 ? 0 : firsts[place + 1] - firsts[place];
    }

    /** Where a keyword that occurs starts for the {@code nth} time, from 0 on. */
    int start(int keyword, int nth) {
        return starts[firsts[slots[slot(keyword)] - 1] + nth];
    }

    /** Those of the keywords that occur, in their order. */
    int[] present(int[] keywords) {
        int count = 0;
        for (int keyword : keywords) {
            count += occurs(keyword) ? 1 : 0;
        }
        if (count == 0) {
            return NONE;
        }
        int[] present = new int[count];
        for (int k = 0, next = 0; next < count; k++) {
            if (occurs(keywords[k])) {
                present[next++] = keywords[k];
            }
        }
        return present;
    }

    /** Whether a keyword occurs wholly between two offsets. */
    boolean occurs(int keyword, int from, int to) {
        int place = slots[slot(keyword)] - 1;
        if (place < 0) {
            return false;
        }
        int first = firstAtLeast(place, from);
        return first < firsts[place + 1] && starts[first] + lengths[keyword] <= to;
    }

    /** Index of the first start of a keyword at or behind an offset. */
    private int firstAtLeast(int place, int from) {
        int low = firsts[place];
        int high = firsts[place + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (starts[middle] < from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Whether one of the keywords occurs wholly between two offsets. */
    boolean occursAny(int[] keywords, int from, int to) {
        for (int keyword : keywords) {
            if (occurs(keyword, from, to)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a keyword occurs between two offsets as a word of its own. */
    boolean occursAsWord(int keyword, int from, int to) {
        int place = slots[slot(keyword)] - 1;
        for (int i = place < 0 ? 0 : firstAtLeast(place, from); place >= 0 && i < firsts[place + 1]; i++) {
            int start = starts[i];
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
