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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import opennlp.tools.ml.TrainerFactory;
import opennlp.tools.ml.maxent.quasinewton.QNModel;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.Context;
import opennlp.tools.ml.model.MaxentModel;
import opennlp.tools.namefind.BioCodec;
import opennlp.tools.namefind.NameFinderME;
import opennlp.tools.namefind.NameSample;
import opennlp.tools.namefind.TokenNameFinderModel;
import opennlp.tools.util.TrainingParameters;

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
        List<NameSample> samples = lines.learned().stream()
                .map(line -> line.sample(config.units()))
                .toList();
        out.printf("%d lines%n", samples.size());
        TrainingParameters parameters = config.parameters();
        FeatureIndex index = FeatureIndex.of(samples, lexicon, config.units(), (int) config.number("cutoff"));
        out.printf("%d tokens, %d features%n", index.getNumEvents(), index.getPredLabels().length);
        MaxentModel trained =
                TrainerFactory.getEventTrainer(parameters, new HashMap<>()).train(index);
        TokenNameFinderModel small = prune((AbstractModel) trained, lexicon);
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

    /** Leaves out weights that change next to nothing and rounds the others, which makes the file a fraction of its size. */
    private TokenNameFinderModel prune(AbstractModel model, Lexicon lexicon) {
        Object[] structures = model.getDataStructures();
        @SuppressWarnings("unchecked")
        Map<String, Context> rows = (Map<String, Context>) structures[1];
        double least = config.number("prune.below");
        double scale = config.number("prune.scale");
        double step = config.number("prune.step");
        List<String> labels = new ArrayList<>();
        List<Context> contexts = new ArrayList<>();
        rows.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(row -> {
            Context kept = keep(row.getValue(), least, scale, step);
            if (kept.getOutcomes().length > 0) {
                labels.add(row.getKey());
                contexts.add(kept);
            }
        });
        QNModel small =
                new QNModel(contexts.toArray(Context[]::new), labels.toArray(String[]::new), (String[]) structures[2]);
        Map<String, String> manifest = new HashMap<>(Map.of(
                NameModel.BIAS,
                String.valueOf(config.number("bias")),
                NameFinderFactory.UNITS,
                config.units().name()));
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

    private static Context keep(Context row, double least, double scale, double step) {
        int[] outcomes = new int[row.getOutcomes().length];
        double[] weights = new double[outcomes.length];
        int kept = 0;
        for (int i = 0; i < outcomes.length; i++) {
            double weight = row.getParameters()[i];
            if (Math.abs(weight) >= least) {
                outcomes[kept] = row.getOutcomes()[i];
                weights[kept++] = Math.round(weight * scale / step) * step;
            }
        }
        return new Context(java.util.Arrays.copyOf(outcomes, kept), java.util.Arrays.copyOf(weights, kept));
    }
}
