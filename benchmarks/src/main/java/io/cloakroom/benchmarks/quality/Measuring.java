package io.cloakroom.benchmarks.quality;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs the engine over labelled texts, counts, and prints tables on the way. */
final class Measuring {

    private final Engine engine;
    private final Tables tables;
    private final double leastCertain;
    private final Set<String> ignored;
    private final List<String> apart;
    private final BenignTally allBenign = new BenignTally();
    private final List<Tally> tallies = new ArrayList<>();
    private final Tally all;

    /**
     * @param leastCertain labels that are less certain are neutral
     * @param ignored types that are looked at neither as labels nor as findings
     * @param apart how names of files start that are left out of the sums
     */
    Measuring(Engine engine, Tables tables, double leastCertain, Set<String> ignored, List<String> apart) {
        this.engine = engine;
        this.tables = tables;
        this.leastCertain = leastCertain;
        this.ignored = Set.copyOf(ignored);
        this.apart = List.copyOf(apart);
        this.all = new Tally(leastCertain, this.ignored);
    }

    /** The project's own set: its files, and what leaves of its prompts. */
    Result own(EvaluationSet set) {
        Leaving leaving = new Leaving(engine);
        set.prompts().stream().filter(prompt -> !prompt.harmless()).forEach(leaving::add);
        Result result = measure(set.files(), leaving);
        tables.leaving(leaving);
        return result;
    }

    Result files(List<LabelledFile> files) {
        return measure(files, null);
    }

    private Result measure(List<LabelledFile> files, @Nullable Leaving leaving) {
        for (LabelledFile file : files) {
            if (file.benign()) {
                benign(file);
            } else {
                labelled(file);
            }
        }
        tables.labelled("ALL", all);
        tables.mean(tallies);
        if (allBenign.texts() > 0) {
            tables.benign("ALL", allBenign);
        }
        return new Result(all, allBenign, leaving);
    }

    private void labelled(LabelledFile file) {
        String fileName = Path.of(file.name()).getFileName().toString();
        boolean counts = apart.stream().noneMatch(fileName::startsWith);
        Tally tally = new Tally(leastCertain, ignored);
        for (Labelled text : file.texts()) {
            List<Label> findings = engine.find(text.text());
            Set<String> scope = file.scopeOf(text);
            tally.add(text, scope, findings);
            if (counts) {
                all.add(text, scope, findings);
            }
        }
        tallies.add(tally);
        tables.labelled(file.name() + (counts ? "" : " (apart)"), tally);
    }

    private void benign(LabelledFile file) {
        BenignTally tally = new BenignTally();
        for (Labelled text : file.texts()) {
            List<Label> findings = engine.find(text.text());
            tally.add(text, file.scopeOf(text), findings);
            allBenign.add(text, file.scopeOf(text), findings);
        }
        tables.benign(file.name(), tally);
    }
}
