package io.cloakroom.rules.store;

import java.util.Map;
import java.util.TreeMap;

/** Which numbers of one type a user was ever issued: all up to the highest but those passed over. Guarded by its owner. */
final class IssuedNumbers {
    private final TreeMap<Long, Long> skipped = new TreeMap<>();
    private long last;

    void skip(long first, long lastSkipped) {
        skipped.put(first, lastSkipped);
    }

    void countedUpTo(long number) {
        last = number;
    }

    /** Numbers are issued in order: what lies between the highest so far and this one was passed over. */
    void issue(long number) {
        if (number > last) {
            if (number > last + 1) {
                skip(last + 1, number - 1);
            }
            last = number;
        }
    }

    boolean contains(long number) {
        Map.Entry<Long, Long> before = skipped.floorEntry(number);
        return number >= 1 && number <= last && (before == null || before.getValue() < number);
    }
}
