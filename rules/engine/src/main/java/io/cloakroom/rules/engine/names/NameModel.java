package io.cloakroom.rules.engine.names;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.Context;
import opennlp.tools.namefind.TokenNameFinderModel;
import opennlp.tools.util.ext.ExtensionLoader;

/** A trained OpenNLP name model, laid out for {@link NameDecoder}: one row of weights per feature in an open hash table. Immutable. */
public final class NameModel {

    /** Entry of the model's manifest with the value taken off the score of "no name"; see {@link #bias()}. */
    public static final String BIAS = "Cloakroom-Bias";

    static final String OTHER = "other";
    private static final String MODEL_ENTRY = "nameFinder.model";

    private final String[] outcomes;
    private final Gazetteer gazetteer;
    private final double bias;
    private final long[] features;
    private final float[] weights;
    private final int mask;

    private NameModel(TokenNameFinderModel stored) {
        AbstractModel model = stored.getArtifact(MODEL_ENTRY);
        Object[] structures = model.getDataStructures();
        @SuppressWarnings("unchecked")
        Map<String, Context> rows = (Map<String, Context>) structures[1];
        this.outcomes = (String[]) structures[2];
        this.gazetteer = ((NameFinderFactory) stored.getFactory()).gazetteer();
        String stated = stored.getManifestProperty(BIAS);
        this.bias = stated == null ? 0 : Double.parseDouble(stated);
        int size = Integer.highestOneBit(Math.max(16, rows.size())) * 4;
        this.mask = size - 1;
        this.features = new long[size];
        this.weights = new float[size * outcomes.length];
        rows.forEach(this::put);
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

    /**
     * Loads the model of a language from the class path.
     *
     * @throws IllegalStateException when it is not there
     * @throws UncheckedIOException when it cannot be read
     */
    static NameModel load(String language) {
        String resource = "/models/" + language + "/names.bin";
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

    private void put(String label, Context row) {
        long feature = Hashing.parse(label) + 1;
        int slot = home(feature);
        while (features[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        features[slot] = feature;
        int[] ids = row.getOutcomes();
        double[] values = row.getParameters();
        for (int i = 0; i < ids.length; i++) {
            weights[slot * outcomes.length + ids[i]] = (float) values[i];
        }
    }

    private int home(long feature) {
        return (int) (feature * 0x9E3779B97F4A7C15L >>> 40) & mask;
    }

    /** Adds the weights of a feature, if the model knows it, to {@code scores[at …]}. */
    void addWeights(long hash, double[] scores, int at) {
        long feature = Hashing.feature(hash) + 1;
        int slot = home(feature);
        while (features[slot] != feature) {
            if (features[slot] == 0) {
                return;
            }
            slot = (slot + 1) & mask;
        }
        int row = slot * outcomes.length;
        for (int i = 0; i < outcomes.length; i++) {
            scores[at + i] += weights[row + i];
        }
    }

    /** The outcomes, such as {@code PERSON-start}, {@code PERSON-cont} and {@code other}, in the order of the scores. */
    String[] outcomes() {
        return outcomes;
    }

    Gazetteer gazetteer() {
        return gazetteer;
    }

    /**
     * How much the score of "no name" is lowered, in natural-log units: a model trained on text that is mostly not names is too shy. Tuned on
     * development texts when the model is trained.
     */
    double bias() {
        return bias;
    }
}
