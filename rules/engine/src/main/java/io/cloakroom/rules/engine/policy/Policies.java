package io.cloakroom.rules.engine.policy;

import io.cloakroom.rules.engine.StrictYaml;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads policies: shipped presets by name, others from files. */
public final class Policies {

    /** The shipped presets. */
    public static final List<String> PRESETS = List.of("default", "korea-pipc", "italy-full-ban");

    private Policies() {}

    /**
     * @param nameOrFile a preset's name, or the path of a YAML file
     * @param base what a relative path is relative to
     */
    public static Policy load(String nameOrFile, Path base) throws IOException, InvalidYamlException {
        if (PRESETS.contains(nameOrFile)) {
            return preset(nameOrFile);
        }
        Path file = base.resolve(nameOrFile);
        if (!Files.isRegularFile(file)) {
            throw new InvalidYamlException(
                    nameOrFile,
                    1,
                    "no such policy",
                    "name a file, or one of the presets " + String.join(", ", PRESETS));
        }
        return parse(file.toString(), Files.readString(file));
    }

    public static Policy preset(String name) throws IOException, InvalidYamlException {
        String resource = "/policies/" + name + ".yaml";
        try (InputStream in = Policies.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("preset missing from the program: " + resource);
            }
            return parse(name + ".yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    public static Policy parse(String source, String yaml) throws InvalidYamlException {
        return StrictYaml.read(source, yaml, Policy.class);
    }
}
