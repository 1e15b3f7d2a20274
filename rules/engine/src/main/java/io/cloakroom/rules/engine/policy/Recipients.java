package io.cloakroom.rules.engine.policy;

import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.engine.policy.Policy.Rule;
import io.cloakroom.rules.engine.policy.Policy.Where;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words by which recipients can be named. A rule that names another would never match, and whatever it was to stop would pass by the
 * rules after it.
 */
public record Recipients(Set<String> sites, Set<String> operators, Set<String> jurisdictions, Set<String> kinds) {

    private static final int NEAREST = 5;

    /**
     * The words that recipients are told by. Every country is one of them, since a rule may be there before its first service.
     *
     * @param described kinds of requests that sites describe
     */
    public static Recipients of(Collection<Recipient> recipients, Collection<String> described) {
        Set<String> sites = new HashSet<>();
        Set<String> operators = new HashSet<>();
        Set<String> jurisdictions = new HashSet<>(List.of(Locale.getISOCountries()));
        for (Recipient recipient : recipients) {
            sites.add(recipient.site());
            operators.add(recipient.operator());
            jurisdictions.add(recipient.jurisdiction());
        }
        Set<String> kinds = new HashSet<>(described);
        kinds.addAll(List.of(Recipient.OTHER, Recipient.THIRD_PARTY));
        return new Recipients(sites, operators, jurisdictions, kinds);
    }

    /**
     * @param source name of the policy's file, for messages
     * @throws InvalidYamlException when a rule names who is not known
     */
    void require(Policy policy, String source, String yaml) throws InvalidYamlException {
        for (Rule rule : policy.rules()) {
            Where where = rule.where();
            if (where != null) {
                Place place = new Place(source, yaml, rule.id());
                place.require("sites", where.sites(), sites);
                place.require("operators", where.operators(), operators);
                place.require("jurisdictions", where.jurisdictions(), jurisdictions);
                place.require("kinds", where.kinds(), kinds);
            }
        }
    }

    private record Place(String source, String yaml, String rule) {

        void require(String key, List<String> named, Set<String> known) throws InvalidYamlException {
            for (String word : named) {
                if (!known.contains(word)) {
                    throw new InvalidYamlException(
                            source,
                            line(),
                            "rule '" + rule + "' would never match: there is no '" + word + "' among " + key,
                            "write it as it is known; nearest: " + nearest(word, known));
                }
            }
        }

        private int line() {
            Matcher id = Pattern.compile("\\bid: *[\"']?" + Pattern.quote(rule) + "(?=[\"',}\\s])")
                    .matcher(yaml);
            int at = id.find() ? id.start() : 0;
            return (int) yaml.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        }
    }

    private static String nearest(String word, Collection<String> known) {
        return known.stream()
                .sorted(Comparator.comparingInt((String other) -> apart(word, other))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(NEAREST)
                .collect(Collectors.joining(", "));
    }

    /** How many letters have to change; none where one is in the other. Capitals do not count. */
    private static int apart(String word, String known) {
        String from = word.toLowerCase(Locale.ROOT);
        String to = known.toLowerCase(Locale.ROOT);
        if (to.contains(from)) {
            return 0;
        }
        int[] before = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] now = new int[before.length];
            now[0] = i;
            for (int j = 1; j < now.length; j++) {
                int changed = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(changed, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[to.length()];
    }
}
