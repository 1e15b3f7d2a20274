package io.cloakroom.benchmarks.speed;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloakroom.benchmarks.speed.Figures.Target;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Prints the speed tables, and what was promised beside what was measured. */
public final class Speed {

    private final Plan plan;
    private final Figures figures = new Figures();

    private Speed(Plan plan) {
        this.plan = plan;
    }

    /** How long each part measures: whole, or short, which shows that everything runs. */
    enum Plan {
        WHOLE(3, 4, "4", List.of(1_000, 10_000, 100_000, 1_000_000), 30),
        SHORT(1, 1, "1", List.of(1_000, 10_000, 100_000), 4);

        final int warmUps;
        final int iterations;
        final String processSeconds;
        final List<Integer> lengths;
        final int conversations;

        Plan(int warmUps, int iterations, String processSeconds, List<Integer> lengths, int conversations) {
            this.warmUps = warmUps;
            this.iterations = iterations;
            this.processSeconds = processSeconds;
            this.lengths = lengths;
            this.conversations = conversations;
        }
    }

    /** @param arguments the folder of the benchmarks, where to write, and {@code --short} for less of everything */
    public static void main(String[] arguments) throws Exception {
        boolean shortened = arguments.length == 3 && arguments[2].equals("--short");
        if (arguments.length != 2 && !shortened) {
            System.err.println("usage: benchmarks/run speed [--short]");
            System.exit(2);
        }
        Plan plan = shortened ? Plan.SHORT : Plan.WHOLE;
        new Speed(plan).run(new Contestants(Path.of(arguments[0]), Path.of(arguments[1]), plan.processSeconds));
    }

    private void run(Contestants contestants) throws Exception {
        processes(contestants);
        Growth growth = new Growth(System.out, plan, figures);
        growth.overRules();
        growth.overTurns();
        growth.overLength(Engines.PATTERNS);
        growth.overLength(Engines.EVERYTHING);
        prompts();
        figures.print(System.out);
    }

    /** Prompts of 2 KB by JMH. */
    private void prompts() throws Exception {
        Options options = new OptionsBuilder()
                .include(KindsBenchmark.class.getName())
                .verbosity(VerboseMode.SILENT)
                .warmupIterations(plan.warmUps)
                .measurementIterations(plan.iterations)
                .build();
        Collection<RunResult> results = new Runner(options).run();
        System.out.printf(
                "%nprompts of %d characters (JMH, one thread):%n%-10s %-10s %8s %8s %8s %8s%n",
                KindsBenchmark.PROMPT, "engine", "text", "MB/s", "mean ms", "p50 ms", "p99 ms");
        for (RunResult result : results) {
            Statistics times = result.getPrimaryResult().getStatistics();
            String engine = result.getParams().getParam("engine");
            String kind = result.getParams().getParam("kind");
            System.out.printf(
                    "%-10s %-10s %8.1f %8.3f %8.3f %8.3f%n",
                    engine,
                    kind,
                    KindsBenchmark.PROMPT / times.getMean(),
                    times.getMean() / 1000,
                    times.getPercentile(50) / 1000,
                    times.getPercentile(99) / 1000);
            if (engine.equals(Engines.EVERYTHING.name()) && kind.equals(Kind.PERSONAL.name())) {
                figures.put(Target.PROMPT_P50, times.getPercentile(50) / 1000);
                figures.put(Target.PROMPT_P99, times.getPercentile(99) / 1000);
            }
        }
    }

    /** Whole processes over the same files. */
    private void processes(Contestants contestants) throws Exception {
        boolean peers = contestants.install();
        System.out.printf(
                "%nwhole processes over the same texts, one core: MB/s (texts in which something was found)%n%-36s",
                "");
        for (Kind kind : Kind.values()) {
            System.out.printf(" %16s", kind);
        }
        System.out.println();
        for (Engines engine : Engines.values()) {
            System.out.printf("%-36s", "Cloakroom " + engine.name().toLowerCase(Locale.ROOT));
            for (Kind kind : Kind.values()) {
                JsonNode result = contestants.cloakroom(engine, contestants.texts(kind));
                cell(result);
                keep(engine, kind, result);
            }
            System.out.println();
        }
        for (String peer : peers ? Contestants.PEERS : List.<String>of()) {
            System.out.printf("%-36s", peer);
            for (Kind kind : Kind.values()) {
                cell(contestants.peer(peer, contestants.texts(kind)));
            }
            System.out.println();
        }
    }

    private void keep(Engines engine, Kind kind, JsonNode result) {
        if (result.isEmpty()) {
            return;
        }
        if (kind == Kind.BENIGN) {
            figures.put(
                    engine == Engines.PATTERNS ? Target.BENIGN_PATTERNS : Target.BENIGN_EVERYTHING,
                    result.path("megabytesPerSecond").asDouble());
        }
        if (engine == Engines.EVERYTHING) {
            figures.putWorse(Target.READY, result.path("readyMillis").asDouble());
            figures.putWorse(Target.HEAP, result.path("heapMegabytes").asDouble());
        }
    }

    private static void cell(JsonNode result) {
        System.out.printf(
                " %16s",
                result.isEmpty()
                        ? "-"
                        : "%.2f (%d/%d)"
                                .formatted(
                                        result.path("megabytesPerSecond").asDouble(),
                                        result.path("changed").intValue(),
                                        result.path("texts").intValue()));
    }
}
