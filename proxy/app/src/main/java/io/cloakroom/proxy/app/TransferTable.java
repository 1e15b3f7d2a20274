package io.cloakroom.proxy.app;

import io.cloakroom.rules.engine.TransferRegister.Transfer;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The transfer register as rows of text, heading first: for the terminal and for CSV. */
public final class TransferTable {

    private TransferTable() {}

    public static List<List<String>> rows(List<Transfer> transfers) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "recipient",
                "operator",
                "jurisdiction",
                "site",
                "user",
                "seen",
                "flows",
                "bytes",
                "sent",
                "withheld",
                "first",
                "last"));
        for (Transfer transfer : transfers) {
            rows.add(List.of(
                    transfer.host(),
                    transfer.operator().isEmpty() ? "unknown" : transfer.operator(),
                    transfer.jurisdiction().isEmpty() ? "?" : transfer.jurisdiction(),
                    transfer.relation().site().isEmpty()
                            ? "-"
                            : transfer.relation().inWords(),
                    transfer.user(),
                    seen(transfer),
                    Long.toString(transfer.flows()),
                    Long.toString(transfer.bodyBytes()),
                    counts(transfer.sent()),
                    counts(transfer.withheld()),
                    transfer.firstSeen().truncatedTo(ChronoUnit.SECONDS).toString(),
                    transfer.lastSeen().truncatedTo(ChronoUnit.SECONDS).toString()));
        }
        return rows;
    }

    private static String seen(Transfer transfer) {
        String word = transfer.visibility().name().toLowerCase(Locale.ROOT);
        return transfer.isInferred() ? word + " (inferred)" : word;
    }

    private static String counts(Map<String, Integer> counts) {
        return counts.isEmpty()
                ? "-"
                : counts.entrySet().stream()
                        .map(count -> count.getValue() + " " + count.getKey())
                        .collect(Collectors.joining(", "));
    }
}
