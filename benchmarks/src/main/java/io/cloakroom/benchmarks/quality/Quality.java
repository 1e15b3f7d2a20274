package io.cloakroom.benchmarks.quality;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures how much of the personal data in labelled texts the engine finds, and how much else. */
@Command(
        name = "benchmarks/run quality",
        mixinStandardHelpOptions = true,
        description =
                "Measures recognition over labelled texts and fails when it falls below the floor. Exit code 1 then.")
public final class Quality implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description =
                    "Labelled texts, *.jsonl with a manifest.json in or beside the folder (default: the project's own set).")
    private @Nullable Path folder;

    @Option(names = "--home", required = true, hidden = true)
    private Path home = Path.of("");

    @Option(names = "--manifest", paramLabel = "FILE", description = "The manifest, if it lies elsewhere.")
    private @Nullable Path manifest;

    @Option(names = "--floor", paramLabel = "FILE", description = "The floor (default: benchmarks/quality-floor.yaml).")
    private @Nullable Path floor;

    @Option(
            names = "--apart",
            paramLabel = "PREFIX",
            description = "Leave files whose names start so out of the sums (repeatable).")
    private List<String> apart = new ArrayList<>();

    @Option(
            names = "--least-certain",
            defaultValue = "0.5",
            description = "Labels whose peer_score is lower are neutral (default: ${DEFAULT-VALUE}).")
    private double leastCertain;

    @Option(
            names = "--ignore-types",
            split = ",",
            defaultValue = "SEX,FAMILY,PROFESSION,TITLE,OTHER",
            description = "Types to look at neither as labels nor as findings (default: ${DEFAULT-VALUE}).")
    private Set<String> ignored = new TreeSet<>();

    @Option(
            names = "--export",
            paramLabel = "FOLDER",
            description = "Write the project's own set as *.jsonl and do nothing else.")
    private @Nullable Path export;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Quality()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path evaluation = home.resolve("evaluation");
        if (export != null) {
            LabelledFolder.write(EvaluationSet.read(evaluation).files(), export);
            return 0;
        }
        Tables tables = new Tables(System.out);
        Floor floors = Floor.read(floor == null ? home.resolve("quality-floor.yaml") : floor);
        Measuring measuring = new Measuring(Engine.shipped(), tables, leastCertain, ignored, apart);
        List<String> problems = folder == null
                ? floors.own().problems(measuring.own(EvaluationSet.read(evaluation)))
                : floors.folder().problems(measuring.files(LabelledFolder.read(folder, manifest)));
        tables.lines("Below the floor:", problems);
        return problems.isEmpty() ? 0 : 1;
    }
}
