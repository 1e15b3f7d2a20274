package io.cloakroom.rules.engine.names;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import opennlp.tools.ml.model.DataIndexer;
import opennlp.tools.ml.model.Event;
import opennlp.tools.namefind.BioCodec;
import opennlp.tools.namefind.NameSample;
import opennlp.tools.util.ObjectStream;
import opennlp.tools.util.TrainingParameters;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the features of training samples for OpenNLP's trainers. Our features are numbers already, so this takes a tenth of the time and memory of
 * OpenNLP's own indexers, which work on strings; what it hands over is the same as what {@link NameFinderFactory} would give them.
 */
public final class FeatureIndex implements DataIndexer {

    private final int[][] contexts;
    private final int[] outcomes;
    private final String[] labels;
    private final int[] counts;
    private final String[] outcomeLabels;

    private FeatureIndex(Builder builder, int cutoff) {
        int[] renumbered = new int[builder.size];
        int kept = 0;
        for (int id = 0; id < builder.size; id++) {
            renumbered[id] = builder.counts[id] >= cutoff ? kept++ : -1;
        }
        this.labels = new String[kept];
        this.counts = new int[kept];
        for (int slot = 0; slot < builder.keys.length; slot++) {
            int id = builder.ids[slot] - 1;
            if (id >= 0 && renumbered[id] >= 0) {
                labels[renumbered[id]] = Hashing.label(builder.keys[slot]);
                counts[renumbered[id]] = builder.counts[id];
            }
        }
        this.contexts = builder.contexts.stream()
                .map(context -> Arrays.stream(context)
                        .map(id -> renumbered[id])
                        .filter(id -> id >= 0)
                        .toArray())
                .toArray(int[][]::new);
        this.outcomes = builder.outcomes.stream().mapToInt(Integer::intValue).toArray();
        this.outcomeLabels = builder.outcomeLabels.toArray(String[]::new);
    }

    /**
     * Indexes all tokens of all samples.
     *
     * @param cutoff features seen fewer times are left out
     */
    public static FeatureIndex of(Iterable<NameSample> samples, Lexicon lexicon, Units units, int cutoff) {
        Builder builder = new Builder();
        BioCodec codec = new BioCodec();
        Words known = new Words(lexicon, null);
        for (NameSample sample : samples) {
            String[] words = sample.getSentence();
            String[] outcomes = codec.encode(sample.getNames(), words.length);
            LineAttributes line = units.line(units.tokens(words), 0, words.length, known);
            for (int i = 0; i < words.length; i++) {
                builder.add(FeatureTemplate.all(line, i, i == 0 ? NameModel.OTHER : outcomes[i - 1]), outcomes[i]);
            }
        }
        return new FeatureIndex(builder, cutoff);
    }

    /** Gives each feature a number, in order of appearance. */
    private static final class Builder {
        private long[] keys = new long[1 << 20];
        private int[] ids = new int[1 << 20];
        private int[] counts = new int[1 << 19];
        private int size;
        private final List<int[]> contexts = new ArrayList<>();
        private final List<Integer> outcomes = new ArrayList<>();
        private final List<String> outcomeLabels = new ArrayList<>();

        void add(long[] features, String outcome) {
            int[] context = new int[features.length];
            for (int i = 0; i < features.length; i++) {
                context[i] = id(features[i]);
                counts[context[i]]++;
            }
            contexts.add(context);
            if (!outcomeLabels.contains(outcome)) {
                outcomeLabels.add(outcome);
            }
            outcomes.add(outcomeLabels.indexOf(outcome));
        }

        private int id(long feature) {
            int slot = slot(feature);
            if (ids[slot] == 0) {
                if (size == counts.length) {
                    grow();
                    slot = slot(feature);
                }
                keys[slot] = feature;
                ids[slot] = ++size;
            }
            return ids[slot] - 1;
        }

        private int slot(long feature) {
            int mask = keys.length - 1;
            int slot = (int) (feature * 0x9E3779B97F4A7C15L >>> 36) & mask;
            while (ids[slot] != 0 && keys[slot] != feature) {
                slot = (slot + 1) & mask;
            }
            return slot;
        }

        private void grow() {
            long[] oldKeys = keys;
            int[] oldIds = ids;
            keys = new long[oldKeys.length * 2];
            ids = new int[oldKeys.length * 2];
            counts = Arrays.copyOf(counts, oldKeys.length);
            for (int i = 0; i < oldKeys.length; i++) {
                if (oldIds[i] != 0) {
                    int slot = slot(oldKeys[i]);
                    keys[slot] = oldKeys[i];
                    ids[slot] = oldIds[i];
                }
            }
        }
    }

    @Override
    public int[][] getContexts() {
        return contexts;
    }

    @Override
    public int[] getNumTimesEventsSeen() {
        return IntStream.generate(() -> 1).limit(contexts.length).toArray();
    }

    @Override
    public int[] getOutcomeList() {
        return outcomes;
    }

    @Override
    public String[] getPredLabels() {
        return labels;
    }

    @Override
    public int[] getPredCounts() {
        return counts;
    }

    @Override
    public String[] getOutcomeLabels() {
        return outcomeLabels;
    }

    @Override
    public float @Nullable [][] getValues() {
        return null;
    }

    @Override
    public int getNumEvents() {
        return contexts.length;
    }

    @Override
    public void init(TrainingParameters parameters, @Nullable Map<String, String> report) {
        // Indexed already.
    }

    @Override
    public void index(ObjectStream<Event> events) {
        throw new UnsupportedOperationException("made by FeatureIndex.of");
    }
}
