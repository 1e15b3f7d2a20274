package io.cloakroom.benchmarks.speed;

import com.fasterxml.jackson.databind.JsonNode;
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

/** Prints the speed tables. Arguments: the folder of the benchmarks, and where to write. */
public final class Speed {

    private static final int SHORT = 1;

    private Speed() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        Path target = Path.of(arguments[1]);
        prompts();
        Growth growth = new Growth(System.out);
        growth.overLength(Engines.PATTERNS);
        growth.overLength(Engines.EVERYTHING);
        growth.overRules();
        growth.overTurns();
        processes(new Contestants(home, target));
    }

    /** Prompts of 2 KB by JMH. */
    private static void prompts() throws Exception {
        Options options = new OptionsBuilder()
                .include(KindsBenchmark.class.getName())
                .verbosity(VerboseMode.SILENT)
                .forks(SHORT)
                .build();
        Collection<RunResult> results = new Runner(options).run();
        System.out.printf(
                "%nprompts of %d characters (JMH, one thread):%n%-10s %-10s %8s %8s %8s %8s%n",
                KindsBenchmark.PROMPT, "engine", "text", "MB/s", "mean ms", "p50 ms", "p99 ms");
        for (RunResult result : results) {
            Statistics times = result.getPrimaryResult().getStatistics();
            System.out.printf(
                    "%-10s %-10s %8.1f %8.3f %8.3f %8.3f%n",
                    result.getParams().getParam("engine"),
                    result.getParams().getParam("kind"),
                    KindsBenchmark.PROMPT / times.getMean(),
                    times.getMean() / 1000,
                    times.getPercentile(50) / 1000,
                    times.getPercentile(99) / 1000);
        }
    }

    /** Whole processes over the same files. */
    private static void processes(Contestants contestants) throws Exception {
        boolean peers = contestants.install();
        System.out.printf(
                "%nwhole processes over the same texts, one core: MB/s (texts in which something was found)%n%-36s",
                "");
        for (Kind kind : Kind.values()) {
            System.out.printf(" %16s", kind);
        }
        System.out.println();
        JsonNode last = null;
        for (Engines engine : Engines.values()) {
            System.out.printf("%-36s", "Cloakroom " + engine.name().toLowerCase(Locale.ROOT));
            for (Kind kind : Kind.values()) {
                last = contestants.cloakroom(engine, contestants.texts(kind));
                cell(last);
            }
            System.out.printf(
                    "   ready after %s ms, heap %s MB%n",
                    last == null ? "" : last.path("readyMillis").asText(),
                    last == null ? "" : last.path("heapMegabytes").asText());
        }
        for (String peer : peers ? Contestants.PEERS : List.<String>of()) {
            System.out.printf("%-36s", peer);
            for (Kind kind : Kind.values()) {
                cell(contestants.peer(peer, contestants.texts(kind)));
            }
            System.out.println();
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
