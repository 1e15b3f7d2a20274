package io.cloakroom.proxy.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloakroom.proxy.testkit.ClientTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Sends what a site's page or a program would send, with a real HTTP client over real TLS, through the proxy it is given. */
final class Visitor {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client;

    /**
     * @param proxyPort on 127.0.0.1
     * @param trustedPem the only certificate authority this client trusts
     */
    Visitor(int proxyPort, String trustedPem) {
        this.client = HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxyPort)))
                .sslContext(ClientTls.trusting(trustedPem))
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /** Sends a prompt the way the site's own client does, and returns the answer's body. */
    String ask(String site, String prompt) throws IOException, InterruptedException {
        return switch (site) {
            case "chatgpt" ->
                post("https://chatgpt.com/backend-api/f/conversation", chatGpt(prompt), "https://chatgpt.com");
            case "deepseek" -> {
                // The page reports to a third party first, then asks.
                String page = "https://chat.deepseek.com";
                post("https://gator.volces.com/list", report(prompt), page);
                ObjectNode body =
                        JSON.createObjectNode().put("chat_session_id", "5eed0000-0000-4000-8000-000000000028");
                yield post(page + "/api/v0/chat/completion", body.put("prompt", prompt), page);
            }
            case "openai-api" -> post("https://api.openai.com/v1/chat/completions", openAi(prompt), "");
            default -> throw new IllegalArgumentException("no client for " + site);
        };
    }

    private static ObjectNode chatGpt(String prompt) {
        ObjectNode body = JSON.createObjectNode().put("action", "next").put("model", "auto");
        ObjectNode message = body.putArray("messages").addObject();
        message.putObject("author").put("role", "user");
        message.putObject("content")
                .put("content_type", "text")
                .putArray("parts")
                .add(prompt);
        return body;
    }

    private static ObjectNode report(String prompt) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode event = body.putArray("events").addObject().put("event", "chat_send");
        event.putObject("params").put("text", prompt);
        return body;
    }

    private static ObjectNode openAi(String prompt) {
        ObjectNode body = JSON.createObjectNode().put("model", "gpt-5.2");
        body.putArray("messages").addObject().put("role", "user").put("content", prompt);
        ObjectNode tool = body.putArray("tools").addObject().put("type", "function");
        tool.putObject("function").put("name", "lookup").put("description", "find a customer");
        return body;
    }

    /** Arguments of the first tool call in an answer of the OpenAI API, or {@code ""}. */
    static String toolArguments(String answer) throws IOException {
        JsonNode arguments = JSON.readTree(answer).at("/choices/0/message/tool_calls/0/function/arguments");
        return arguments.asText("");
    }

    /** @param origin of the page that asks, which a browser names; {@code ""} for a program */
    private String post(String uri, ObjectNode body, String origin) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream, application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (!origin.isEmpty()) {
            request.header("Origin", origin);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .body();
    }
}
