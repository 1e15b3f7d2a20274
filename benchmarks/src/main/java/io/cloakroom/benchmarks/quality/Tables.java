package io.cloakroom.benchmarks.quality;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints what was counted, for a person to read. */
final class Tables {

    private static final String ROW = "%-16s %6d %6d | %s | %s | %s %s %s%n";
    private final PrintStream out;

    Tables(PrintStream out) {
        this.out = out;
    }

    void labelled(String name, Tally tally) {
        out.printf("%n== %s: %d texts%n", name, tally.texts());
        out.printf(
                "%-16s %6s %6s | %-27s | %-27s | %6s %6s %6s%n",
                "type", "labels", "wrong", "exact P/R/F1/F2", "overlap P/R/F1/F2", "touch", "cover", "leak");
        tally.byType().entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Counts> e) -> -e.getValue().labels))
                .forEach(e -> row(e.getKey(), e.getValue()));
        row("all types", tally.all());
        out.printf(
                "over-redaction %s   texts without labels hit %d/%d   findings out of scope %d%n",
                share(tally.overRedaction()), tally.negativesHit(), tally.negatives(), tally.outOfScope());
    }

    private void row(String name, Counts counts) {
        out.printf(
                ROW,
                name,
                counts.labels,
                counts.wrong,
                measures(counts.exactly()),
                measures(counts.overlap()),
                share(counts.touchedShare()),
                share(counts.coveredShare()),
                share(counts.leak()));
    }

    private static String measures(Counts.Measures measures) {
        return share(measures.precision()) + " " + share(measures.recall()) + " " + share(measures.f(1)) + " "
                + share(measures.f(2));
    }

    void benign(String name, BenignTally tally) {
        out.printf(
                "%n== BENIGN %s: %d texts, %d characters: %d wrong = %.3f per 1,000 characters; texts hit %d = %.2f %%,"
                        + " at block level %.2f %%; others %s | %s%n",
                name,
                tally.texts(),
                tally.characters(),
                tally.wrong(),
                tally.wrong() * 1000.0 / tally.characters(),
                tally.textsHit(),
                100 * tally.hitShare(),
                100 * tally.blockShare(),
                tally.othersByType(),
                tally.wrongByType());
    }

    void mean(List<Tally> files) {
        List<Counts.Measures> measured = files.stream()
                .map(Tally::all)
                .filter(all -> all.labels > 0)
                .map(Counts::overlap)
                .toList();
        out.printf(
                "%nMEAN over %d files (overlap): P %.3f R %.3f F1 %.3f F2 %.3f%n",
                measured.size(),
                measured.stream()
                        .mapToDouble(m -> zeroIfNone(m.precision()))
                        .average()
                        .orElse(0),
                measured.stream()
                        .mapToDouble(m -> zeroIfNone(m.recall()))
                        .average()
                        .orElse(0),
                measured.stream().mapToDouble(m -> zeroIfNone(m.f(1))).average().orElse(0),
                measured.stream().mapToDouble(m -> zeroIfNone(m.f(2))).average().orElse(0));
    }

    private static double zeroIfNone(double measure) {
        return Double.isNaN(measure) ? 0 : measure;
    }

    void leaving(Leaving leaving) {
        out.printf(
                "%nprompts with identifiers that leave without any: %.2f %% of %d; without names of people either: %.2f %% of %d%n",
                100 * leaving.withoutIdentifiers(),
                leaving.withIdentifiers(),
                100 * leaving.withoutNames(),
                leaving.withNames());
        out.printf(
                "mentions of what was withheld earlier in a conversation: %.2f %% of %d withheld%n",
                100 * leaving.mentionsWithheld(), leaving.mentions());
        lines("What leaves (made-up values):", leaving.leaks());
    }

    void lines(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            out.printf("%n%s%n", title);
            lines.forEach(line -> out.println("  " + line));
        }
    }

    private static String share(double value) {
        return Double.isNaN(value) ? "   -  " : String.format(Locale.ROOT, "%6.3f", value);
    }
}
