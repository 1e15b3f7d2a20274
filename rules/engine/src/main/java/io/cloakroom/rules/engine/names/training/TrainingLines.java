package io.cloakroom.rules.engine.names.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The lines one model learns from, and those it is measured on.
 *
 * @param learned in random order
 * @param texts those of the files that are learned from, each once and as they are
 * @param heldOut the last lines of each file, as they are
 */
record TrainingLines(List<LabelledLine> learned, List<LabelledLine> texts, List<LabelledLine> heldOut) {

    /** Reads the files of a configuration and adds what it asks for: other names, other letters, made-up lines. */
    static TrainingLines read(TrainingConfig config, Path data, NameMaker maker, LocalWords words, Random random)
            throws IOException {
        List<LabelledLine> lines = new ArrayList<>();
        List<LabelledLine> texts = new ArrayList<>();
        List<LabelledLine> heldOut = new ArrayList<>();
        double share = Double.parseDouble(config.text("holdout", "0"));
        for (String entry : config.list("files")) {
            String[] parts = entry.split(":");
            List<LabelledLine> read = BioFile.read(
                    data.resolve(parts[0]), BioFile.Spacing.of(config), Integer.parseInt(parts[1]), random);
            int learned = (int) Math.round(read.size() * (1 - share));
            heldOut.addAll(read.subList(learned, read.size()));
            texts.addAll(read.subList(0, learned));
            double weight = Double.parseDouble(parts[2]);
            for (LabelledLine line : read.subList(0, learned)) {
                lines.addAll(Collections.nCopies((int) (weight + random.nextDouble()), line));
            }
        }
        return new TrainingLines(augmented(lines, config, maker, words, random), texts, heldOut);
    }

    private static List<LabelledLine> augmented(
            List<LabelledLine> lines, TrainingConfig config, NameMaker maker, LocalWords words, Random random)
            throws IOException {
        Augmenter augmenter = new Augmenter(maker);
        List<LabelledLine> all = new ArrayList<>(lines);
        for (LabelledLine line : lines) {
            if (!line.names().isEmpty() && maker.chance(config.number("augment.swap"))) {
                all.add(augmenter.withOtherNames(line));
            }
        }
        ChatTemplates chat = new ChatTemplates(config.beside("templates"), words, maker);
        for (int i = 0; i < config.number("templates.lines"); i++) {
            all.add(chat.make());
        }
        List<LabelledLine> cased = new ArrayList<>();
        for (LabelledLine line : all) {
            if (maker.chance(config.number("augment.lower"))) {
                cased.add(line.map(Augmenter::lower));
            }
            if (maker.chance(config.number("augment.upper"))) {
                cased.add(line.map(Augmenter::upper));
            }
        }
        all.addAll(cased);
        Collections.shuffle(all, random);
        return all;
    }
}
