package io.cloakroom.rules.engine.recognize;

import java.util.HashMap;
import java.util.Map;

/** How random a value looks. */
final class Entropy {

    private Entropy() {}

    /** Shannon entropy in bits per character; 0 for an empty value. */
    static double of(String value) {
        Map<Integer, Integer> counts = new HashMap<>();
        value.chars().forEach(c -> counts.merge(c, 1, Integer::sum));
        double entropy = 0;
        for (int count : counts.values()) {
            double share = (double) count / value.length();
            entropy -= share * Math.log(share) / Math.log(2);
        }
        return entropy;
    }
}
