package io.cloakroom.proxy.app.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Recorded exchanges, read from HAR 1.2 (<a href="http://www.softwareishard.com/blog/har-12-spec/">specification</a>) or from a protocol
 * sample ({@code requests} and {@code responses} of one service).
 *
 * @param hosts hosts of the service when the file names them (samples), else empty
 */
public record Recording(Path file, List<String> hosts, List<Request> requests, List<Response> responses) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param method as recorded; {@code WS-SEND} for a WebSocket frame
     * @param headers names in lower case
     */
    public record Request(String name, String method, String url, Map<String, String> headers, byte[] body) {}

    /** @param url of the request it answers, {@code ""} when the recording does not say */
    public record Response(String name, String url, String method, String contentType, List<byte[]> chunks) {}

    /** @throws IOException when the file is neither; the message says what is expected */
    public static Recording read(Path file) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new IOException("no such file: " + file, e);
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is not JSON: " + e.getOriginalMessage(), e);
        }
        if (root.at("/log/entries").isArray()) {
            return har(file, root.at("/log/entries"));
        }
        if (root.path("requests").isArray()) {
            return sample(file, root);
        }
        throw new IOException(file + " is neither HAR 1.2 (log.entries) nor a protocol sample (requests, responses)");
    }

    private static Recording sample(Path file, JsonNode root) {
        List<String> hosts = new ArrayList<>();
        root.path("hosts").forEach(host -> hosts.add(host.asText()));
        List<Request> requests = new ArrayList<>();
        for (JsonNode request : root.path("requests")) {
            Map<String, String> headers = new TreeMap<>();
            request.path("headers")
                    .properties()
                    .forEach(header -> headers.put(
                            header.getKey().toLowerCase(Locale.ROOT),
                            header.getValue().asText()));
            requests.add(new Request(
                    request.path("name").asText(),
                    request.path("method").asText("POST"),
                    request.path("url").asText(),
                    headers,
                    bytes(
                            request.path("body").asText(),
                            request.path("body_encoding").asText())));
        }
        List<Response> responses = new ArrayList<>();
        for (JsonNode response : root.path("responses")) {
            List<byte[]> chunks = new ArrayList<>();
            response.path("chunks")
                    .forEach(chunk -> chunks.add(bytes(
                            chunk.asText(), response.path("chunk_encoding").asText())));
            responses.add(new Response(
                    response.path("name").asText(),
                    "",
                    "",
                    response.path("content_type").asText(),
                    chunks));
        }
        return new Recording(file, hosts, requests, responses);
    }

    private static Recording har(Path file, JsonNode entries) {
        List<Request> requests = new ArrayList<>();
        List<Response> responses = new ArrayList<>();
        for (JsonNode entry : entries) {
            JsonNode request = entry.path("request");
            String method = request.path("method").asText("GET");
            String url = request.path("url").asText();
            String name = method + " " + url;
            Map<String, String> headers = new TreeMap<>();
            for (JsonNode header : request.path("headers")) {
                headers.put(
                        header.path("name").asText().toLowerCase(Locale.ROOT),
                        header.path("value").asText());
            }
            JsonNode posted = request.path("postData");
            headers.putIfAbsent("content-type", posted.path("mimeType").asText());
            // A HAR holds bodies decoded; the recorded content coding no longer applies.
            headers.remove("content-encoding");
            requests.add(new Request(
                    name,
                    method,
                    url,
                    headers,
                    bytes(posted.path("text").asText(), posted.path("encoding").asText())));
            JsonNode content = entry.at("/response/content");
            responses.add(new Response(
                    name,
                    url,
                    method,
                    content.path("mimeType").asText(),
                    List.of(bytes(
                            content.path("text").asText(),
                            content.path("encoding").asText()))));
        }
        return new Recording(file, List.of(), requests, responses);
    }

    private static byte[] bytes(String text, String encoding) {
        return encoding.equals("base64") ? Base64.getDecoder().decode(text) : text.getBytes(StandardCharsets.UTF_8);
    }
}
