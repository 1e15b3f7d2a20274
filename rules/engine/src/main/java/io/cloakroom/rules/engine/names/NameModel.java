package io.cloakroom.rules.engine.names;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.Context;
import opennlp.tools.namefind.TokenNameFinderModel;
import opennlp.tools.util.ext.ExtensionLoader;

/** A trained OpenNLP name model, laid out for {@link NameDecoder}: weights as bytes in hash tables. Immutable but for the words it remembers. */
public final class NameModel {

    /** Entry of the model's manifest with the value taken off the score of "no name", and, followed by a dash and a type, what is added to that type. */
    public static final String BIAS = "Cloakroom-Bias";

    static final String OTHER = "other";
    private static final String MODEL_ENTRY = "nameFinder.model";

    /**
     * A lower-case word whose own features speak against every name by this much (natural log) is quiet: it is taken for no
     * name without asking about its neighbours.
     */
    private static final double QUIET = 2.5;

    private final String[] outcomes;
    private final int other;
    private final Lexicon lexicon;
    private final Units units;
    private final double bias;
    private final double[] typeBias;
    private final double unit;
    private final WeightTable fixed;
    private final WeightTable dynamic;
    private final Words words;

    private NameModel(TokenNameFinderModel stored) {
        AbstractModel model = stored.getArtifact(MODEL_ENTRY);
        Object[] structures = model.getDataStructures();
        @SuppressWarnings("unchecked")
        Map<String, Context> rows = (Map<String, Context>) structures[1];
        this.outcomes = (String[]) structures[2];
        if (outcomes.length > WeightTable.LANES) {
            throw new IllegalStateException(
                    "a name model has at most three types of names: train it with TrainNameModel");
        }
        this.other = Arrays.asList(outcomes).indexOf(OTHER);
        NameFinderFactory factory = (NameFinderFactory) stored.getFactory();
        this.lexicon = factory.lexicon();
        this.units = factory.units();
        String stated = stored.getManifestProperty(BIAS);
        this.bias = stated == null ? 0 : Double.parseDouble(stated);
        this.typeBias = Arrays.stream(outcomes)
                .mapToDouble(outcome -> typeBias(stored, outcome))
                .toArray();
        double largest = rows.values().stream()
                .flatMapToDouble(row -> Arrays.stream(row.getParameters()))
                .map(Math::abs)
                .max()
                .orElse(1);
        this.unit = largest / Byte.MAX_VALUE;
        int withOutcome =
                (int) rows.keySet().stream().filter(Hashing::isWithOutcome).count();
        this.fixed = new WeightTable(rows.size() - withOutcome, 1);
        this.dynamic = new WeightTable(withOutcome, outcomes.length);
        int[] byCode = byCode(outcomes);
        rows.forEach((label, row) -> put(Hashing.parse(label), row, byCode));
        this.words = new Words(lexicon, this);
    }

    private static double typeBias(TokenNameFinderModel stored, String outcome) {
        int dash = outcome.lastIndexOf('-');
        String stated = dash < 0 ? null : stored.getManifestProperty(BIAS + "-" + outcome.substring(0, dash));
        return stated == null ? 0 : Double.parseDouble(stated);
    }

    private static int[] byCode(String[] outcomes) {
        int[] byCode = new int[64];
        Arrays.fill(byCode, -1);
        for (int i = 0; i < outcomes.length; i++) {
            int code = Hashing.outcomeCode(outcomes[i]);
            if (byCode[code] >= 0) {
                throw new IllegalStateException("outcomes with one code: rename the type of " + outcomes[i]);
            }
            byCode[code] = i;
        }
        return byCode;
    }

    /** Lets OpenNLP create our classes by the names it finds in a model. */
    public static void allowFactory() {
        ExtensionLoader.registerAllowedPackage(NameModel.class.getPackageName() + ".");
    }

    /** Reads a model file; closes nothing. */
    static TokenNameFinderModel read(InputStream in) throws IOException {
        allowFactory();
        return new TokenNameFinderModel(in);
    }

    static NameModel of(TokenNameFinderModel stored) {
        return new NameModel(stored);
    }

    /** Whether the class path holds a model of this language. */
    static boolean isThere(String language) {
        return NameModel.class.getResource(resource(language)) != null;
    }

    private static String resource(String language) {
        return "/models/" + language + "/names.bin";
    }

    /**
     * Loads the model of a language from the class path.
     *
     * @throws IllegalStateException when it is not there
     * @throws UncheckedIOException when it cannot be read
     */
    static NameModel load(String language) {
        String resource = resource(language);
        try (InputStream in = NameModel.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the name model " + resource
                        + " is not on the class path: add cloakroom-rules-model-" + language);
            }
            return of(read(in));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read the name model " + resource + ": build cloakroom-rules-model-" + language + " anew",
                    e);
        }
    }

    private void put(long feature, Context row, int[] byCode) {
        int code = Hashing.codeOf(feature);
        int[] ids = row.getOutcomes();
        double[] values = row.getParameters();
        for (int i = 0; i < ids.length; i++) {
            int weight = (int) Math.round(values[i] / unit);
            if (code < 0) {
                fixed.put(feature, 0, ids[i], weight);
            } else if (byCode[code] >= 0) {
                dynamic.put(Hashing.feature(feature), byCode[code], ids[i], weight);
            }
        }
    }

    /** What a word's own features add to the tokens around it: for each distance from {@code -REACH} a weight for each outcome. */
    int[] ownScores(long[] values) {
        int[] scores = new int[FeatureTemplate.OWN.length * WeightTable.LANES];
        for (int i = 0; i < FeatureTemplate.OWN.length; i++) {
            for (FeatureTemplate template : FeatureTemplate.OWN[i]) {
                addFixed(template.hash(values), scores, i * WeightTable.LANES);
            }
        }
        return scores;
    }

    /** Whether a word with these {@link #ownScores} is hardly ever part of a name. */
    boolean isQuiet(int[] scores) {
        int own = FeatureTemplate.REACH * WeightTable.LANES;
        int best = Integer.MIN_VALUE;
        for (int i = 0; i < outcomes.length; i++) {
            best = i == other ? best : Math.max(best, scores[own + i]);
        }
        return (scores[own + other] - best) * unit - bias > QUIET;
    }

    /** Adds the weights of a feature, if the model knows it, to {@code scores[at …]}, in {@link #unit}s. */
    void addFixed(long hash, int[] scores, int at) {
        int row = fixed.find(Hashing.feature(hash));
        if (row >= 0) {
            fixed.add(row, 0, scores, at);
        }
    }

    /** The row of a feature that goes together with the outcome before; -1 when the model does not know it. */
    int dynamicRow(long hash) {
        return dynamic.find(Hashing.feature(hash));
    }

    /** Adds the weights of such a row after the outcome {@code previous}. */
    void addDynamic(int row, int previous, int[] scores) {
        dynamic.add(row, previous, scores, 0);
    }

    /** Tokens as this model sees them. */
    Words words() {
        return words;
    }

    /** What a weight of 1 is worth, in natural-log units. */
    double unit() {
        return unit;
    }

    /** The outcomes, such as {@code PERSON-start}, {@code PERSON-cont} and {@code other}, in the order of the scores. */
    String[] outcomes() {
        return outcomes;
    }

    Units units() {
        return units;
    }

    Gazetteer gazetteer() {
        return lexicon.gazetteer();
    }

    /**
     * How much the score of "no name" is lowered, in natural-log units: a model trained on text that is mostly not names is too shy. Tuned on
     * development texts when the model is trained.
     */
    double bias() {
        return bias;
    }

    /** How much the score of an outcome is raised beside {@link #bias()}: a type may be found too seldom or too often. */
    double typeBias(int outcome) {
        return typeBias[outcome];
    }
}
