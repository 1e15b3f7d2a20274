package io.cloakroom.rules.wire.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Reads an answer as the site's page or SDK does, independently of the code that restores it. */
final class Page {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringBuilder text = new StringBuilder();
    private String path = "";
    private String operation = "";

    private static final Set<String> FRAMED = Set.of(
            "connect",
            "proto",
            "aws",
            "aws-bytes",
            "prefixed",
            "padded",
            "perplexity",
            "doubao",
            "sse-last",
            "sse-any");

    private Page() {}

    /** @param reader {@code json:/pointer}, {@code sse:/pointer}, {@code sse@event:/pointer}, {@code ndjson:/pointer}, {@code jsonarray:/pointer}, {@code gemini:/pointer}, {@code choice:0}, {@code chatgpt} or {@code deepseek} */
    static String read(String reader, byte[] answer) {
        String body = new String(answer, StandardCharsets.UTF_8);
        String kind = reader.replaceFirst("[:@].*", "");
        String pointer = reader.replaceFirst("^[^:]*:?", "");
        if (FRAMED.contains(kind)) {
            return FramedPage.read(kind, pointer, List.of(answer));
        }
        Page page = new Page();
        Consumer<Event> step = switch (kind) {
            case "sse" ->
                event -> {
                    if (!reader.contains("@") || reader.startsWith("sse@" + event.name + ":")) {
                        page.text.append(event.data.at(pointer).asText());
                    }
                };
            case "choice" ->
                event -> event.data.path("choices").forEach(choice -> {
                    if (choice.path("index").asText().equals(pointer)) {
                        page.text.append(choice.at("/delta/content").asText());
                    }
                });
            case "chatgpt" -> page::chatGpt;
            case "deepseek" -> page::deepSeek;
            default -> event -> {};
        };
        if (kind.equals("json")) {
            return parse(body).at(pointer).asText();
        }
        if (kind.equals("ndjson")) {
            body.lines()
                    .forEach(line -> page.text.append(parse(line).at(pointer).asText()));
            return page.text.toString();
        }
        if (kind.equals("jsonarray")) {
            exact(body).forEach(element -> page.text.append(element.at(pointer).asText()));
            return page.text.toString();
        }
        if (kind.equals("gemini")) {
            return gemini(body, pointer);
        }
        events(body).forEach(step);
        return page.text.toString();
    }

    private void chatGpt(Event event) {
        JsonNode value = event.data.path("v");
        if (event.data.has("message")) {
            begin(event.data.at("/message/content/parts/0"));
        } else if (!value.isMissingNode()) {
            path = event.data.path("p").asText(path);
            operation = event.data.path("o").asText(operation);
            chatGpt(path, operation, value);
        }
    }

    private void chatGpt(String at, String how, JsonNode value) {
        if (how.equals("patch")) {
            value.forEach(inner ->
                    chatGpt(at + inner.path("p").asText(), inner.path("o").asText(), inner.path("v")));
        } else if (at.isEmpty()) {
            begin(value.at("/message/content/parts/0"));
        } else if (at.equals("/message/content/parts/0") && how.equals("append")) {
            text.append(value.asText());
        }
    }

    private void deepSeek(Event event) {
        JsonNode value = event.data.path("v");
        if (event.name.isEmpty() && !value.isMissingNode()) {
            operation = event.data.path("o").asText(operation.isEmpty() ? "SET" : operation);
            path = event.data.path("p").asText(path);
            deepSeek(path, operation, value);
        }
    }

    private void deepSeek(String at, String how, JsonNode value) {
        if (how.equals("BATCH")) {
            value.forEach(inner -> deepSeek(
                    at + "/" + inner.path("p").asText(), inner.path("o").asText("SET"), inner.path("v")));
        } else if (at.isEmpty()) {
            value.at("/response/fragments").forEach(fragment -> begin(fragment.path("content")));
        } else if (at.equals("response/fragments") && how.equals("APPEND")) {
            value.forEach(fragment -> begin(fragment.path("content")));
        } else if (at.equals("response/fragments/-1/content")) {
            text.setLength(how.equals("APPEND") ? text.length() : 0);
            text.append(value.asText());
        }
    }

    /** Exact: a count that does not lead to the next number, or a document that is none, is an error to the page as well. */
    private static String gemini(String body, String pointer) {
        String shown = "";
        String rest = body.substring(")]}'".length()).stripLeading();
        while (!rest.isEmpty()) {
            int digits = rest.length() - rest.replaceFirst("^[0-9]+", "").length();
            int end = digits == 0 ? rest.length() : digits + Integer.parseInt(rest.substring(0, digits));
            for (JsonNode row : exact(rest.substring(digits, end))) {
                if (row.path(0).asText().equals("wrb.fr")) {
                    JsonNode text = exact(row.path(2).asText()).at(pointer);
                    shown = text.isTextual() ? text.asText() : shown;
                }
            }
            rest = rest.substring(end).stripLeading();
        }
        return shown;
    }

    private static JsonNode exact(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }

    private void begin(JsonNode whole) {
        text.setLength(0);
        text.append(whole.asText());
    }

    private record Event(String name, JsonNode data) {}

    private static List<Event> events(String stream) {
        List<Event> events = new ArrayList<>();
        String name = "";
        StringBuilder data = new StringBuilder();
        for (String line : (stream + "\n\n").split("\r\n|\r|\n", -1)) {
            if (line.isEmpty() && !data.isEmpty()) {
                events.add(new Event(name, parse(data.toString())));
            }
            if (line.isEmpty()) {
                name = "";
                data.setLength(0);
            } else if (line.startsWith("event:")) {
                name = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                data.append(line.substring(5).strip());
            }
        }
        return events;
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
