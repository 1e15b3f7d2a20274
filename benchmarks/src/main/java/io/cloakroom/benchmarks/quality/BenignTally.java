package io.cloakroom.benchmarks.quality;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts findings in texts that hold no personal data of the types in scope. */
final class BenignTally {

    /** How sure a finding is that a policy may block on it. */
    static final double BLOCK_LEVEL = 0.95;

    private final Map<String, Integer> wrong = new TreeMap<>();
    private final Map<String, Integer> others = new TreeMap<>();
    private long characters;
    private int texts;
    private int textsHit;
    private int textsBlocked;

    void add(Labelled text, Set<String> scope, List<Label> findings) {
        texts++;
        characters += text.text().codePointCount(0, text.text().length());
        boolean hit = false;
        boolean block = false;
        for (Label finding : findings) {
            boolean inScope = scope.isEmpty() || scope.contains(finding.type());
            (inScope ? wrong : others).merge(finding.type(), 1, Integer::sum);
            hit |= inScope;
            block |= inScope && finding.certainty() >= BLOCK_LEVEL;
        }
        textsHit += hit ? 1 : 0;
        textsBlocked += block ? 1 : 0;
    }

    int texts() {
        return texts;
    }

    int textsHit() {
        return textsHit;
    }

    long characters() {
        return characters;
    }

    int wrong() {
        return wrong.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Share of the texts in which something in scope was found. */
    double hitShare() {
        return texts == 0 ? Double.NaN : (double) textsHit / texts;
    }

    /** Share of the texts in which something in scope was found with {@link #BLOCK_LEVEL}. */
    double blockShare() {
        return texts == 0 ? Double.NaN : (double) textsBlocked / texts;
    }

    Map<String, Integer> wrongByType() {
        return wrong;
    }

    Map<String, Integer> othersByType() {
        return others;
    }
}
