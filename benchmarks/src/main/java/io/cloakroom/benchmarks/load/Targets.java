package io.cloakroom.benchmarks.load;

import io.cloakroom.benchmarks.load.Report.Figure;

/** What was promised beside what was measured. */
final class Targets {

    private static final double KILOBYTE = 1024;
    private static final double MEGABYTE = 1024 * KILOBYTE;

    private final Report report;

    private Targets(Report report) {
        this.report = report;
    }

    static void print(Report report) {
        new Targets(report).print();
    }

    private void print() {
        report.heading("Targets");
        report.table("", "target", "measured", "met");
        double mitmproxy = report.get(Figure.MITMPROXY_RATE);
        atLeast("Interception without inspection, requests/s (the gate alone)", 15, Figure.GATE_RATE, mitmproxy);
        atLeast(
                "The same with the flow recorded on disk (`serve`, no text in the body)",
                15,
                Figure.NOTHING_RATE,
                mitmproxy);
        atLeast("Text seen before, requests/s", 8, Figure.SEEN_RATE, mitmproxy);
        double cpu = report.get(Figure.SCAN_CPU) + 2.5 * report.get(Figure.LITTLEPROXY_CPU);
        atMost(
                "New text, processor time (one scan + 2.5 × LittleProxy's plain interception)",
                cpu,
                report.get(Figure.UNSEEN_CPU),
                "µs");
        double added = report.get(Figure.UNSEEN_P99)
                - report.get(Figure.DIRECT_P99)
                - report.get(Figure.SCAN_CPU) / 1_000
                - report.get(Figure.SYNC);
        atMost("New text, p99 added beyond one scan and one fsync", 10, added, "ms");
        atLeast("New intercepted connections/s", 2, Figure.CLOAKROOM_OPENED, report.get(Figure.MITMPROXY_OPENED));
        atMost("First token of a stream, p99 added", 5, report.get(Figure.FIRST_TOKEN_ADDED), "ms");
        atMost(
                "Each event of 50 streams at 200 events/s, on one core, p99 added",
                1,
                report.get(Figure.EVENT_ADDED),
                "ms");
        atMost(
                "The first event of another answer beside them, p99 added",
                1,
                report.get(Figure.FIRST_EVENT_ADDED),
                "ms");
        atMost("A WebSocket message there and back, p99 added", 5, report.get(Figure.FRAME_ADDED), "ms");
        atMost("Memory of an idle intercepted connection", 60, report.get(Figure.IDLE_BYTES) / KILOBYTE, "KB");
        atMost("Memory under load with -Xmx384m", 600, report.get(Figure.RSS) / MEGABYTE, "MB");
        atMost("A stalled analysis, p99 added for others", 5, report.get(Figure.STALLED_ADDED), "ms");
        report.endTable();
    }

    private void atLeast(String what, double times, Figure ours, double theirs) {
        double ratio = report.get(ours) / theirs;
        report.row(
                what,
                "≥ " + Report.number(times) + " × mitmproxy",
                Report.number(ratio) + " ×",
                met(ratio, ratio >= times));
    }

    private void atMost(String what, double most, double measured, String unit) {
        report.row(
                what,
                "≤ " + Report.number(most) + " " + unit,
                Report.number(measured) + " " + unit,
                met(measured - most, measured <= most));
    }

    private static String met(double measured, boolean met) {
        if (!Double.isFinite(measured)) {
            return "not measured";
        }
        return met ? "yes" : "**no**";
    }
}
