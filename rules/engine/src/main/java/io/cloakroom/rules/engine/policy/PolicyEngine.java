package io.cloakroom.rules.engine.policy;

import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Method;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.engine.Span;
import io.cloakroom.rules.engine.policy.Policy.Rule;
import io.cloakroom.rules.engine.policy.Policy.What;
import io.cloakroom.rules.engine.policy.Verdict.Decision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Runs a policy on <em>all</em> findings of a request, before overlaps are settled. Each finding takes its first matching rule. Findings
 * that overlap form a group: the strictest action wins and the union of their spans is what it acts on; an allowed finding leaves
 * the group, so it never shields another. A recipient that may be taken for two things is ruled on as both, and the stricter counts.
 */
public final class PolicyEngine {

    private static final Rule OTHERWISE = new Rule(
            "otherwise", null, null, new What(List.of(), List.of(), List.of()), Action.REDACT, Method.PSEUDONYMIZE, "");

    /** Order-independent: equal in all of these means interchangeable. */
    private static final Comparator<Ruled> SPEAKS_FOR_GROUP = Comparator.comparing((Ruled r) -> r.action)
            .thenComparing(r -> r.finding.confidence())
            .thenComparing(r -> r.finding.span().length())
            .thenComparing(r -> r.finding.type(), Comparator.reverseOrder())
            .thenComparing(r -> r.finding.subtype() == null ? "" : r.finding.subtype())
            .thenComparing(r -> r.rule.id());

    private final Policy policy;

    public PolicyEngine(Policy policy) {
        this.policy = policy;
    }

    public Policy policy() {
        return policy;
    }

    /** {@code id@version}, as verdicts carry it. */
    public String version() {
        return policy.id() + "@" + policy.version();
    }

    /**
     * @param findings of each segment of the request
     * @param canCoach whether an extension is there to ask the person; else {@code coach} redacts
     */
    public Verdict decide(Person person, Recipient recipient, List<List<Finding>> findings, boolean canCoach) {
        List<List<Rule>> readings = recipient.readings().stream()
                .map(reading -> policy.rules().stream()
                        .filter(rule -> rule.reaches(person, reading))
                        .toList())
                .toList();
        List<List<Rule>> asking = new ArrayList<>();
        Rule allowing = null;
        for (List<Rule> rules : readings) {
            Rule whole = rules.stream()
                    .filter(rule -> rule.what() == null)
                    .findFirst()
                    .orElse(null);
            if (whole == null) {
                asking.add(rules);
            } else if (whole.action() == Action.BLOCK) {
                List<Decision> all = decisions(readings, findings, canCoach);
                return new Verdict(Action.BLOCK, version(), whole.id(), whole.reason(), all);
            } else if (allowing == null) {
                allowing = whole;
            }
        }
        if (asking.isEmpty() && allowing != null) {
            return new Verdict(Action.ALLOW, version(), allowing.id(), allowing.reason(), List.of());
        }
        List<Decision> decisions = decisions(asking, findings, canCoach);
        Decision strictest =
                decisions.stream().max(Comparator.comparing(Decision::action)).orElse(null);
        return strictest == null
                ? new Verdict(Action.ALLOW, version(), "", "", decisions)
                : new Verdict(strictest.action(), version(), strictest.rule(), reason(strictest.rule()), decisions);
    }

    private String reason(String ruleId) {
        return policy.rules().stream()
                .filter(rule -> rule.id().equals(ruleId))
                .map(Rule::reason)
                .findFirst()
                .orElse("");
    }

    /** @param readings the rules for each thing the recipient may be taken for; every finding is ruled on by all of them */
    private List<Decision> decisions(List<List<Rule>> readings, List<List<Finding>> findings, boolean canCoach) {
        Set<EntityType> present = EnumSet.noneOf(EntityType.class);
        for (List<Finding> segment : findings) {
            segment.stream().filter(this::certainEnough).forEach(finding -> present.add(finding.type()));
        }
        List<Decision> decisions = new ArrayList<>();
        for (int segment = 0; segment < findings.size(); segment++) {
            List<Ruled> ruled = new ArrayList<>();
            for (Finding finding : findings.get(segment)) {
                if (certainEnough(finding)) {
                    for (List<Rule> rules : readings) {
                        ruled(finding, firstMatch(rules, finding, present), canCoach, ruled);
                    }
                }
            }
            group(segment, ruled, decisions);
        }
        return List.copyOf(decisions);
    }

    private void ruled(Finding finding, Rule rule, boolean canCoach, List<Ruled> into) {
        Action action = rule == OTHERWISE ? policy.otherwise() : rule.action();
        if (action == Action.COACH && !canCoach) {
            action = Action.REDACT;
        }
        if (action != Action.ALLOW) {
            into.add(new Ruled(finding, rule, action));
        }
    }

    private boolean certainEnough(Finding finding) {
        return finding.confidence() >= policy.minConfidence();
    }

    private static Rule firstMatch(List<Rule> rules, Finding finding, Set<EntityType> present) {
        for (Rule rule : rules) {
            What what = rule.what();
            if (what != null && matches(what, finding, present)) {
                return rule;
            }
        }
        return OTHERWISE;
    }

    private static boolean matches(What what, Finding finding, Set<EntityType> present) {
        boolean named = (what.types().isEmpty()
                        && what.subtypes().isEmpty()
                        && what.together().isEmpty())
                || what.types().contains(finding.type())
                || (finding.subtype() != null && what.subtypes().contains(finding.subtype()))
                || what.together().contains(finding.type());
        return named && present.containsAll(what.together());
    }

    private static void group(int segment, List<Ruled> ruled, List<Decision> decisions) {
        ruled.sort(Comparator.comparing(r -> r.finding.span()));
        int next = 0;
        while (next < ruled.size()) {
            Ruled speaker = ruled.get(next);
            Span span = speaker.finding.span();
            int end = next + 1;
            while (end < ruled.size() && ruled.get(end).finding.span().overlaps(span)) {
                Ruled member = ruled.get(end++);
                span = span.union(member.finding.span());
                speaker = SPEAKS_FOR_GROUP.compare(member, speaker) > 0 ? member : speaker;
            }
            decisions.add(new Decision(
                    segment,
                    span,
                    speaker.finding.type(),
                    speaker.finding.subtype(),
                    speaker.action,
                    speaker.rule.method(),
                    speaker.rule.id()));
            next = end;
        }
    }

    private record Ruled(Finding finding, Rule rule, Action action) {}
}
