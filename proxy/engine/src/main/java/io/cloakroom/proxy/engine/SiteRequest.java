package io.cloakroom.proxy.engine;

import io.cloakroom.proxy.engine.FlowHandler.FlowRequest;
import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.wire.Drift;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.site.RequestRule;
import io.cloakroom.rules.wire.site.Site;
import org.jspecify.annotations.Nullable;

/**
 * A request to a catalogued site.
 *
 * @param rule the descriptor's rule for it, or null when it describes no such request
 */
public record SiteRequest(
        FlowRequest request, Site site, @Nullable RequestRule rule) {

    /** Marks the scope of a conversation that has no id yet; the flow's id follows. */
    static final String PROVISIONAL = "flow:";

    /** The scope of requests that belong to no conversation: the same value is the same placeholder in all of them. */
    static final String WHOLE_USER = "user";

    Recipient recipient() {
        return site.recipient(request.host(), rule == null ? "other" : rule.kind());
    }

    /** Whether it differs from what the descriptor says, rather than being something the descriptor leaves open. */
    boolean drifted(Drift drift) {
        boolean open = rule != null || !site.described();
        return drift != Drift.NONE && !(open && drift == Drift.UNDESCRIBED);
    }

    /** What placeholders issued for this request are bound to. */
    Binding binding(Payload payload) {
        if (rule == null || rule.stateless()) {
            return unbound();
        }
        String conversation = rule.conversation(payload);
        if (!conversation.isEmpty()) {
            return new Binding(request.person().user(), recipient().operator(), conversation);
        }
        // A scope of its own is only worth its while when the answer will say which conversation it was.
        boolean named = rule.answers().stream()
                .anyMatch(answer -> !answer.conversation().isEmpty());
        String scope = named ? PROVISIONAL + request.flow() : WHOLE_USER;
        return new Binding(request.person().user(), recipient().operator(), scope);
    }

    /** Bound to user and operator, in no conversation. */
    Binding unbound() {
        return new Binding(request.person().user(), recipient().operator(), WHOLE_USER);
    }
}
