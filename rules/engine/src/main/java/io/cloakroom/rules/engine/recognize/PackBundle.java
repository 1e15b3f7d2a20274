package io.cloakroom.rules.engine.recognize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The shipped packs in one file, which the build makes from theirs: hundreds of YAML files take a second and a half to read, this a
 * fraction of it.
 */
public final class PackBundle {

    /** Where it lies. */
    public static final String PATH = "packs/packs.json";

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
        Map<String, String> packs = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                packs.put(directory.relativize(file).toString(), Files.readString(file));
            }
        }
        Files.write(directory.resolveSibling(PATH), of(packs));
    }

    /**
     * The file for these packs.
     *
     * @param packs name of each pack's file, for messages → its YAML
     * @throws InvalidYamlException when one is no pack
     */
    public static byte[] of(Map<String, String> packs) throws InvalidYamlException {
        try {
            return JSON.writeValueAsBytes(read(packs));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("packs can be written as JSON", e);
        }
    }

    private static List<RulePack> read(Map<String, String> packs) throws InvalidYamlException {
        List<RulePack> read = new ArrayList<>();
        for (Map.Entry<String, String> pack : new TreeMap<>(packs).entrySet()) {
            read.add(new PackFile(pack.getKey(), pack.getValue()).read());
        }
        return read;
    }

    /** Whether the file is that of these packs. */
    public static boolean isOf(byte[] bundle, Map<String, String> packs) throws InvalidYamlException {
        return read(bundle).equals(read(packs));
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
