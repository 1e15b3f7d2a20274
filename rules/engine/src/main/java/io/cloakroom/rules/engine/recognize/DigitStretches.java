package io.cloakroom.rules.engine.recognize;

/** The stretches of a text that are made of digits and what is written between the digits of one number. */
final class DigitStretches {

    /** Between two digits of one stretch lie at most this many other characters. */
    private static final int MAX_GAP = 3;

    private final IntList starts = new IntList();
    private final IntList ends = new IntList();
    private final IntList digits = new IntList();
    private int most;

    DigitStretches(String text) {
        int start = -1;
        int end = -1;
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                start = start < 0 ? i : start;
                end = i + 1;
                count++;
            } else if (start >= 0 && (!isSeparator(c) || i - end >= MAX_GAP)) {
                add(start, end, count);
                start = -1;
                count = 0;
            }
        }
        if (start >= 0) {
            add(start, end, count);
        }
    }

    private static boolean isSeparator(char c) {
        return switch (c) {
            case ' ', '\t', '-', '.', '/', '(', ')', '_', '*', '~', ',' -> true;
            default -> false;
        };
    }

    private void add(int start, int end, int count) {
        starts.add(start);
        ends.add(end);
        digits.add(count);
        most = Math.max(most, count);
    }

    /** Whether a stretch of at least so many digits begins between two offsets. */
    boolean hasOneIn(int from, int to, int fewest) {
        for (int i = starts.firstAtLeast(from); i < starts.size() && starts.get(i) < to; i++) {
            if (digits.get(i) >= fewest) {
                return true;
            }
        }
        return false;
    }

    /** How many digits the stretch with most of them has. */
    int most() {
        return most;
    }

    int count() {
        return starts.size();
    }

    int start(int stretch) {
        return starts.get(stretch);
    }

    int end(int stretch) {
        return ends.get(stretch);
    }

    int digits(int stretch) {
        return digits.get(stretch);
    }
}
