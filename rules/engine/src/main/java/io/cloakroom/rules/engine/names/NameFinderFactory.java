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

    /** Entry of the model file that holds the word clusters. */
    static final String CLUSTERS = "names.clusters";

    /** Entry of the model's manifest with the name of its {@link Units}; words when it is missing. */
    public static final String UNITS = "Cloakroom-Units";

    private final @Nullable Lexicon own;
    private final Units ownUnits;

    /** For OpenNLP, when it loads a model. */
    public NameFinderFactory() {
        this.own = null;
        this.ownUnits = Units.WORDS;
    }

    /** For training. */
    public NameFinderFactory(Lexicon lexicon, Units units) {
        super(null, new HashMap<>(), new opennlp.tools.namefind.BioCodec());
        this.own = lexicon;
        this.ownUnits = units;
    }

    @Override
    public NameContextGenerator createContextGenerator() {
        return new NameContexts(lexicon(), units());
    }

    Lexicon lexicon() {
        if (own != null) {
            return own;
        }
        Gazetteer gazetteer = artifactProvider == null ? null : artifactProvider.getArtifact(GAZETTEER);
        WordClusters clusters = artifactProvider == null ? null : artifactProvider.getArtifact(CLUSTERS);
        if (gazetteer == null || clusters == null) {
            throw new IllegalStateException(
                    "the name model holds no gazetteer or no word clusters: train it with TrainNameModel");
        }
        return new Lexicon(gazetteer, clusters);
    }

    Units units() {
        String stated = artifactProvider == null ? null : artifactProvider.getManifestProperty(UNITS);
        return stated == null ? ownUnits : Units.valueOf(stated);
    }

    @Override
    public Map<String, ArtifactSerializer<?>> createArtifactSerializersMap() {
        Map<String, ArtifactSerializer<?>> serializers = super.createArtifactSerializersMap();
        serializers.put("gazetteer", new GazetteerSerializer());
        serializers.put("clusters", new WordClustersSerializer());
        return serializers;
    }

    @Override
    public Map<String, Object> createArtifactMap() {
        Map<String, Object> artifacts = super.createArtifactMap();
        artifacts.put(GAZETTEER, lexicon().gazetteer());
        artifacts.put(CLUSTERS, lexicon().clusters());
        return artifacts;
    }
}
