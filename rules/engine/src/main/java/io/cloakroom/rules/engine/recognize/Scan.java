package io.cloakroom.rules.engine.recognize;

import org.jspecify.annotations.Nullable;

/** What one pass over a text finds: where keywords are, and where stretches of digits are. */
final class Scan {

    private final String text;
    private final @Nullable IntList[] startsByKeyword;
    private final int[] lengths;
    private final IntList keywords = new IntList();
    private final DigitStretches stretches;

    /** @param lengths length of each keyword of {@code index} */
    Scan(String text, KeywordIndex index, int[] lengths) {
        this.text = text;
        this.lengths = lengths;
        this.startsByKeyword = new IntList[lengths.length];
        index.scan(text, (keyword, start, end) -> {
            IntList starts = startsByKeyword[keyword];
            if (starts == null) {
                starts = new IntList();
                startsByKeyword[keyword] = starts;
                keywords.add(keyword);
            }
            starts.add(start);
        });
        this.stretches = new DigitStretches(text);
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

    int length(int keyword) {
        return lengths[keyword];
    }

    /** Where a keyword starts, in order; null when it does not occur. */
    @Nullable
    IntList starts(int keyword) {
        return startsByKeyword[keyword];
    }

    /** Whether a keyword occurs wholly between two offsets. */
    boolean occurs(int keyword, int from, int to) {
        IntList starts = startsByKeyword[keyword];
        if (starts == null) {
            return false;
        }
        int first = starts.firstAtLeast(from);
        return first < starts.size() && starts.get(first) + lengths[keyword] <= to;
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
        IntList starts = startsByKeyword[keyword];
        if (starts == null) {
            return false;
        }
        for (int i = starts.firstAtLeast(from); i < starts.size(); i++) {
            int start = starts.get(i);
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
