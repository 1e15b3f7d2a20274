package io.cloakroom.rules.wire;

import io.cloakroom.rules.engine.policy.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What became of one payload.
 *
 * @param segments the text that was found, before redaction
 * @param verdict what the policy says of it
 * @param payload what may leave: the given payload itself (the same object) when nothing was redacted; when the verdict is block, nothing
 *     may
 * @param drift how it differs from what the site descriptor says; findings were treated like any others
 * @param files kind → how many files of it, or bytes of sound, are in the payload, for the transfer register
 * @param placeholders those that stand in the payload because of this inspection
 */
public record Inspection(
        List<TextSegment> segments,
        Verdict verdict,
        Payload payload,
        Drift drift,
        Map<String, Integer> files,
        Set<String> placeholders) {

    /** The same after all of the payload was read, and not only what the descriptor names. */
    Inspection seen(Verdict ofAll, Drift drifting, Map<String, Integer> everywhere) {
        Map<String, Integer> all = new TreeMap<>(files);
        everywhere.forEach((kind, count) -> all.merge(kind, count, Math::max));
        return new Inspection(segments, ofAll, payload, drifting, Map.copyOf(all), placeholders);
    }
}
