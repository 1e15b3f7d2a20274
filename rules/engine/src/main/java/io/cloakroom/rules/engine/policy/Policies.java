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

    private static final String ENDING = ".yaml";

    private Policies() {}

    /**
     * @param nameOrFile a preset's name, or the path of a YAML file
     * @param base what a relative path is relative to
     * @param known whom its rules can name
     */
    public static Policy load(String nameOrFile, Path base, Recipients known) throws IOException, InvalidYamlException {
        if (PRESETS.contains(nameOrFile)) {
            return parse(nameOrFile + ENDING, shipped(nameOrFile), known);
        }
        Path file = base.resolve(nameOrFile);
        if (!Files.isRegularFile(file)) {
            throw new InvalidYamlException(
                    nameOrFile,
                    1,
                    "no such policy",
                    "name a file, or one of the presets " + String.join(", ", PRESETS));
        }
        return parse(file.toString(), Files.readString(file), known);
    }

    public static Policy preset(String name) throws IOException, InvalidYamlException {
        return parse(name + ENDING, shipped(name));
    }

    private static String shipped(String name) throws IOException {
        String resource = "/policies/" + name + ENDING;
        try (InputStream in = Policies.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("preset missing from the program: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Policy parse(String source, String yaml, Recipients known) throws InvalidYamlException {
        Policy policy = parse(source, yaml);
        known.require(policy, source, yaml);
        return policy;
    }

    public static Policy parse(String source, String yaml) throws InvalidYamlException {
        return StrictYaml.read(source, yaml, Policy.class);
    }
}
