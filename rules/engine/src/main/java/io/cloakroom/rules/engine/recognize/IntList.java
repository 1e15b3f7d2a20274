package io.cloakroom.rules.engine.recognize;

import java.util.Arrays;

/** A growing list of ints. */
final class IntList {

    private int[] values = new int[8];
    private int size;

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    int get(int index) {
        return values[index];
    }

    int size() {
        return size;
    }

    /** Index of the first value ≥ {@code from} in a sorted list. */
    int firstAtLeast(int from) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (values[middle] < from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
