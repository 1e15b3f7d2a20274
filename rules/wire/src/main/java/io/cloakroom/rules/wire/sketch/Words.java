package io.cloakroom.rules.wire.sketch;

import io.cloakroom.rules.engine.StrictYaml;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.wire.site.SiteDescriptor.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Words by which sketches tell what is what; {@code sketch/words.yaml} explains each list. */
record Words(
        Set<String> own,
        Set<String> text,
        Map<Kind, Set<String>> kinds,
        Set<String> signatures,
        Set<String> ends,
        Set<String> aside,
        Set<String> conversations,
        Set<String> models,
        Set<String> page) {

    static final Words KNOWN = read();

    private static Words read() {
        String file = "sketch/words.yaml";
        try (InputStream in = Objects.requireNonNull(Words.class.getResourceAsStream("/" + file))) {
            return StrictYaml.read(file, new String(in.readAllBytes(), StandardCharsets.UTF_8), Words.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidYamlException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The words in a name, in small letters: {@code parentMessageId} is parent, message, id. */
    static List<String> in(String name) {
        String parted = name.replaceAll("([a-z0-9])([A-Z])", "$1_$2");
        return Arrays.stream(parted.split("[^A-Za-z]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Whether one of these words is in a name. */
    static boolean any(Set<String> words, String name) {
        return in(name).stream().anyMatch(words::contains);
    }
}
