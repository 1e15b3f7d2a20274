package io.cloakroom.proxy.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads an answer the way the site's page or SDK does, independently of the code that restores it. */
public final class VisibleText {

    private static final Set<String> HOSTS = Set.of(
            "chatgpt.com",
            "chat.deepseek.com",
            "api.openai.com",
            "claude.ai",
            "api.anthropic.com",
            "gemini.google.com");

    private VisibleText() {}

    /** Whether the wire format of this host is known here. */
    public static boolean knows(String host) {
        return HOSTS.contains(host);
    }

    /**
     * @param host whose wire format it is
     * @param body the whole answer
     * @return what the person reads
     */
    public static String read(String host, String body) {
        return switch (host) {
            case "chatgpt.com" -> chatGpt(body);
            case "chat.deepseek.com" -> deepSeek(body);
            case "api.openai.com" -> openAi(body);
            case "claude.ai", "api.anthropic.com" -> anthropic(body);
            case "gemini.google.com" -> gemini(body);
            default -> throw new IllegalArgumentException("no reader for " + host);
        };
    }

    private static String chatGpt(String body) {
        if (body.startsWith("{")) {
            return parse(body).path("detail").asText();
        }
        StringBuilder text = new StringBuilder();
        String path = "";
        for (Event event : events(body)) {
            JsonNode v = event.data.path("v");
            if (v.isMissingNode()) {
                snapshot(text, event.data.at("/message/content/parts/0"));
                continue;
            }
            path = event.data.path("p").asText(path);
            snapshot(text, v.at("/message/content/parts/0"));
            if (v.isTextual() && path.equals("/message/content/parts/0")) {
                text.append(v.asText());
            }
            for (JsonNode patch : v.isArray() ? v : MissingNode.getInstance()) {
                if (patch.path("p").asText().equals("/message/content/parts/0")) {
                    text.append(patch.path("v").asText());
                }
            }
        }
        return text.toString();
    }

    private static void snapshot(StringBuilder text, JsonNode whole) {
        if (whole.isTextual()) {
            text.setLength(0);
            text.append(whole.asText());
        }
    }

    private static String deepSeek(String body) {
        Fragments fragments = new Fragments();
        String path = "";
        String op = "SET";
        for (Event event : events(body)) {
            if (event.name.equals("hint")) {
                return event.data.path("content").asText();
            }
            JsonNode v = event.data.path("v");
            if (!event.name.isEmpty() || v.isMissingNode()) {
                continue;
            }
            path = event.data.path("p").asText(path);
            op = event.data.path("o").asText(op);
            if (!op.equals("BATCH")) {
                fragments.change(path, op, v);
                continue;
            }
            for (JsonNode part : v) {
                fragments.change(
                        path + "/" + part.path("p").asText(), part.path("o").asText("SET"), part.path("v"));
            }
        }
        return fragments.response();
    }

    /** The fragments of a DeepSeek answer, of which the last one is being written. */
    private static final class Fragments {

        private final List<ObjectNode> all = new ArrayList<>();

        void change(String path, String op, JsonNode value) {
            if (path.isEmpty()) {
                value.at("/response/fragments").forEach(fragment -> all.add((ObjectNode) fragment));
            } else if (path.equals("response/fragments") && op.equals("APPEND")) {
                value.forEach(fragment -> all.add((ObjectNode) fragment));
            } else if (path.endsWith("fragments/-1/content") && !all.isEmpty()) {
                ObjectNode last = all.getLast();
                String before = op.equals("APPEND") ? last.path("content").asText() : "";
                last.put("content", before + value.asText());
            }
        }

        String response() {
            return all.stream()
                    .filter(fragment -> fragment.path("type").asText().equals("RESPONSE"))
                    .map(fragment -> fragment.path("content").asText())
                    .collect(Collectors.joining());
        }
    }

    private static String openAi(String body) {
        if (body.startsWith("{")) {
            JsonNode answer = parse(body);
            return answer.path("error")
                    .path("message")
                    .asText(answer.at("/choices/0/message/content").asText());
        }
        StringBuilder text = new StringBuilder();
        for (Event event : events(body)) {
            text.append(event.data.at("/choices/0/delta/content").asText());
            if (event.name.equals("response.output_text.delta")) {
                text.append(event.data.path("delta").asText());
            }
        }
        return text.toString();
    }

    /** The text; or, when the answer is nothing but a call of a tool, its arguments. */
    private static String anthropic(String body) {
        if (body.startsWith("{")) {
            JsonNode answer = parse(body);
            String text =
                    answer.at("/error/message").asText(answer.path("completion").asText());
            return text + String.join("", answer.path("content").findValuesAsText("text"));
        }
        StringBuilder text = new StringBuilder();
        StringBuilder arguments = new StringBuilder();
        for (Event event : events(body)) {
            JsonNode delta = event.data.path("delta");
            text.append(delta.path("text").asText())
                    .append(event.data.path("completion").asText());
            arguments.append(delta.path("partial_json").asText());
        }
        return (text.isEmpty() ? arguments : text).toString();
    }

    /** Documents after a count of UTF-16 units; each has the whole text so far, as JSON in a string. */
    private static String gemini(String body) {
        if (body.startsWith("{")) {
            return parse(body).at("/error/message").asText();
        }
        String shown = "";
        String rest = body.replaceFirst("^\\)]}'", "").stripLeading();
        while (!rest.isEmpty()) {
            int digits = rest.length() - rest.replaceFirst("^[0-9]+", "").length();
            int end = digits == 0 ? rest.length() : digits + Integer.parseInt(rest.substring(0, digits));
            for (JsonNode row : parse(rest.substring(digits, Math.min(end, rest.length())))) {
                JsonNode text = parse(row.path(2).asText()).at("/4/0/1/0");
                shown = row.path(0).asText().equals("wrb.fr") && text.isTextual() ? text.asText() : shown;
            }
            rest = rest.substring(Math.min(end, rest.length())).stripLeading();
        }
        return shown;
    }

    private record Event(String name, JsonNode data) {}

    private static List<Event> events(String stream) {
        List<Event> events = new ArrayList<>();
        for (String block : stream.split("\\r?\\n\\r?\\n")) {
            String name = "";
            StringBuilder data = new StringBuilder();
            for (String line : block.split("\\r?\\n")) {
                if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5).strip());
                }
            }
            if (!data.isEmpty()) {
                boolean known = name.equals("delta") || name.isEmpty() || name.equals("message");
                events.add(new Event(known ? "" : name, parse(data.toString())));
            }
        }
        return events;
    }

    /** The end marker of a stream, {@code [DONE]}, is not JSON and says nothing. */
    private static JsonNode parse(String json) {
        try {
            return Chatbots.JSON.readTree(json);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
