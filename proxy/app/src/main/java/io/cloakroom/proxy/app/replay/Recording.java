package io.cloakroom.proxy.app.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.sketch.Traffic;
import java.io.IOException;
import java.net.URLEncoder;
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
 * sample ({@code requests} and {@code responses} of one service), or made up from the drift alarms in a log of Cloakroom's ({@link DriftLog}).
 *
 * @param hosts hosts of the service when the file names them (samples), else empty
 */
public record Recording(Path file, List<String> hosts, List<Request> requests, List<Response> responses) {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Opcode of binary WebSocket messages (RFC 6455, section 5.2). */
    private static final int BINARY = 2;

    private static final String FORM = "application/x-www-form-urlencoded";

    /**
     * @param method as recorded; {@code WS-SEND} for a WebSocket frame
     * @param headers names in lower case
     */
    public record Request(String name, String method, String url, Map<String, String> headers, byte[] body) {}

    /**
     * @param url of the request it answers, {@code ""} when the recording does not say
     * @param method of that request; {@code WS-RECV} for WebSocket messages, whose content type is {@code websocket}
     * @param status HTTP status, 0 when the recording does not say
     */
    public record Response(
            String name, String url, String method, int status, String contentType, List<byte[]> chunks) {}

    /** @throws IOException when the file is none of these; the message says what is expected */
    public static Recording read(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException("no such file: " + file, e);
        }
        JsonNode root;
        try {
            root = JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            List<Request> drifted = DriftLog.requests(new String(bytes, StandardCharsets.UTF_8));
            if (drifted.isEmpty()) {
                throw new IOException(
                        file + " is not JSON: " + e.getOriginalMessage()
                                + ". Nor is it a log of Cloakroom's with drift alarms that tell the structure of JSON",
                        e);
            }
            return new Recording(file, List.of(), drifted, List.of());
        }
        if (root.at("/log/entries").isArray()) {
            return har(file, root.at("/log/entries"));
        }
        if (root.path("requests").isArray()) {
            return sample(file, root);
        }
        throw new IOException(file + " is neither HAR 1.2 (log.entries) nor a protocol sample (requests, responses)");
    }

    private static Recording sample(Path file, JsonNode root) throws IOException {
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
            String name = text(request, "name");
            byte[] body = bytes(file, name, text(request, "body"), text(request, "body_encoding"));
            requests.add(new Request(name, request.path("method").asText("POST"), text(request, "url"), headers, body));
        }
        List<Response> responses = new ArrayList<>();
        for (JsonNode response : root.path("responses")) {
            String name = text(response, "name");
            List<byte[]> chunks = new ArrayList<>();
            for (JsonNode chunk : response.path("chunks")) {
                chunks.add(bytes(file, name, chunk.asText(), text(response, "chunk_encoding")));
            }
            responses.add(new Response(name, "", "", 0, text(response, "content_type"), chunks));
        }
        return new Recording(file, hosts, requests, responses);
    }

    private static Recording har(Path file, JsonNode entries) throws IOException {
        List<Request> requests = new ArrayList<>();
        List<Response> responses = new ArrayList<>();
        for (JsonNode entry : entries) {
            JsonNode request = entry.path("request");
            String method = request.path("method").asText("GET");
            String url = text(request, "url");
            String name = method + " " + url;
            Map<String, String> headers = new TreeMap<>();
            for (JsonNode header : request.path("headers")) {
                headers.put(text(header, "name").toLowerCase(Locale.ROOT), text(header, "value"));
            }
            JsonNode posted = request.path("postData");
            headers.putIfAbsent("content-type", text(posted, "mimeType"));
            // A HAR holds bodies decoded; the recorded content coding no longer applies.
            headers.remove("content-encoding");
            byte[] body = bytes(file, name, posted(posted), text(posted, "encoding"));
            requests.add(new Request(name, method, url, headers, body));
            JsonNode content = entry.at("/response/content");
            byte[] answer = bytes(file, name, text(content, "text"), text(content, "encoding"));
            int status = entry.at("/response/status").asInt();
            responses.add(new Response(name, url, method, status, text(content, "mimeType"), List.of(answer)));
            sockets(file, entry.path("_webSocketMessages"), url, requests, responses);
        }
        return new Recording(file, List.of(), requests, responses);
    }

    /** The messages of a WebSocket, which Chrome's developer tools add to the entry of the request that opened it. */
    private static void sockets(
            Path file, JsonNode messages, String url, List<Request> requests, List<Response> responses)
            throws IOException {
        List<byte[]> received = new ArrayList<>();
        for (JsonNode message : messages) {
            String encoding = message.path("opcode").asInt() == BINARY ? "base64" : "";
            byte[] bytes = bytes(file, url, text(message, "data"), encoding);
            if (text(message, "type").equals("send")) {
                requests.add(new Request(Site.WS_SEND + " " + url, Site.WS_SEND, url, Map.of(), bytes));
            } else {
                received.add(bytes);
            }
        }
        if (!received.isEmpty()) {
            responses.add(new Response(Site.WS_RECV + " " + url, url, Site.WS_RECV, 0, Traffic.WEBSOCKET, received));
        }
    }

    /** The body of a request; some recorders give a form by its parameters alone. */
    private static String posted(JsonNode postData) {
        List<String> form = new ArrayList<>();
        if (text(postData, "text").isEmpty() && text(postData, "mimeType").startsWith(FORM)) {
            postData.path("params").forEach(field -> form.add(encode(field, "name") + "=" + encode(field, "value")));
        }
        return form.isEmpty() ? text(postData, "text") : String.join("&", form);
    }

    private static String encode(JsonNode field, String key) {
        return URLEncoder.encode(text(field, key), StandardCharsets.UTF_8);
    }

    private static String text(JsonNode node, String key) {
        return node.path(key).asText("");
    }

    private static byte[] bytes(Path file, String name, String text, String encoding) throws IOException {
        if (!encoding.equals("base64")) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " has a body in '" + name + "' that is not base64", e);
        }
    }
}
