package io.cloakroom.rules.engine.names;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Named sets of words from a resource beside this class.
 *
 * @param sections the words of each section
 */
record WordLists(Map<String, Set<String>> sections) {

    /**
     * Reads lines of {@code [section]} followed by lines of words; {@code #} starts a comment line.
     *
     * @throws IllegalStateException when the resource is missing
     */
    static WordLists load(String resource) {
        try (InputStream in = WordLists.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the word list " + resource + " is missing from the rules engine: build it anew");
            }
            return read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the word list " + resource, e);
        }
    }

    private static WordLists read(BufferedReader reader) throws IOException {
        Map<String, Set<String>> sections = new HashMap<>();
        Set<String> current = new HashSet<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith("[")) {
                current = sections.computeIfAbsent(line.substring(1, line.indexOf(']')), name -> new HashSet<>());
            } else if (!line.startsWith("#") && !line.isBlank()) {
                Collections.addAll(current, line.strip().split(" +"));
            }
        }
        return new WordLists(Map.copyOf(sections));
    }

    Set<String> get(String section) {
        Set<String> words = sections.get(section);
        if (words == null) {
            throw new IllegalArgumentException("no section " + section);
        }
        return words;
    }
}
