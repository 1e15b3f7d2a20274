package io.cloakroom.benchmarks.load;

import java.util.Arrays;

/** Durations in nanoseconds, kept one by one; used by one thread at a time. */
final class Samples {

    private long[] nanos = new long[1024];
    private int count;

    void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = duration;
    }

    int count() {
        return count;
    }

    /** The smallest duration that so many of a hundred do not exceed, milliseconds; NaN when there is none. */
    double millis(double percentile) {
        if (count == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percentile / 100 * count);
        return sorted[Math.max(0, rank - 1)] / 1e6;
    }
}
