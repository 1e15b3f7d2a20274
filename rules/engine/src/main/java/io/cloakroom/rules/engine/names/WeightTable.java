package io.cloakroom.rules.engine.names;

/**
 * Weights by feature in one array: an open hash table whose rows are a key and one or more longs of eight weights, a byte each. A row of two longs, or of
 * eight, lies in one cache line; most of the time of recognition goes into reading them.
 */
final class WeightTable {

    /** Weights in one long. */
    static final int LANES = 8;

    private final long[] rows;

    /**
     * One bit of four a slot, set for each feature that is there. Most features of a text are not, and this fits the processor's cache where the rows do not:
     * half of the time went into finding that nothing was there.
     */
    private final long[] present;

    private final int width;
    private final int mask;

    /**
     * @param features most features that will be put
     * @param width longs of weights in a row
     */
    WeightTable(int features, int width) {
        int slots = Integer.highestOneBit(Math.max(16, features)) * 4;
        this.width = width + 1;
        this.mask = slots - 1;
        this.rows = new long[slots * this.width];
        this.present = new long[Math.max(1, slots / 16)];
    }

    /** Sets one weight, from -127 to 127. */
    void put(long feature, int group, int lane, int weight) {
        int row = slot(feature + 1);
        int bit = bit(feature);
        present[bit >>> 6] |= 1L << bit;
        rows[row] = feature + 1;
        rows[row + 1 + group] |= (weight & 0xFFL) << (8 * lane);
    }

    /** Where the row of a feature is; -1 when there is none. */
    int find(long feature) {
        int bit = bit(feature);
        if ((present[bit >>> 6] & 1L << bit) == 0) {
            return -1;
        }
        int row = slot(feature + 1);
        return rows[row] == 0 ? -1 : row;
    }

    private int bit(long feature) {
        return (int) (feature * 0xD6E8FEB86659FD93L >>> 32) & present.length * 64 - 1;
    }

    private int slot(long key) {
        int slot = (int) (key * 0x9E3779B97F4A7C15L >>> 40) & mask;
        while (true) {
            int row = slot * width;
            if (rows[row] == key || rows[row] == 0) {
                return row;
            }
            slot = slot + 1 & mask;
        }
    }

    /** Adds the weights of a row to {@code scores[at … at + 8)}. */
    void add(int row, int group, int[] scores, int at) {
        long weights = rows[row + 1 + group];
        if (weights == 0) {
            return;
        }
        scores[at] += (byte) weights;
        scores[at + 1] += (byte) (weights >> 8);
        scores[at + 2] += (byte) (weights >> 16);
        scores[at + 3] += (byte) (weights >> 24);
        scores[at + 4] += (byte) (weights >> 32);
        scores[at + 5] += (byte) (weights >> 40);
        scores[at + 6] += (byte) (weights >> 48);
        scores[at + 7] += (byte) (weights >> 56);
    }
}
