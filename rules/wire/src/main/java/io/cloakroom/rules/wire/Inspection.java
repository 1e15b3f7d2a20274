package io.cloakroom.rules.wire;

import io.cloakroom.rules.engine.policy.Verdict;
import java.util.List;

/**
 * What became of one payload.
 *
 * @param segments the text that was found, before redaction
 * @param verdict what the policy says of it
 * @param payload what may leave: the given payload itself (the same object) when nothing was redacted; when the verdict is block, nothing
 *     may
 * @param drift the payload was not as the site descriptor says, so every string in it was inspected instead
 */
public record Inspection(List<TextSegment> segments, Verdict verdict, Payload payload, boolean drift) {}
