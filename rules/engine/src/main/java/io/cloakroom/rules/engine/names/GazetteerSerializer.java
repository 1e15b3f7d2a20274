package io.cloakroom.rules.engine.names;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import opennlp.tools.util.model.ArtifactSerializer;

/** Lets OpenNLP keep the gazetteer inside the model file, so that a model and its gazetteer cannot come apart. Created by OpenNLP. */
public final class GazetteerSerializer implements ArtifactSerializer<Gazetteer> {

    @Override
    public Gazetteer create(InputStream in) throws IOException {
        return Gazetteer.read(in);
    }

    @Override
    public void serialize(Gazetteer artifact, OutputStream out) throws IOException {
        artifact.write(out);
    }
}
