package io.cloakroom.rules.wire.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.wire.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The golden samples beside each descriptor: what a site's page sends and gets, with invented text. */
public final class Golden {

    private static final SiteCatalogue SHIPPED = SiteCatalogue.shipped();
    private static final ObjectMapper JSON = new ObjectMapper();

    private Golden() {}

    /** @param locations lens notation of every text in it, and {@code texts} what must be found */
    public record Request(
            String name,
            Site site,
            @Nullable RequestRule rule,
            Payload payload,
            List<String> locations,
            List<String> texts) {

        @Override
        public String toString() {
            return site.id() + ": " + name;
        }
    }

    /**
     * @param visible what a person reads, with placeholders
     * @param also what must be in it once restored, and {@code kept} placeholders that must stay
     */
    public record Response(
            String name,
            Site site,
            @Nullable RequestRule rule,
            String contentType,
            List<byte[]> chunks,
            String visible,
            String reader,
            List<String> also,
            List<String> kept,
            String conversation,
            Map<String, String> originals) {

        @Override
        public String toString() {
            return site.id() + ": " + name;
        }

        /** Whether it comes as messages over a WebSocket. */
        public boolean messages() {
            return contentType.equals("websocket");
        }

        /** All of it, in one piece. */
        public byte[] body() {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            chunks.forEach(body::writeBytes);
            return body.toByteArray();
        }

        /** What a person reads once restored. */
        public String restored() {
            String text = visible;
            for (Map.Entry<String, String> entry : originals.entrySet()) {
                text = text.replace(entry.getKey(), entry.getValue());
            }
            return text;
        }
    }

    public static Stream<Request> requests() {
        return samples().flatMap(sample -> stream(sample.get("requests")).map(Golden::request));
    }

    public static Stream<Response> responses() {
        return samples().flatMap(sample -> {
            Map<String, String> originals = new TreeMap<>();
            sample.get("originals")
                    .properties()
                    .forEach(e -> originals.put(e.getKey(), e.getValue().asText()));
            return stream(sample.get("responses")).map(response -> response(response, originals));
        });
    }

    private static Stream<JsonNode> samples() {
        return SHIPPED.sites().stream().filter(Site::described).map(site -> {
            try {
                return JSON.readTree(Golden.class.getResource("/sites/" + site.id() + "/golden.json"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Request request(JsonNode sample) {
        URI url = URI.create(sample.get("url").asText());
        Site site = Objects.requireNonNull(SHIPPED.site(url.getHost()));
        String target = target(url);
        return new Request(
                sample.get("name").asText(),
                site,
                site.rule(url.getHost(), sample.get("method").asText(), target),
                new Payload(
                        target,
                        sample.at("/headers/content-type").asText(),
                        bytes(sample.get("body"), sample.path("body_encoding"))),
                texts(sample.get("text_locations")),
                texts(sample.get("expect_text")));
    }

    private static Response response(JsonNode sample, Map<String, String> originals) {
        URI url = URI.create(sample.get("url").asText());
        Site site = Objects.requireNonNull(SHIPPED.site(url.getHost()));
        return new Response(
                sample.get("name").asText(),
                site,
                site.rule(url.getHost(), sample.get("method").asText(), target(url)),
                sample.get("content_type").asText(),
                stream(sample.get("chunks"))
                        .map(chunk -> bytes(chunk, sample.path("chunk_encoding")))
                        .toList(),
                sample.get("visible_text").asText(),
                sample.get("reader").asText(),
                texts(sample.path("also")),
                texts(sample.path("kept")),
                sample.path("conversation").asText(),
                originals);
    }

    private static byte[] bytes(JsonNode text, JsonNode encoding) {
        return encoding.asText().equals("base64")
                ? Base64.getDecoder().decode(text.asText())
                : text.asText().getBytes(StandardCharsets.UTF_8);
    }

    private static String target(URI url) {
        return url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
    }

    private static List<String> texts(JsonNode array) {
        return stream(array).map(JsonNode::asText).toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        List<JsonNode> nodes = new ArrayList<>();
        array.forEach(nodes::add);
        return nodes.stream();
    }

    /** A vault's view that holds these originals. */
    public static Vault.Originals vault(Map<String, String> originals) {
        return new Vault.Originals() {
            @Override
            public @Nullable String original(String token) {
                return originals.get(token);
            }

            @Override
            public Iterable<String> tokens() {
                return originals.keySet();
            }
        };
    }
}
