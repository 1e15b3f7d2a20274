package io.cloakroom.extension.backend;

import io.cloakroom.extension.backend.Words.Amount;
import io.cloakroom.extension.backend.Words.Moment;
import io.cloakroom.rules.engine.Journal.Visibility;
import io.cloakroom.rules.engine.TransferRegister.Party;
import io.cloakroom.rules.engine.TransferRegister.Relation;
import io.cloakroom.rules.engine.TransferRegister.Transfer;
import io.cloakroom.rules.engine.Vault.Placeholder;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code /mine} shows: everything that stands in for a person's data, and who received what, by operator, the latest first.
 *
 * @param kept values with a live placeholder
 * @param withheld findings that did not leave, and {@code sent} those that left in clear, over all recipients
 */
public record MinePage(int kept, int withheld, int sent, List<Operator> operators) {

    /** How many placeholders of one operator are listed. */
    static final int LISTED = 1000;

    /**
     * @param country in words, or {@code ""} when unknown
     * @param older how many placeholders there are beside those listed
     */
    public record Operator(
            String name, String country, Moment latest, List<Received> received, List<Issued> issued, int older) {}

    /**
     * @param relation what it is to a site, where it is not the site itself; otherwise {@code ""}
     * @param inspected whether what left is known; otherwise {@code note} says why not
     */
    public record Received(
            String host,
            String relation,
            boolean inspected,
            String note,
            String requests,
            List<Amount> withheld,
            List<Amount> sent,
            Moment latest) {}

    public record Issued(String token, String original, String type, Moment at) {}

    static MinePage of(List<Placeholder> placeholders, List<Transfer> transfers, ZoneId zone) {
        Map<String, List<Placeholder>> issued =
                placeholders.stream().collect(Collectors.groupingBy(Placeholder::operator));
        Map<String, List<Transfer>> received = transfers.stream().collect(Collectors.groupingBy(Transfer::operator));
        Set<String> names = Stream.concat(issued.keySet().stream(), received.keySet().stream())
                .collect(Collectors.toSet());
        List<Operator> operators = names.stream()
                .map(name -> operator(
                        name, issued.getOrDefault(name, List.of()), received.getOrDefault(name, List.of()), zone))
                .sorted(Comparator.comparing((Operator operator) ->
                                Instant.parse(operator.latest().iso()))
                        .reversed()
                        .thenComparing(Operator::name))
                .toList();
        return new MinePage(
                placeholders.size(), total(transfers, Transfer::withheld), total(transfers, Transfer::sent), operators);
    }

    private static Operator operator(
            String name, List<Placeholder> placeholders, List<Transfer> transfers, ZoneId zone) {
        Instant latest = Stream.concat(
                        placeholders.stream().map(MinePage::issuedAt),
                        transfers.stream().map(Transfer::lastSeen))
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        return new Operator(
                name.isBlank() ? "Unknown operator" : name,
                transfers.stream()
                        .map(transfer -> Words.country(transfer.jurisdiction()))
                        .filter(country -> !country.isEmpty())
                        .findFirst()
                        .orElse(""),
                Moment.of(latest, zone),
                transfers.stream()
                        .sorted(Comparator.comparing(Transfer::lastSeen).reversed())
                        .map(transfer -> received(transfer, zone))
                        .toList(),
                placeholders.stream()
                        .sorted(Comparator.comparing(MinePage::issuedAt)
                                .reversed()
                                .thenComparing(Placeholder::token))
                        .limit(LISTED)
                        .map(placeholder -> issued(placeholder, zone))
                        .toList(),
                Math.max(0, placeholders.size() - LISTED));
    }

    private static Received received(Transfer transfer, ZoneId zone) {
        Relation relation = transfer.relation();
        return new Received(
                transfer.host(),
                relation.party() == Party.SITE ? "" : relation.inWords(),
                transfer.visibility() == Visibility.OBSERVED,
                switch (transfer.visibility()) {
                    case OBSERVED -> "";
                    case TUNNELLED -> "Passed through encrypted: nobody here knows what was in it.";
                    case UNINSPECTABLE -> "Could not be decoded.";
                },
                String.format(Locale.ENGLISH, "%,d", transfer.flows()),
                Words.amounts(transfer.withheld()),
                Words.amounts(transfer.sent()),
                Moment.of(transfer.lastSeen(), zone));
    }

    private static Issued issued(Placeholder placeholder, ZoneId zone) {
        return new Issued(
                placeholder.token(),
                placeholder.original(),
                Words.type(placeholder.type().name()),
                Moment.of(issuedAt(placeholder), zone));
    }

    private static Instant issuedAt(Placeholder placeholder) {
        return Instant.ofEpochMilli(placeholder.issuedAtMillis());
    }

    private static int total(List<Transfer> transfers, Function<Transfer, Map<String, Integer>> of) {
        return transfers.stream()
                .map(of)
                .flatMap(amounts -> amounts.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
    }
}
