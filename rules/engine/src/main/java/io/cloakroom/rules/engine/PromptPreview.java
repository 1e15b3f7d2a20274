package io.cloakroom.rules.engine;

import java.util.List;
import java.util.Map;

/** Says what would happen to a prompt, without sending, storing or issuing anything. */
public interface PromptPreview {

    /**
     * @param site id of the site descriptor, {@code chatgpt}
     * @param text the prompt as it stands in the composer
     */
    Preview preview(Person person, String site, String text);

    /**
     * @param action the strictest action
     * @param reason the rule's reason when the action is block, else {@code ""}
     * @param withheld findings that would not leave, by entity type
     * @param sent findings that would leave in clear, by entity type
     * @param spans where the findings are, ordered, not overlapping
     * @param policyVersion version of the policy that decided
     */
    record Preview(
            Action action,
            String reason,
            Map<String, Integer> withheld,
            Map<String, Integer> sent,
            List<PreviewSpan> spans,
            String policyVersion) {}

    record PreviewSpan(Span span, EntityType type, Action action) {}
}
