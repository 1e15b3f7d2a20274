package io.cloakroom.proxy.app.coverage;

import io.cloakroom.proxy.app.Terminal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A report for people. */
final class Page {

    private static final int HINTS_SHOWN = 20;
    private static final int EXAMPLE_SHOWN = 120;

    private final Terminal terminal;

    Page(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(Report report) {
        if (!report.services().isEmpty()) {
            terminal.table("Inferred: AI traffic that did not come through Cloakroom", services(report));
        }
        if (!report.hints().isEmpty()) {
            terminal.table(
                    "Inferred, and only a hint: names in no catalogue that look like AI services", hints(report));
            long more = report.hints().size() - HINTS_SHOWN;
            if (more > 0) {
                terminal.line("   and " + more + " more: --json has them");
            }
            if (report.hintsLeftOff() > 0) {
                terminal.line(
                        "   " + report.hintsLeftOff() + " entries are of still more such names, too many to keep");
            }
        }
        terminal.line("");
        if (report.services().isEmpty()) {
            terminal.line("No AI traffic of a service in the catalogue that did not come through Cloakroom.");
        }
        report.through()
                .forEach((service, entries) -> terminal.line(
                        service + ": " + entries + " entries came through Cloakroom and are not in the table."));
        if (report.unmeasured() > 0) {
            terminal.line("Bytes of " + report.unmeasured() + " connections are not counted: there were too many.");
        }
        terminal.line(report.compared());
        report.logs().forEach(this::log);
    }

    private static List<List<String>> services(Report report) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "service",
                "operator",
                "law",
                "category",
                "covered",
                "first",
                "last",
                "seen",
                "sent",
                "received",
                "by"));
        for (Report.Row row : report.services()) {
            Report.Seen seen = row.seen();
            rows.add(List.of(
                    row.service(),
                    row.operator(),
                    row.jurisdiction(),
                    row.category(),
                    row.coverage(),
                    time(seen.firstSeen()),
                    time(seen.lastSeen()),
                    counts(seen),
                    bytes(seen.bytesUp()),
                    bytes(seen.bytesDown()),
                    clients(seen)));
        }
        return rows;
    }

    private static List<List<String>> hints(Report report) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("name", "why", "seen", "by"));
        report.hints().stream()
                .sorted(Comparator.comparing(
                        (Report.Hint hint) -> -hint.seen().clients().size()))
                .limit(HINTS_SHOWN)
                .forEach(hint ->
                        rows.add(List.of(hint.host(), hint.reason(), counts(hint.seen()), clients(hint.seen()))));
        return rows;
    }

    private static String counts(Report.Seen seen) {
        StringJoiner counts = new StringJoiner(", ");
        for (Line.Kind kind : Line.Kind.values()) {
            long count = seen.count(kind);
            if (count > 0) {
                counts.add(count + " " + kind.plural());
            }
        }
        return counts.toString();
    }

    private static String clients(Report.Seen seen) {
        int clients = seen.clients().size();
        return clients == 0 ? "-" : (clients == Tally.MOST ? "≥ " : "") + clients;
    }

    private static String time(@Nullable Instant at) {
        return at == null ? "-" : at.truncatedTo(ChronoUnit.MINUTES).toString();
    }

    private static String bytes(@Nullable Long bytes) {
        return bytes == null ? "-" : bytes.toString();
    }

    private void log(Report.Log log) {
        terminal.line(log.file() + " (" + log.format() + "): " + log.lines() + " lines, " + log.entries() + " entries, "
                + log.refused() + " refused, " + log.other() + " other, " + log.notUnderstood() + " not understood");
        log.examples()
                .forEach(example -> terminal.line("   line " + example.line() + ": " + printable(example.text())));
    }

    /** A log is written by strangers, and a terminal obeys control characters. */
    private static String printable(String text) {
        String plain = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        return plain.length() > EXAMPLE_SHOWN ? plain.substring(0, EXAMPLE_SHOWN) + "…" : plain;
    }
}
