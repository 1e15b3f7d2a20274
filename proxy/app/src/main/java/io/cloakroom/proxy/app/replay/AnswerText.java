package io.cloakroom.proxy.app.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloakroom.rules.wire.site.AnswerFormat;
import io.cloakroom.rules.wire.site.AnswerFormat.Mode;
import io.cloakroom.rules.wire.site.AnswerFormat.TextRule;
import io.cloakroom.rules.wire.site.Site;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person reads of an answer, by the site's descriptor: pieces joined, of snapshots the last, and whole texts where there is neither.
 * Reads with a parser of its own, not with the code that restores.
 */
final class AnswerText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringBuilder pieces = new StringBuilder();
    private final Map<String, String> snapshots = new LinkedHashMap<>();
    private final List<String> whole = new ArrayList<>();

    private AnswerText() {}

    static String read(Site site, String body) {
        AnswerText text = new AnswerText();
        for (JsonNode document : documents(body)) {
            for (AnswerFormat format : site.descriptor().answers()) {
                format.text().forEach(rule -> text.take(rule, document));
            }
        }
        if (!text.pieces.isEmpty()) {
            return text.pieces.toString();
        }
        return String.join("", text.snapshots.isEmpty() ? text.whole : text.snapshots.values());
    }

    private void take(TextRule rule, JsonNode document) {
        boolean applies = rule.when().entrySet().stream()
                .allMatch(wanted -> document.at(wanted.getKey()).asText().equals(wanted.getValue()));
        if (applies && !rule.path().contains(" > ")) {
            follow(document, rule.path().substring(1).split("/"), 0, rule);
        }
    }

    private void follow(JsonNode node, String[] steps, int step, TextRule rule) {
        if (step == steps.length) {
            if (node.isTextual()) {
                keep(rule, node.asText());
            }
        } else if (steps[step].equals("*")) {
            node.forEach(child -> follow(child, steps, step + 1, rule));
        } else {
            String key = steps[step].replace("~1", "/").replace("~0", "~");
            JsonNode child = node.isArray() && key.matches("\\d+") ? node.path(Integer.parseInt(key)) : node.path(key);
            follow(child, steps, step + 1, rule);
        }
    }

    private void keep(TextRule rule, String text) {
        if (rule.mode() == Mode.APPEND) {
            pieces.append(text);
        } else if (rule.mode() == Mode.SNAPSHOT) {
            snapshots.put(rule.path(), text);
        } else if (!whole.contains(text)) {
            whole.add(text);
        }
    }

    /** The documents of events, lines or an array; what is none of those has none. */
    private static List<JsonNode> documents(String body) {
        List<JsonNode> documents = new ArrayList<>();
        if (body.startsWith("{") || body.startsWith("[")) {
            try (MappingIterator<JsonNode> values =
                    JSON.readerFor(JsonNode.class).readValues(body)) {
                values.forEachRemaining(value -> {
                    if (value.isArray()) {
                        value.forEach(documents::add);
                    } else {
                        documents.add(value);
                    }
                });
            } catch (IOException | RuntimeException e) {
                return documents;
            }
            return documents;
        }
        for (String line : body.split("\r\n|\r|\n")) {
            if (line.startsWith("data:")) {
                try {
                    documents.add(JSON.readTree(line.substring("data:".length())));
                } catch (JsonProcessingException e) {
                    // [DONE] and the like are no documents and say nothing
                }
            }
        }
        return documents;
    }
}
