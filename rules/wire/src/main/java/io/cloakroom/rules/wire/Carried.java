package io.cloakroom.rules.wire;

import io.cloakroom.rules.engine.policy.Verdict;
import java.util.Map;

/**
 * What a request still carries of the values its person's vault holds, after everything that can be rewritten was.
 *
 * @param verdict what the policy says of it; block when the request must not leave
 * @param headers header → what to send instead, {@code ""} for nothing: the request is as good without
 */
public record Carried(Verdict verdict, Map<String, String> headers) {}
