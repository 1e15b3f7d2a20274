package io.cloakroom.proxy.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a page with placeholders through the address that is the browser extension's: the console says what they stand for. */
final class Extension {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PLACEHOLDER = Pattern.compile("\\[[A-Z_]+_\\d+]");

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI originals;

    Extension(String consoleUrl) {
        this.originals = URI.create(consoleUrl + "/api/ext/v1/originals");
    }

    /** The text with originals in place of the placeholders that stand for something. */
    String read(String site, String page) throws IOException, InterruptedException {
        ObjectNode question = JSON.createObjectNode().put("site", site);
        PLACEHOLDER
                .matcher(page)
                .results()
                .map(match -> match.group())
                .distinct()
                .forEach(question.putArray("tokens")::add);
        HttpRequest request = HttpRequest.newBuilder(originals)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(question.toString()))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the console does not tell what placeholders stand for: " + answer.body());
        }
        JsonNode known = JSON.readTree(answer.body()).path("originals");
        return PLACEHOLDER
                .matcher(page)
                .replaceAll(match ->
                        Matcher.quoteReplacement(known.path(match.group()).asText(match.group())));
    }
}
