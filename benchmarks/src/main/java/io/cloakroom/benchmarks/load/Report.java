package io.cloakroom.benchmarks.load;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is printed at the end, as Markdown, and the figures that targets are about. */
final class Report {

    /** What a target needs to know. Times in milliseconds, processor time in microseconds, memory in bytes. */
    enum Figure {
        MITMPROXY_RATE,
        GATE_RATE,
        NOTHING_RATE,
        SEEN_RATE,
        LITTLEPROXY_CPU,
        UNSEEN_CPU,
        SCAN_CPU,
        SYNC,
        DIRECT_P99,
        UNSEEN_P99,
        MITMPROXY_OPENED,
        CLOAKROOM_OPENED,
        FIRST_TOKEN_ADDED,
        FIRST_EVENT_ADDED,
        EVENT_ADDED,
        FRAME_ADDED,
        IDLE_BYTES,
        RSS,
        STALLED_ADDED
    }

    private final Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    private final List<String> lines = new ArrayList<>();

    void put(Figure figure, double value) {
        figures.put(figure, value);
    }

    /** NaN when it was not measured. */
    double get(Figure figure) {
        return figures.getOrDefault(figure, Double.NaN);
    }

    void text(String line) {
        lines.add(line);
        lines.add("");
    }

    void heading(String title) {
        text("### " + title);
    }

    /** Begins a table; {@link #row} continues it and {@link #endTable} ends it. */
    void table(String... columns) {
        lines.add("| " + String.join(" | ", columns) + " |");
        lines.add("|---" + "|---:".repeat(columns.length - 1) + "|");
    }

    void row(String... cells) {
        lines.add("| " + String.join(" | ", cells) + " |");
    }

    /** A row for something that could not be measured: so many empty cells, then the reason. */
    void failed(String what, int empty, Exception reason) {
        lines.add("| " + what + " |" + " – |".repeat(empty) + " " + reason.getMessage() + " |");
    }

    void endTable() {
        lines.add("");
    }

    String markdown() {
        return String.join("\n", lines);
    }

    /** A number with about three digits that mean something; a dash when there is none. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }

    static String megabytes(double bytes) {
        return number(bytes / (1 << 20));
    }
}
