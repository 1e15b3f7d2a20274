package io.cloakroom.rules.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Settles overlaps by the strategy "strongest first": of findings that overlap, the one with the highest confidence stays; then the
 * longer, then the type that comes first in {@link EntityType}, then the earlier. What is left over (subtype, recognizer,
 * explanation) breaks the remaining ties, so that the result does not depend on the order of the input.
 */
public final class FindingResolver {

    private static final Comparator<Finding> STRONGEST = Comparator.comparingDouble(Finding::confidence)
            .reversed()
            .thenComparing(f -> f.span().length(), Comparator.reverseOrder())
            .thenComparing(Finding::type)
            .thenComparing(Finding::span)
            .thenComparing(f -> f.subtype() == null ? "" : f.subtype())
            .thenComparing(Finding::recognizer)
            .thenComparing(Finding::explanation);

    /** By position, then strongest first: the order in which unresolved findings are listed. */
    static final Comparator<Finding> BY_POSITION =
            Comparator.comparing(Finding::span).thenComparing(STRONGEST);

    private FindingResolver() {}

    /** Findings that do not overlap, ordered by position. */
    public static List<Finding> resolve(List<Finding> findings) {
        List<Finding> strongestFirst = new ArrayList<>(findings);
        strongestFirst.sort(STRONGEST);
        var taken = new TreeMap<Integer, Finding>();
        for (Finding finding : strongestFirst) {
            var before = taken.lowerEntry(finding.span().end());
            if (before == null || !before.getValue().span().overlaps(finding.span())) {
                taken.put(finding.span().start(), finding);
            }
        }
        return List.copyOf(taken.values());
    }
}
