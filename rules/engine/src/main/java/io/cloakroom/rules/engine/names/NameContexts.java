package io.cloakroom.rules.engine.names;

import opennlp.tools.namefind.NameContextGenerator;
import opennlp.tools.util.featuregen.AdaptiveFeatureGenerator;
import org.jspecify.annotations.Nullable;

/** Our features as OpenNLP asks for them, token by token. One thread at a time, as OpenNLP's own. */
final class NameContexts implements NameContextGenerator {

    private static final String OTHER = "other";

    private final Words known;
    private final Units units;
    private String @Nullable [] sentence;
    private @Nullable LineAttributes line;

    NameContexts(Lexicon lexicon, Units units) {
        this.known = new Words(lexicon, null);
        this.units = units;
    }

    @Override
    public String[] getContext(int index, String[] words, String[] outcomes, Object @Nullable [] ignored) {
        String previous = index == 0 || index > outcomes.length ? OTHER : outcomes[index - 1];
        long[] features = FeatureTemplate.all(attributes(words), index, previous);
        String[] context = new String[features.length];
        for (int i = 0; i < features.length; i++) {
            context[i] = Hashing.label(features[i]);
        }
        return context;
    }

    private LineAttributes attributes(String[] words) {
        LineAttributes current = line;
        if (current == null || words != sentence) {
            current = units.line(units.tokens(words), 0, words.length, known);
            line = current;
            sentence = words;
        }
        return current;
    }

    @Override
    public void addFeatureGenerator(AdaptiveFeatureGenerator generator) {
        // OpenNLP adds its own per-call features here whatever the factory says; a model of ours is trained without
        // them.
    }

    @Override
    public void updateAdaptiveData(String[] tokens, String[] outcomes) {
        // Nothing is learned from one text for the next: texts are of different people.
    }

    @Override
    public void clearAdaptiveData() {
        sentence = null;
        line = null;
    }
}
