package io.cloakroom.rules.engine.policy;

import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Method;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.Recipient;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ordered rules; for each finding the first that matches decides. Components that a file leaves out take their defaults here.
 *
 * @param id short name, {@code korea-pipc}
 * @param version changes with every change of content; part of every verdict
 * @param description one sentence for admins
 * @param minConfidence findings below this are no findings, 0–1
 * @param otherwise action for findings that no rule matches
 * @param uninspectable action for payloads that cannot be decoded within limits: {@code block} or {@code observe}
 * @param uploads action for files whose content cannot be replaced
 */
public record Policy(
        String id,
        String version,
        String description,
        Double minConfidence,
        Action otherwise,
        Action uninspectable,
        Uploads uploads,
        List<Rule> rules) {

    private static final double DEFAULT_MIN_CONFIDENCE = 0.5;

    public Policy {
        minConfidence = minConfidence == null ? Double.valueOf(DEFAULT_MIN_CONFIDENCE) : minConfidence;
        otherwise = otherwise == null ? Action.REDACT : otherwise;
        uninspectable = uninspectable == null ? Action.BLOCK : uninspectable;
        uploads = uploads == null ? Uploads.DEFAULT : uploads;
        rules = rules == null ? List.of() : List.copyOf(rules);
        require(id != null && !id.isBlank(), "a policy needs an id");
        require(version != null && !version.isBlank(), "policy '" + id + "' needs a version");
        require(minConfidence >= 0 && minConfidence <= 1, "min_confidence is between 0 and 1");
        require(
                uninspectable == Action.BLOCK || uninspectable == Action.OBSERVE,
                "uninspectable is block or observe: what cannot be read cannot be redacted");
        Set<String> ids = new HashSet<>();
        for (Rule rule : rules) {
            require(ids.add(rule.id()), "rule id '" + rule.id() + "' is used twice; ids are unique within a policy");
        }
    }

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /**
     * @param id unique within the policy; shown with every verdict
     * @param what which findings; null matches the request itself, findings or not (to close a site, say)
     * @param method how a redaction replaces the span; pseudonymize unless said otherwise
     * @param reason what the person is told: why, and what to do instead
     */
    public record Rule(
            String id,
            @Nullable Who who,
            @Nullable Where where,
            @Nullable What what,
            Action action,
            Method method,
            String reason) {

        public Rule {
            method = method == null ? Method.PSEUDONYMIZE : method;
            reason = reason == null ? "" : reason;
            require(id != null && !id.isBlank(), "every rule needs an id");
            require(action != null, "rule '" + id + "' needs an action: allow, observe, coach, redact or block");
            require(
                    method != Method.SURROGATE,
                    "rule '" + id + "': surrogate works in the redact command only; use pseudonymize");
            require(
                    what != null || action == Action.BLOCK || action == Action.ALLOW,
                    "rule '" + id + "' has no 'what', so it is about the whole request: its action is block or allow");
        }

        boolean reaches(Person person, Recipient recipient) {
            return (who == null || who.includes(person)) && (where == null || where.includes(recipient));
        }
    }

    /** Users and groups; both empty means everybody, else being in either is enough. */
    public record Who(List<String> users, List<String> groups) {
        public Who {
            users = orEmpty(users);
            groups = orEmpty(groups);
        }

        boolean includes(Person person) {
            return (users.isEmpty() && groups.isEmpty())
                    || users.contains(person.user())
                    || groups.stream().anyMatch(person.groups()::contains);
        }
    }

    /** Recipients; an empty list means any, and all lists must agree. */
    public record Where(List<String> sites, List<String> operators, List<String> jurisdictions, List<String> kinds) {
        public Where {
            sites = orEmpty(sites);
            operators = orEmpty(operators);
            jurisdictions = orEmpty(jurisdictions);
            kinds = orEmpty(kinds);
        }

        boolean includes(Recipient recipient) {
            return anyOr(sites, recipient.site())
                    && anyOr(operators, recipient.operator())
                    && anyOr(jurisdictions, recipient.jurisdiction())
                    && anyOr(kinds, recipient.kind());
        }

        private static boolean anyOr(List<String> list, String value) {
            return list.isEmpty() || list.contains(value);
        }
    }

    /**
     * Findings by type or subtype; both empty means every finding.
     *
     * @param together matches only when all these types occur in the request, and then every finding of one of them
     */
    public record What(List<EntityType> types, List<String> subtypes, List<EntityType> together) {
        public What {
            types = orEmpty(types);
            subtypes = orEmpty(subtypes);
            together = orEmpty(together);
        }
    }
}
