package io.cloakroom.rules.engine.names.training;

import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Recognizer;
import io.cloakroom.rules.engine.Text;
import io.cloakroom.rules.engine.names.Names;
import io.cloakroom.rules.engine.names.training.LabelledLine.Label;
import java.io.PrintStream;
import java.util.List;
import opennlp.tools.namefind.TokenNameFinderModel;

/**
 * Measures a model on lines it has not learned from, found and decided as in use. A name counts as found when a finding of its type overlaps it.
 *
 * @param model as it ships
 * @param lines with the names that are in them
 */
record HeldOut(TokenNameFinderModel model, List<LabelledLine> lines) {

    private static final double[] BIASES = {0, 0.5, 1, 1.5, 2};
    private static final List<EntityType> TYPES =
            List.of(EntityType.PERSON, EntityType.LOCATION, EntityType.ORGANIZATION);

    /** Prints precision, recall and F1 of each type for several biases, so that the best one can be put into the configuration. */
    void report(PrintStream out) {
        for (double bias : BIASES) {
            Recognizer names = Names.of(model, bias);
            StringBuilder row = new StringBuilder("bias %.1f".formatted(bias));
            for (EntityType type : TYPES) {
                row.append("  ").append(type).append(' ').append(score(names, type));
            }
            out.println(row);
        }
    }

    private String score(Recognizer names, EntityType type) {
        int gold = 0;
        int met = 0;
        int found = 0;
        int right = 0;
        for (LabelledLine line : lines) {
            List<Label> wanted = line.names().stream()
                    .filter(name -> name.type().equals(type.name()))
                    .toList();
            List<Finding> findings = names.recognize(new Text(line.text(), line.text(), null, null)).stream()
                    .filter(finding -> finding.type() == type)
                    .toList();
            gold += wanted.size();
            found += findings.size();
            met += (int) wanted.stream()
                    .filter(name -> findings.stream().anyMatch(finding -> overlap(name, finding)))
                    .count();
            right += (int) findings.stream()
                    .filter(finding -> wanted.stream().anyMatch(name -> overlap(name, finding)))
                    .count();
        }
        double precision = found == 0 ? 0 : (double) right / found;
        double recall = gold == 0 ? 0 : (double) met / gold;
        double f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
        return "%d %.3f/%.3f %.3f".formatted(gold, precision, recall, f1);
    }

    private static boolean overlap(Label name, Finding finding) {
        return name.start() < finding.span().end() && finding.span().start() < name.end();
    }
}
