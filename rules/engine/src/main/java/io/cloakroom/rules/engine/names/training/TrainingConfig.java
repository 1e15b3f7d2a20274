package io.cloakroom.rules.engine.names.training;

import io.cloakroom.rules.engine.names.Gazetteer;
import io.cloakroom.rules.engine.names.Units;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import opennlp.tools.util.TrainingParameters;

/** The configuration of one training run: a properties file, whose comments say what each key does. */
record TrainingConfig(Path file, Properties properties) {

    static TrainingConfig read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return new TrainingConfig(file, properties);
    }

    private String get(String key) {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException(file + " lacks the key " + key);
        }
        return value.trim();
    }

    /** What a key says; {@link IllegalArgumentException} when it is missing. */
    String text(String key) {
        return get(key);
    }

    String text(String key, String otherwise) {
        return properties.getProperty(key, otherwise).trim();
    }

    String language() {
        return get("language");
    }

    Units units() {
        return Units.valueOf(text("units", "words").toUpperCase(Locale.ROOT));
    }

    long seed() {
        return Long.parseLong(get("seed"));
    }

    /** A share from 0 to 1, or a count or factor. */
    double number(String key) {
        return Double.parseDouble(get(key));
    }

    /** A file beside the configuration. */
    Path beside(String key) {
        return file.resolveSibling(get(key));
    }

    List<String> list(String key) {
        return split(get(key));
    }

    /** What a key lists, or what {@code otherwise} lists when it is missing. */
    List<String> list(String key, String otherwise) {
        return split(text(key, otherwise));
    }

    private static List<String> split(String list) {
        return Arrays.stream(list.split(","))
                .map(String::trim)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /**
     * Further entries of the gazetteer: keys {@code lists.<kind>} name files beside the configuration, one word or phrase a line.
     *
     * @return for each kind its entries
     */
    Map<Gazetteer.Kind, List<String>> wordLists() throws IOException {
        Map<Gazetteer.Kind, List<String>> lists = new EnumMap<>(Gazetteer.Kind.class);
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith("lists.")) {
                Gazetteer.Kind kind =
                        Gazetteer.Kind.valueOf(key.substring("lists.".length()).toUpperCase(Locale.ROOT));
                for (String name : list(key)) {
                    lists.computeIfAbsent(kind, k -> new ArrayList<>())
                            .addAll(Files.readAllLines(file.resolveSibling(name)));
                }
            }
        }
        return lists;
    }

    /** Keys that start with {@code opennlp.}, as OpenNLP's training parameters. */
    TrainingParameters parameters() {
        TrainingParameters parameters = new TrainingParameters();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith("opennlp.")) {
                parameters.put(key.substring("opennlp.".length()), get(key));
            }
        }
        return parameters;
    }
}
