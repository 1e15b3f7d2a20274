package io.cloakroom.rules.engine.policy;

import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Method;
import io.cloakroom.rules.engine.Span;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says of one request.
 *
 * @param action the strictest action of all
 * @param policyVersion {@code id@version} of the policy
 * @param rule the rule behind {@code action}, {@code ""} when none had to speak
 * @param reason that rule's reason
 * @param decisions ordered by segment and span, not overlapping
 */
public record Verdict(Action action, String policyVersion, String rule, String reason, List<Decision> decisions) {

    /**
     * What happens to one group of overlapping findings.
     *
     * @param segment index of the segment
     * @param span union of the group's spans
     * @param type type of its most certain finding with the strictest action
     */
    public record Decision(
            int segment,
            Span span,
            EntityType type,
            @Nullable String subtype,
            Action action,
            Method method,
            String rule) {

        /** The same in another segment. */
        public Decision inSegment(int index) {
            return new Decision(index, span, type, subtype, action, method, rule);
        }

        boolean withholds() {
            return action.compareTo(Action.REDACT) >= 0;
        }
    }

    /** How many findings would not leave, by entity type. A blocked request withholds all of them. */
    public Map<String, Integer> withheld() {
        return count(true);
    }

    /** How many findings leave in clear, by entity type. */
    public Map<String, Integer> sent() {
        return count(false);
    }

    /**
     * This verdict and another on the same request: the stricter speaks for both.
     *
     * @param all the decisions of both
     */
    public Verdict joined(Verdict other, List<Decision> all) {
        Verdict strictest = other.action.compareTo(action) > 0 ? other : this;
        return new Verdict(strictest.action, policyVersion, strictest.rule, strictest.reason, List.copyOf(all));
    }

    /** The same as a block, because what should be replaced cannot be. */
    public Verdict blocked(String why) {
        return new Verdict(Action.BLOCK, policyVersion, rule, why, decisions);
    }

    /** The entity types that do not leave, as a person reads them: {@code person, id number}. */
    public String typesInWords() {
        return decisions.stream()
                .filter(Decision::withholds)
                .map(decision -> decision.type().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private Map<String, Integer> count(boolean withheld) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Decision decision : decisions) {
            if ((action == Action.BLOCK || decision.withholds()) == withheld) {
                counts.merge(decision.type().name(), 1, Integer::sum);
            }
        }
        return counts;
    }
}
