package io.cloakroom.rules.engine.names.training;

import io.cloakroom.rules.engine.names.FeatureIndex;
import io.cloakroom.rules.engine.names.Gazetteer;
import io.cloakroom.rules.engine.names.Lexicon;
import io.cloakroom.rules.engine.names.NameFinderFactory;
import io.cloakroom.rules.engine.names.NameModel;
import io.cloakroom.rules.engine.names.Units;
import io.cloakroom.rules.engine.names.WordClusters;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import opennlp.tools.ml.TrainerFactory;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.namefind.BioCodec;
import opennlp.tools.namefind.NameFinderME;
import opennlp.tools.namefind.NameSample;
import opennlp.tools.namefind.TokenNameFinderModel;

/** The command that trains a name model: {@code TrainNameModel CONFIG TRAINING_DATA_DIRECTORY MODEL_FILE}. The same input gives the same model. */
public final class TrainNameModel {

    private final TrainingConfig config;
    private final Path data;
    private final Random random;

    private TrainNameModel(TrainingConfig config, Path data) {
        this.config = config;
        this.data = data;
        this.random = new Random(config.seed());
    }

    /** Exits with 2 when the arguments are wrong. */
    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            System.err.println("usage: TrainNameModel CONFIG TRAINING_DATA_DIRECTORY MODEL_FILE");
            System.exit(2);
        }
        new TrainNameModel(TrainingConfig.read(Path.of(args[0])), Path.of(args[1])).run(Path.of(args[2]), System.out);
    }

    private void run(Path target, PrintStream out) throws IOException {
        NameModel.allowFactory();
        Gazetteers lists = Gazetteers.read(data.resolve("gazetteers"), config);
        Set<String> common = words("words.common");
        Set<String> dictionary = words("words.dictionary");
        dictionary.removeAll(common);
        LocalWords words = LocalWords.read(config.beside("templates"));
        boolean characters = config.units() == Units.CHARACTERS;
        Gazetteer gazetteer = characters
                ? EasternNameMaker.gazetteer(lists, common, words)
                : lists.distil(common, dictionary, words, config);
        NameMaker maker = characters
                ? new EasternNameMaker(lists, words, config, random)
                : new NameMaker(lists, words, config, random);
        TrainingLines lines = TrainingLines.read(config, data, maker, words, random);
        Lexicon lexicon =
                new Lexicon(gazetteer, characters ? WordClusters.NONE : ClusterTrainer.clusters(lines.texts(), config));
        List<NameSample> samples = new ArrayList<>(lines.learned().stream()
                .map(line -> line.sample(config.units()))
                .toList());
        out.printf("%d lines%n", samples.size());
        AveragedWeights weights = new AveragedWeights();
        for (int round = 0; round < Integer.parseInt(config.text("rounds", "1")); round++) {
            Collections.shuffle(samples, random);
            FeatureIndex index = FeatureIndex.of(samples, lexicon, config.units(), (int) config.number("cutoff"));
            out.printf("%d tokens, %d features%n", index.getNumEvents(), index.getPredLabels().length);
            weights.add((AbstractModel) TrainerFactory.getEventTrainer(config.parameters(), new HashMap<>())
                    .train(index));
        }
        TokenNameFinderModel small = small(weights, lexicon);
        Files.createDirectories(target.toAbsolutePath().getParent());
        try (OutputStream file = Files.newOutputStream(target)) {
            small.serialize(file);
        }
        out.printf("%s: %d bytes%n", target, Files.size(target));
        if (!lines.heldOut().isEmpty()) {
            new HeldOut(small, lines.heldOut()).report(out);
        }
    }

    private Set<String> words(String key) throws IOException {
        Set<String> words = new HashSet<>();
        for (String name : config.list(key, "")) {
            words.addAll(Files.readAllLines(config.file().resolveSibling(name)));
        }
        return words;
    }

    private TokenNameFinderModel small(AveragedWeights weights, Lexicon lexicon) {
        AbstractModel small =
                weights.small(config.number("prune.below"), config.number("prune.scale"), config.number("prune.step"));
        Map<String, String> manifest = new HashMap<>(Map.of(
                NameModel.BIAS,
                config.text("bias"),
                NameFinderFactory.UNITS,
                config.units().name()));
        for (String type : List.of("PERSON", "LOCATION", "ORGANIZATION")) {
            manifest.put(NameModel.BIAS + "-" + type, config.text("bias." + type, "0"));
        }
        return new TokenNameFinderModel(
                config.language(),
                small,
                NameFinderME.DEFAULT_BEAM_SIZE,
                null,
                new HashMap<>(),
                manifest,
                new BioCodec(),
                new NameFinderFactory(lexicon, config.units()));
    }
}
