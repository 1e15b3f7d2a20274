package io.cloakroom.extension.backend;

import io.cloakroom.rules.engine.Journal;
import io.cloakroom.rules.engine.TransferRegister;
import io.cloakroom.rules.engine.TransferRegister.Relation;
import io.cloakroom.rules.engine.TransferRegister.Transfer;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The transfer register as JSON: who received what, over all people and naming none of them. */
final class TransferApi {

    private final TransferRegister register;

    TransferApi(TransferRegister register) {
        this.register = register;
    }

    record Report(List<Row> transfers) {}

    /** @param people how many people's flows the row counts */
    record Row(
            String host,
            String operator,
            String jurisdiction,
            String site,
            String party,
            boolean inferred,
            String visibility,
            int people,
            long flows,
            long attempted,
            long bodyBytes,
            Map<String, Integer> sent,
            Map<String, Integer> withheld,
            String firstSeen,
            String lastSeen) {}

    private record Key(
            String host, String operator, String jurisdiction, Relation relation, Journal.Visibility visibility) {

        static Key of(Transfer transfer) {
            return new Key(
                    transfer.host(),
                    transfer.operator(),
                    transfer.jurisdiction(),
                    transfer.relation(),
                    transfer.visibility());
        }
    }

    void transfers(Context context) {
        Map<Key, List<Transfer>> byRecipient = new HashMap<>();
        for (Transfer transfer : register.transfers()) {
            byRecipient
                    .computeIfAbsent(Key.of(transfer), fresh -> new ArrayList<>())
                    .add(transfer);
        }
        List<Row> rows = byRecipient.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Row::host)
                        .thenComparing(Row::site)
                        .thenComparing(Row::party)
                        .thenComparing(Row::visibility))
                .toList();
        Json.answer(context, new Report(rows));
    }

    private static Row row(Key key, List<Transfer> transfers) {
        return new Row(
                key.host(),
                key.operator(),
                key.jurisdiction(),
                key.relation().site(),
                key.relation().party().name().toLowerCase(Locale.ROOT),
                key.relation().inferred(),
                key.visibility().name().toLowerCase(Locale.ROOT),
                (int) transfers.stream().map(Transfer::user).distinct().count(),
                transfers.stream().mapToLong(Transfer::flows).sum(),
                transfers.stream().mapToLong(Transfer::attempted).sum(),
                transfers.stream().mapToLong(Transfer::bodyBytes).sum(),
                sum(transfers.stream().map(Transfer::sent).toList()),
                sum(transfers.stream().map(Transfer::withheld).toList()),
                transfers.stream()
                        .map(Transfer::firstSeen)
                        .min(Comparator.naturalOrder())
                        .map(Instant::toString)
                        .orElse(""),
                transfers.stream()
                        .map(Transfer::lastSeen)
                        .max(Comparator.naturalOrder())
                        .map(Instant::toString)
                        .orElse(""));
    }

    /** Amounts by entity type, added up, in the order of the types' names. */
    static Map<String, Integer> sum(List<Map<String, Integer>> amounts) {
        Map<String, Integer> sums = new TreeMap<>();
        amounts.forEach(each -> each.forEach((type, amount) -> sums.merge(type, amount, Integer::sum)));
        return sums;
    }
}
