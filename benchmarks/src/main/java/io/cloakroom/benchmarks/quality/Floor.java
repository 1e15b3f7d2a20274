package io.cloakroom.benchmarks.quality;

import io.cloakroom.rules.engine.StrictYaml;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What quality must not fall below.
 *
 * @param own for the project's own set
 * @param folder for a folder of published corpora
 */
record Floor(Bounds own, Bounds folder) {

    static Floor read(Path file) throws IOException, InvalidYamlException {
        return StrictYaml.read(file.toString(), Files.readString(file), Floor.class);
    }

    /**
     * All are shares from 0 to 1; what is left out is not checked.
     *
     * @param types entity type → least precision and least recall, by overlap
     * @param leak at most so many of the letters and digits in labels
     * @param overRedaction at most so many of the letters and digits outside
     * @param benignHit at most so many benign texts with a finding in scope
     * @param benignBlocked at most so many with one of block level
     * @param withoutIdentifiers at least so many prompts with identifiers leave without any
     * @param withoutNames at least so many prompts with identifiers or names leave without any
     * @param mentionsWithheld at least so many mentions of what was withheld before
     */
    record Bounds(
            @Nullable Map<String, List<Double>> types,
            @Nullable Double leak,
            @Nullable Double overRedaction,
            @Nullable Double benignHit,
            @Nullable Double benignBlocked,
            @Nullable Double withoutIdentifiers,
            @Nullable Double withoutNames,
            @Nullable Double mentionsWithheld) {

        /** What lies below the floor, one sentence each; what was not measured is none of it. */
        List<String> problems(Result result) {
            List<String> problems = new ArrayList<>();
            if (types != null) {
                types.forEach((type, bounds) -> addType(type, bounds, result, problems));
            }
            atMost("leak", leak, result.labelled().all().leak(), problems);
            atMost("over-redaction", overRedaction, result.labelled().overRedaction(), problems);
            atMost("benign texts hit", benignHit, result.benign().hitShare(), problems);
            atMost(
                    "benign texts hit at block level",
                    benignBlocked,
                    result.benign().blockShare(),
                    problems);
            Leaving leaving = result.leaving();
            if (leaving != null) {
                atLeast("prompts without identifiers", withoutIdentifiers, leaving.withoutIdentifiers(), problems);
                atLeast("prompts without names", withoutNames, leaving.withoutNames(), problems);
                atLeast("mentions withheld", mentionsWithheld, leaving.mentionsWithheld(), problems);
            }
            return problems;
        }

        private static void addType(String type, List<Double> bounds, Result result, List<String> problems) {
            Counts counts = result.labelled().byType().get(type);
            if (counts != null) {
                atLeast(type + " precision", bounds.get(0), counts.overlap().precision(), problems);
                atLeast(type + " recall", bounds.get(1), counts.overlap().recall(), problems);
            }
        }

        private static void atLeast(String what, @Nullable Double bound, double measured, List<String> problems) {
            if (bound != null && measured < bound) {
                problems.add("%s is %.4f, the floor is %.4f".formatted(what, measured, bound));
            }
        }

        private static void atMost(String what, @Nullable Double bound, double measured, List<String> problems) {
            if (bound != null && measured > bound) {
                problems.add("%s is %.4f, at most %.4f is allowed".formatted(what, measured, bound));
            }
        }
    }
}
