package io.cloakroom.rules.engine.names;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import opennlp.tools.util.model.ArtifactSerializer;

/** Lets OpenNLP keep the clusters inside the model file. Created by OpenNLP. */
public final class WordClustersSerializer implements ArtifactSerializer<WordClusters> {

    @Override
    public WordClusters create(InputStream in) throws IOException {
        return WordClusters.read(in);
    }

    @Override
    public void serialize(WordClusters artifact, OutputStream out) throws IOException {
        artifact.write(out);
    }
}
