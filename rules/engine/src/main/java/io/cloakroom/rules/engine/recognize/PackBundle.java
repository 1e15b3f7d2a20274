package io.cloakroom.rules.engine.recognize;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The shipped packs in one file, which the build makes from theirs: hundreds of YAML files take a second and a half to read, this a
 * fraction of it.
 */
public final class PackBundle {

    private static final String NAME = "packs.json";
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            // What records answer about themselves is written too, and not read.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private PackBundle() {}

    /**
     * Makes the file, beside the packs.
     *
     * @param args the directory of the packs
     */
    public static void main(String[] args) throws IOException, InvalidYamlException {
        Path directory = Path.of(args[0]);
        List<RulePack> packs = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                packs.add(new PackFile(directory.relativize(file).toString(), Files.readString(file)).read());
            }
        }
        JSON.writeValue(directory.resolve(NAME).toFile(), packs);
    }

    /**
     * The file as it is.
     *
     * @throws IllegalStateException when the program lacks its packs
     */
    static byte[] bytes() {
        try (InputStream in = PackBundle.class.getResourceAsStream("/packs/" + NAME)) {
            if (in == null) {
                throw new IllegalStateException("/packs/" + NAME + " is missing from the program; install again");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The packs in such a file. */
    static List<RulePack> read(byte[] bundle) {
        try {
            return JSON.readValue(bundle, new TypeReference<List<RulePack>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
