package io.cloakroom.benchmarks.quality;

import java.util.List;

/**
 * A span of a text that somebody, or the engine, calls personal data.
 *
 * @param start first offset, in Unicode code points
 * @param end offset after the last
 * @param type entity type; a string, because labelled corpora have types that the engine does not look for
 * @param certainty from 0 to 1: the engine's confidence, or how sure the corpus is; what is less sure than a score asks for is neutral
 */
record Label(int start, int end, String type, double certainty) {

    int shared(Label other) {
        return Math.min(end, other.end) - Math.max(start, other.start);
    }

    boolean meets(Label other) {
        return shared(other) > 0;
    }

    boolean meetsAny(List<Label> others) {
        return others.stream().anyMatch(this::meets);
    }

    boolean sameSpan(Label other) {
        return start == other.start && end == other.end;
    }

    boolean liesIn(int length) {
        return 0 <= start && start < end && end <= length;
    }
}
