package io.cloakroom.proxy.app.demo;

import io.cloakroom.rules.engine.StrictYaml;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One story of the demo, as its YAML says it.
 *
 * @param site id of the site the prompt is for
 * @param through whether the prompt goes through Cloakroom
 * @param policy preset in force
 * @param missed what the story says is missed, or null
 * @param note what to see in it
 */
record Story(
        String title,
        String site,
        Through through,
        String policy,
        String prompt,
        @Nullable String missed,
        String note) {

    enum Through {
        NOTHING,
        CLOAKROOM
    }

    record Book(List<Story> stories) {}

    static List<Story> all() throws IOException, InvalidYamlException {
        try (InputStream in = Story.class.getResourceAsStream("stories.yaml")) {
            if (in == null) {
                throw new IOException("stories.yaml is missing from the program");
            }
            return StrictYaml.read("stories.yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8), Book.class)
                    .stories();
        }
    }
}
