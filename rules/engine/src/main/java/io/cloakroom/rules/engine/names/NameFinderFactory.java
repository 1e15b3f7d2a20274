package io.cloakroom.rules.engine.names;

import java.util.HashMap;
import java.util.Map;
import opennlp.tools.namefind.NameContextGenerator;
import opennlp.tools.namefind.TokenNameFinderFactory;
import opennlp.tools.util.model.ArtifactSerializer;
import org.jspecify.annotations.Nullable;

/** Gives OpenNLP our features, in training and when a model is loaded. Created by OpenNLP, which finds its name in the model. */
public final class NameFinderFactory extends TokenNameFinderFactory {

    /** Entry of the model file that holds the gazetteer. */
    static final String GAZETTEER = "names.gazetteer";

    private final @Nullable Gazetteer own;

    /** For OpenNLP, when it loads a model. */
    public NameFinderFactory() {
        this.own = null;
    }

    /** For training. */
    public NameFinderFactory(Gazetteer gazetteer) {
        super(null, new HashMap<>(), new opennlp.tools.namefind.BioCodec());
        this.own = gazetteer;
    }

    @Override
    public NameContextGenerator createContextGenerator() {
        return new NameContexts(gazetteer());
    }

    Gazetteer gazetteer() {
        if (own != null) {
            return own;
        }
        Gazetteer loaded = artifactProvider == null ? null : artifactProvider.getArtifact(GAZETTEER);
        if (loaded == null) {
            throw new IllegalStateException("the name model holds no gazetteer: train it with TrainNameModel");
        }
        return loaded;
    }

    @Override
    public Map<String, ArtifactSerializer<?>> createArtifactSerializersMap() {
        Map<String, ArtifactSerializer<?>> serializers = super.createArtifactSerializersMap();
        serializers.put("gazetteer", new GazetteerSerializer());
        return serializers;
    }

    @Override
    public Map<String, Object> createArtifactMap() {
        Map<String, Object> artifacts = super.createArtifactMap();
        artifacts.put(GAZETTEER, gazetteer());
        return artifacts;
    }
}
