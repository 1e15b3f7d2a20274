package io.cloakroom.rules.wire.golden;

import io.cloakroom.rules.engine.StrictYaml;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a file of golden samples says, {@code sites/<id>.golden.json}.
 *
 * @param service id of the site
 * @param originals placeholder → original, for the answers
 */
public record GoldenFile(
        String service, Map<String, String> originals, List<Request> requests, List<Response> responses) {

    public GoldenFile {
        require(service != null && !service.isBlank(), "a golden file needs service: the id of its site");
        originals = originals == null ? Map.of() : new TreeMap<>(originals);
        requests = listOf(requests);
        responses = listOf(responses);
    }

    /**
     * @param source name of the file, for messages
     * @throws InvalidYamlException when it is not such a file; the message names file and line and says what to write instead
     */
    public static GoldenFile read(String source, String json) throws InvalidYamlException {
        return StrictYaml.readJson(source, json, GoldenFile.class);
    }

    /**
     * @param method HTTP method, or {@code WS-SEND} for a WebSocket message
     * @param headers those that tell how the body is read
     * @param bodyEncoding {@code base64}, or null for text
     * @param textLocations lens notation of every text in it
     * @param expectText what must be found, and must be gone once it is replaced
     */
    public record Request(
            String name,
            String method,
            String url,
            Map<String, String> headers,
            @Nullable String bodyEncoding,
            String body,
            List<String> textLocations,
            List<String> expectText) {

        public Request {
            require(name != null, "a request needs a name");
            require(method != null && url != null, "request '" + name + "' needs method and url");
            headers = headers == null ? Map.of() : Map.copyOf(headers);
            body = body == null ? "" : body;
            textLocations = listOf(textLocations);
            expectText = listOf(expectText);
        }

        /** The same with text at these places. */
        Request located(List<String> places) {
            return new Request(name, method, url, headers, bodyEncoding, body, places, expectText);
        }
    }

    /**
     * @param method of the request it answers, and {@code url}; {@code WS-RECV} for WebSocket messages
     * @param contentType of the answer; {@code websocket} when each chunk is a message
     * @param chunkEncoding {@code base64}, or null for text
     * @param visibleText what a person reads, with placeholders
     * @param reader how the site's own page reads it, for tests that do so without a descriptor; or null
     * @param also what must be in its bytes once restored
     * @param kept placeholders that must stay in its bytes
     * @param conversation id of the conversation it names, or null when that does not matter
     */
    public record Response(
            String name,
            String method,
            String url,
            String contentType,
            @Nullable String chunkEncoding,
            List<String> chunks,
            String visibleText,
            @Nullable String reader,
            List<String> also,
            List<String> kept,
            @Nullable String conversation) {

        public Response {
            require(name != null, "a response needs a name");
            require(
                    method != null && url != null && contentType != null,
                    "response '" + name + "' needs method, url and content_type");
            chunks = listOf(chunks);
            visibleText = visibleText == null ? "" : visibleText;
            also = listOf(also);
            kept = listOf(kept);
        }

        /** The same in which a person reads this. */
        Response reading(String text) {
            return new Response(
                    name, method, url, contentType, chunkEncoding, chunks, text, reader, also, kept, conversation);
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    private static <T> List<T> listOf(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
