package io.cloakroom.benchmarks.load;

import io.cloakroom.benchmarks.load.Report.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** {@code benchmarks/run load}: Cloakroom, plain interception, mitmproxy and squid under the same load, in one run. */
public final class Load {

    private static final String SHORT = "--short";

    private static final Map<String, Scenario> SCENARIOS = new LinkedHashMap<>();

    static {
        SCENARIOS.put("requests", new RequestRates());
        SCENARIOS.put("connections", new NewConnections());
        SCENARIOS.put("streams", Streams.slow());
        SCENARIOS.put("events", Streams.fast());
        SCENARIOS.put("websockets", new Frames());
        SCENARIOS.put("stall", new StalledAnalysis());
        SCENARIOS.put("idle", new IdleConnections());
    }

    private Load() {}

    /** @param args where to write, as {@code DIRECTORY}; then {@code --short} and names of scenarios, all when there are none */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> chosen = new ArrayList<>(List.of(args).subList(1, args.length));
        Plan plan = chosen.remove(SHORT) ? Plan.brief() : Plan.full();
        Set<String> unknown = new TreeSet<>(chosen);
        unknown.removeAll(SCENARIOS.keySet());
        if (!unknown.isEmpty()) {
            System.err.println("unknown: " + unknown + "; usage: load [" + SHORT + "] " + SCENARIOS.keySet());
            System.exit(2);
        }
        Path target = Path.of(args[0]).toAbsolutePath();
        Path directory = emptied(target.resolve("load"));
        Report report = new Report();
        run(plan, chosen.isEmpty() ? SCENARIOS.keySet() : Set.copyOf(chosen), directory, report);
        Targets.print(report);
        Files.writeString(target.resolve("load.md"), report.markdown());
        System.out.println(report.markdown());
        System.exit(0);
    }

    /** @param directory empty, on the disk whose syncs count */
    static void run(Plan plan, Set<String> scenarios, Path directory, Report report)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + plan.limit().toNanos();
        report.text("Machine: " + Machine.line() + ".");
        try (Lab lab = Lab.open(plan, report, directory)) {
            lab.startAll();
            costs(plan, directory, report);
            for (Map.Entry<String, Scenario> scenario : SCENARIOS.entrySet()) {
                if (!scenarios.contains(scenario.getKey())) {
                    continue;
                }
                if (System.nanoTime() > end) {
                    report.text("Left out: " + scenario.getKey() + ", because the time is up.");
                    continue;
                }
                System.err.println("measuring: " + scenario.getKey());
                attempt(scenario.getKey(), scenario.getValue(), lab);
            }
            Party cloakroom = lab.party(Peer.CLOAKROOM);
            if (cloakroom != null) {
                long peak = lab.process(cloakroom).peakRss();
                report.text("Most memory of `serve` under all of this: " + Report.megabytes(peak) + " MB.");
                report.put(Figure.RSS, peak);
            }
        }
    }

    private static void attempt(String name, Scenario scenario, Lab lab) throws InterruptedException {
        try {
            scenario.run(lab);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            lab.report().text("Failed: " + name + ", because " + e.getMessage());
        }
    }

    private static void costs(Plan plan, Path directory, Report report) throws IOException {
        Samples syncs = Machine.syncs(directory);
        report.put(Figure.SYNC, syncs.millis(50));
        Samples scans = ScanCost.measure(plan.first(), plan.window());
        report.put(Figure.SCAN_CPU, scans.millis(50) * 1_000);
        report.text(
                "fsync of this disk: p50 %s ms, p99 %s ms. Searching one new text of a prompt by itself: %s µs of processor time."
                        .formatted(
                                Report.number(syncs.millis(50)),
                                Report.number(syncs.millis(99)),
                                Report.number(report.get(Figure.SCAN_CPU))));
    }

    private static Path emptied(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(directory);
    }
}
