package io.cloakroom.proxy.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloakroom.proxy.testkit.LoopbackServer.Host;
import io.cloakroom.proxy.testkit.LoopbackServer.Reply;
import io.cloakroom.proxy.testkit.LoopbackServer.Stream;
import io.cloakroom.proxy.testkit.Recorder.Recorded;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The chatbots of the loopback internet, speaking the wire formats of the real ones. Stream shapes follow public client code:
 * {@code xtekky/gpt4free} (ChatGPT), {@code NIyueeE/ds-free-api} (DeepSeek) and {@code openai/openai-python}. What {@link Apis} speaks is among the hosts, too; {@link Talks} are beside them.
 */
final class Chatbots {

    static final ObjectMapper JSON = new ObjectMapper();
    static final String SSE = "text/event-stream; charset=utf-8";
    static final String JSON_TYPE = "application/json";
    private static final String HTML = "text/html; charset=utf-8";

    private final Map<String, String> turns = new ConcurrentHashMap<>();

    /** Host name → what answers for it. */
    Map<String, Host> hosts() {
        Map<String, Host> hosts = new TreeMap<>();
        hosts.put("chatgpt.com", this::chatGpt);
        hosts.put("chat.deepseek.com", this::deepSeek);
        hosts.put("api.openai.com", Chatbots::openAiApi);
        hosts.put("api.mistral.ai", Chatbots::openAiApi);
        hosts.putAll(Apis.hosts());
        for (String overSocket : List.of("copilot.microsoft.com", "character.ai")) {
            hosts.put(overSocket, (request, reply) -> reply.text(200, HTML, page("socket.html")));
        }
        for (String thirdParty : List.of("gator.volces.com", "apmplus.volces.com", "tab.volces.com")) {
            hosts.put(thirdParty, Chatbots::collect);
        }
        hosts.put("intranet.example.org", (request, reply) -> reply.text(200, HTML, page("intranet.html")));
        return hosts;
    }

    private void chatGpt(Recorded request, Reply reply) throws IOException {
        String path = path(request);
        if (path.equals("/")) {
            reply.text(200, HTML, page("chatgpt.html"));
        } else if (path.matches("/backend-(api|anon)/(f/)?conversation")) {
            String prompt = JSON.readTree(request.body())
                    .at("/messages/0/content/parts/0")
                    .asText();
            turns.put("chatgpt", prompt);
            chatGptStream(prompt, reply.stream(SSE));
        } else if (path.endsWith("/conversation/prepare")) {
            reply.text(200, JSON_TYPE, "{\"status\":\"ok\",\"conduit_token\":\"example\"}");
        } else if (path.startsWith("/backend-api/conversation/")) {
            chatGptHistory(reply);
        } else {
            reply.text(200, JSON_TYPE, "{\"status\":\"ok\"}");
        }
    }

    private static void chatGptStream(String prompt, Stream stream) throws IOException {
        stream.send("event: delta_encoding\ndata: \"v1\"\n\n");
        ObjectNode message = JSON.createObjectNode();
        message.putObject("author").put("role", "assistant");
        message.putObject("content")
                .put("content_type", "text")
                .putArray("parts")
                .add("");
        ObjectNode first = JSON.createObjectNode().put("p", "").put("o", "add");
        ((ObjectNode) first.putObject("v").set("message", message)).put("status", "in_progress");
        first.withObject("v").put("conversation_id", "5eed0000-0000-4000-8000-000000000004");
        stream.send("event: delta\ndata: " + first + "\n\n");
        ObjectNode delta =
                JSON.createObjectNode().put("p", "/message/content/parts/0").put("o", "append");
        String answer = EchoModel.answer(prompt);
        for (String piece : EchoModel.pieces(answer)) {
            stream.send("event: delta\ndata: " + delta.put("v", piece) + "\n\n");
            delta = JSON.createObjectNode();
        }
        stream.send(
                "event: delta\ndata: {\"p\":\"/message/status\",\"o\":\"replace\",\"v\":\"finished_successfully\"}\n\n");
        String title = EchoModel.placeholders(prompt).stream().findFirst().orElse("a message");
        stream.send("data: "
                + JSON.createObjectNode().put("type", "title_generation").put("title", "About " + title) + "\n\n");
        stream.send("data: [DONE]\n\n");
    }

    private void chatGptHistory(Reply reply) throws IOException {
        String prompt = turns.getOrDefault("chatgpt", "");
        ObjectNode conversation = JSON.createObjectNode().put("title", "About " + EchoModel.placeholders(prompt));
        ObjectNode mapping = conversation.putObject("mapping");
        int node = 0;
        for (String text : List.of(prompt, EchoModel.answer(prompt))) {
            mapping.putObject("node" + node++)
                    .putObject("message")
                    .putObject("content")
                    .putArray("parts")
                    .add(text);
        }
        reply.text(200, JSON_TYPE, conversation.toString());
    }

    private void deepSeek(Recorded request, Reply reply) throws IOException {
        switch (path(request)) {
            case "/" -> reply.text(200, HTML, page("deepseek.html"));
            case "/api/v0/chat/completion", "/api/v0/chat/edit_message" -> {
                String prompt = JSON.readTree(request.body()).path("prompt").asText();
                turns.put("deepseek", prompt);
                deepSeekStream(prompt, reply.stream(SSE));
            }
            case "/api/v0/chat/history_messages" -> {
                ObjectNode history = JSON.createObjectNode().put("code", 0);
                ObjectNode message = history.putObject("data")
                        .putObject("biz_data")
                        .putArray("chat_messages")
                        .addObject();
                message.put("role", "ASSISTANT").put("content", EchoModel.answer(turns.getOrDefault("deepseek", "")));
                reply.text(200, JSON_TYPE, history.toString());
            }
            default -> reply.text(200, JSON_TYPE, "{\"code\":0,\"msg\":\"\",\"data\":{\"biz_code\":0}}");
        }
    }

    private static void deepSeekStream(String prompt, Stream stream) throws IOException {
        stream.send("event: ready\ndata: {\"request_message_id\":1,\"response_message_id\":2}\n\n");
        stream.send("data: {\"v\":{\"response\":{\"message_id\":2,\"parent_id\":1,\"role\":\"ASSISTANT\",\"fragments\":"
                + "[{\"id\":2,\"type\":\"RESPONSE\",\"content\":\"\",\"references\":[]}],\"status\":\"WIP\"}}}\n\n");
        ObjectNode delta = JSON.createObjectNode()
                .put("p", "response/fragments/-1/content")
                .put("o", "APPEND");
        for (String piece : EchoModel.pieces(EchoModel.answer(prompt))) {
            stream.send("data: " + delta.put("v", piece) + "\n\n");
            delta = JSON.createObjectNode();
        }
        stream.send("data: {\"p\":\"response/status\",\"o\":\"SET\",\"v\":\"FINISHED\"}\n\n");
        String title = EchoModel.placeholders(prompt).stream().findFirst().orElse("a message");
        stream.send("event: title\ndata: " + JSON.createObjectNode().put("content", "About " + title) + "\n\n");
        stream.send("event: close\ndata: {\"click_behavior\":\"none\"}\n\n");
    }

    private static void openAiApi(Recorded request, Reply reply) throws IOException {
        if (path(request).equals("/v1/responses")) {
            Apis.responses(request, reply);
            return;
        }
        if (path(request).equals("/v1/files")) {
            Apis.files(reply);
            return;
        }
        if (!path(request).equals("/v1/chat/completions")) {
            reply.text(404, JSON_TYPE, "{\"error\":{\"message\":\"unknown path\",\"type\":\"invalid_request_error\"}}");
            return;
        }
        JsonNode body = JSON.readTree(request.body());
        JsonNode content =
                body.at("/messages").path(body.at("/messages").size() - 1).path("content");
        String prompt = content.isTextual()
                ? content.asText()
                : content.path(0).path("text").asText();
        boolean tool = body.has("tools");
        if (body.path("stream").asBoolean()) {
            openAiStream(prompt, tool, reply.stream(SSE));
        } else {
            ObjectNode completion = envelope("chat.completion");
            completion
                    .putObject("usage")
                    .put("prompt_tokens", 1)
                    .put("completion_tokens", 1)
                    .put("total_tokens", 2);
            ObjectNode message = completion
                    .withArray("choices")
                    .addObject()
                    .put("index", 0)
                    .put("finish_reason", "stop")
                    .putObject("message");
            message.put("role", "assistant").put("content", EchoModel.answer(prompt));
            if (tool) {
                message.putArray("tool_calls").add(toolCall(prompt));
            }
            reply.text(200, JSON_TYPE, completion.toString());
        }
    }

    private static void openAiStream(String prompt, boolean tool, Stream stream) throws IOException {
        for (String piece : EchoModel.pieces(EchoModel.answer(prompt))) {
            ObjectNode chunk = envelope("chat.completion.chunk");
            chunk.withArray("choices")
                    .addObject()
                    .put("index", 0)
                    .putNull("finish_reason")
                    .putObject("delta")
                    .put("content", piece);
            stream.send("data: " + chunk + "\n\n");
        }
        if (tool) {
            ObjectNode chunk = envelope("chat.completion.chunk");
            chunk.withArray("choices")
                    .addObject()
                    .put("index", 0)
                    .putObject("delta")
                    .putArray("tool_calls")
                    .add(toolCall(prompt));
            stream.send("data: " + chunk + "\n\n");
        }
        ObjectNode end = envelope("chat.completion.chunk");
        end.withArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", tool ? "tool_calls" : "stop")
                .putObject("delta");
        stream.send("data: " + end + "\n\ndata: [DONE]\n\n");
    }

    private static ObjectNode envelope(String object) {
        return JSON.createObjectNode()
                .put("id", "chatcmpl-loopback")
                .put("object", object)
                .put("created", 1_790_000_000)
                .put("model", "loopback");
    }

    private static ObjectNode toolCall(String prompt) {
        String argument = EchoModel.placeholders(prompt).stream()
                .filter(p -> p.startsWith("[EMAIL"))
                .findFirst()
                .orElse("nobody");
        ObjectNode call =
                JSON.createObjectNode().put("index", 0).put("id", "call_1").put("type", "function");
        call.putObject("function")
                .put("name", "lookup")
                .put("arguments", JSON.createObjectNode().put("email", argument).toString());
        return call;
    }

    private static void collect(Recorded request, Reply reply) throws IOException {
        reply.header("Access-Control-Allow-Origin", "*").header("Access-Control-Allow-Headers", "content-type");
        reply.text(200, JSON_TYPE, "{\"e\":0}");
    }

    static String path(Recorded request) {
        return request.target().replaceFirst("\\?.*", "");
    }

    static String page(String name) throws IOException {
        try (InputStream in = Chatbots.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("page missing from the test kit: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
