package io.cloakroom.proxy.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/** Reads an answer the way the site's page or SDK does, independently of the code that restores it. */
public final class VisibleText {

    private VisibleText() {}

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
        StringBuilder text = new StringBuilder();
        String path = "";
        String op = "SET";
        for (Event event : events(body)) {
            if (event.name.equals("hint")) {
                snapshot(text, event.data.path("content"));
            }
            JsonNode v = event.data.path("v");
            if (!event.name.isEmpty() || v.isMissingNode()) {
                continue;
            }
            path = event.data.path("p").asText(path);
            op = event.data.path("o").asText(op);
            for (JsonNode fragment : v.at("/response/fragments")) {
                if (fragment.path("type").asText().equals("RESPONSE")) {
                    text.append(fragment.path("content").asText());
                }
            }
            if (path.endsWith("fragments/-1/content") && v.isTextual()) {
                text.append(op.equals("APPEND") ? v.asText() : "");
            }
        }
        return text.toString();
    }

    private static String openAi(String body) {
        if (body.startsWith("{")) {
            JsonNode answer = parse(body);
            return answer.path("error")
                    .path("message")
                    .asText(answer.at("/choices/0/message/content").asText());
        }
        StringBuilder text = new StringBuilder();
        events(body)
                .forEach(event ->
                        text.append(event.data.at("/choices/0/delta/content").asText()));
        return text.toString();
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
