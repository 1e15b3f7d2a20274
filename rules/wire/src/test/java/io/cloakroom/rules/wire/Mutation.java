package io.cloakroom.rules.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloakroom.rules.wire.binary.DgwFrame;
import io.cloakroom.rules.wire.binary.Envelope;
import io.cloakroom.rules.wire.binary.Gzip;
import io.cloakroom.rules.wire.binary.Protobuf;
import io.cloakroom.rules.wire.binary.ProtobufGuess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a site may do to its requests from one day to the next. */
enum Mutation {
    FIELDS_RENAMED(inJson(fields((name, value) -> Map.entry("new_" + name, value)))),
    ONE_LEVEL_DEEPER(inJson(
            fields((name, value) -> Map.entry(name, json().createObjectNode().set("inner", value))))),
    ARRAY_INSTEAD_OF_STRING(inJson(fields((name, value) ->
            Map.entry(name, value.isTextual() ? json().createArrayNode().add(value) : value)))),
    WRAPPED(inJson(body -> json().createObjectNode().put("payload", body.toString()))),
    JSON_IN_JSON(inJson(fields((name, value) ->
            Map.entry(name, value.isContainerNode() ? json().getNodeFactory().textNode(value.toString()) : value)))),
    FIELDS_OF_PROTOBUF_RENUMBERED(payload -> with(payload, envelopes(payload.body(), Mutation::renumbered))),
    PARTS_RENAMED(payload -> contains(payload, "form-data; name=\"")
            ? with(
                    payload,
                    latin(payload)
                            .replace("form-data; name=\"", "form-data; name=\"new_")
                            .getBytes(ISO_8859_1))
            : null),
    FORM_RENAMED(payload -> payload.contentType().contains("urlencoded")
            ? with(payload, ("new_" + latin(payload).replace("&", "&new_")).getBytes(ISO_8859_1))
            : null),
    IN_A_FORM(payload -> new Payload(
            payload.target(),
            "application/x-www-form-urlencoded",
            ("v=2&payload=" + URLEncoder.encode(latin(payload), ISO_8859_1)).getBytes(UTF_8))),
    IN_A_PART(payload -> new Payload(
            payload.target(),
            "multipart/form-data; boundary=Qx",
            join(
                    "--Qx\r\nContent-Disposition: form-data; name=\"payload\"\r\n\r\n".getBytes(UTF_8),
                    payload.body(),
                    "\r\n--Qx--\r\n".getBytes(UTF_8)))),
    IN_BASE64(payload -> with(payload, Base64.getEncoder().encode(payload.body()))),
    IN_BASE64_IN_JSON(payload -> new Payload(
            payload.target(),
            "application/json",
            ("{\"data\":\"" + Base64.getEncoder().encodeToString(payload.body()) + "\"}").getBytes(UTF_8))),
    IN_GZIP(payload -> with(payload, Gzip.encode(payload.body()))),
    IN_AN_ENVELOPE(payload -> with(payload, Envelope.wrap(0, payload.body()))),
    IN_A_COMPRESSED_ENVELOPE(payload ->
            new Payload(payload.target(), "application/connect+proto", Envelope.wrap(1, Gzip.encode(payload.body())))),
    IN_PROTOBUF(payload -> new Payload(
            payload.target(),
            "application/x-protobuf",
            join(Protobuf.varint(3 << 3 | 2), Protobuf.varint(payload.body().length), payload.body()))),
    CALLED_PLAIN_TEXT(payload -> new Payload(payload.target(), "text/plain;charset=UTF-8", payload.body())),
    CALLED_NOTHING(payload -> new Payload(payload.target(), "", payload.body()));

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Change change;

    private interface Change {
        @Nullable
        Payload of(Payload payload) throws IOException;
    }

    private interface Inside {
        byte @Nullable [] of(byte[] bytes) throws IOException;
    }

    Mutation(Change change) {
        this.change = change;
    }

    /** The changed payload; null when there is nothing to change in it. */
    @Nullable
    Payload of(Payload payload) {
        try {
            return payload.body().length == 0 ? null : change.of(payload);
        } catch (IOException e) {
            return null;
        }
    }

    private static ObjectMapper json() {
        return JSON;
    }

    private static @Nullable Payload with(Payload payload, byte @Nullable [] body) {
        return body == null ? null : new Payload(payload.target(), payload.contentType(), body);
    }

    private static String latin(Payload payload) {
        return new String(payload.body(), ISO_8859_1);
    }

    private static boolean contains(Payload payload, String text) {
        return latin(payload).contains(text);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static UnaryOperator<JsonNode> fields(BiFunction<String, JsonNode, Map.Entry<String, JsonNode>> field) {
        return node -> fields(node, field);
    }

    private static JsonNode fields(JsonNode node, BiFunction<String, JsonNode, Map.Entry<String, JsonNode>> field) {
        if (node.isArray()) {
            ArrayNode changed = JSON.createArrayNode();
            node.forEach(element -> changed.add(fields(element, field)));
            return changed;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode changed = JSON.createObjectNode();
        node.properties().forEach(entry -> {
            Map.Entry<String, JsonNode> other = field.apply(entry.getKey(), fields(entry.getValue(), field));
            changed.set(other.getKey(), other.getValue());
        });
        return changed;
    }

    /** Changes JSON wherever it is: as the body, in records, envelopes, Meta's frames, values of a form. */
    private static Change inJson(UnaryOperator<JsonNode> change) {
        Inside document = bytes -> {
            JsonNode node = JSON.readTree(bytes);
            return node == null || !node.isContainerNode() ? null : JSON.writeValueAsBytes(change.apply(node));
        };
        return payload -> {
            if (payload.contentType().contains("urlencoded")) {
                return with(payload, form(latin(payload), document));
            }
            byte[] body = payload.body();
            if (body[body.length - 1] == 0x1e) {
                return with(payload, records(body, document));
            }
            List<DgwFrame> frames = DgwFrame.all(body, 0, body.length);
            if (frames != null && frames.size() == 1) {
                byte[] changed =
                        document.of(Arrays.copyOfRange(body, frames.getFirst().from(), body.length));
                return with(payload, changed == null ? null : DgwFrame.wrap(changed));
            }
            byte[] enveloped = envelopes(body, document);
            return with(payload, enveloped == null ? document.of(body) : enveloped);
        };
    }

    private static byte[] form(String body, Inside document) {
        return Arrays.stream(body.split("&", -1))
                .map(pair -> {
                    int equals = pair.indexOf('=') + 1;
                    try {
                        byte[] value =
                                URLDecoder.decode(pair.substring(equals), UTF_8).getBytes(UTF_8);
                        byte[] changed = document.of(value);
                        return changed == null
                                ? pair
                                : pair.substring(0, equals) + URLEncoder.encode(new String(changed, UTF_8), UTF_8);
                    } catch (IOException e) {
                        return pair;
                    }
                })
                .collect(Collectors.joining("&"))
                .getBytes(UTF_8);
    }

    private static byte[] records(byte[] body, Inside document) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String record : new String(body, UTF_8).split("\u001e")) {
            byte[] bytes = record.getBytes(UTF_8);
            byte[] changed = document.of(bytes);
            out.writeBytes(changed == null ? bytes : changed);
            out.write(0x1e);
        }
        return out.toByteArray();
    }

    /** Every message in its envelope changed, or the body itself; null when the body is neither. */
    private static byte @Nullable [] envelopes(byte[] body, Inside message) throws IOException {
        List<Envelope> envelopes = Envelope.all(body, 0, body.length);
        if (envelopes == null) {
            return null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Envelope envelope : envelopes) {
            byte[] bytes = Arrays.copyOfRange(body, envelope.from(), envelope.to());
            byte[] changed = message.of(bytes);
            out.writeBytes(Envelope.wrap(envelope.flags(), changed == null ? bytes : changed));
        }
        return out.toByteArray();
    }

    private static byte @Nullable [] renumbered(byte[] message) throws IOException {
        byte[] plain;
        try {
            plain = Gzip.is(message, 0, message.length) ? Gzip.decode(message) : message;
        } catch (UninspectableException e) {
            throw new IOException(e);
        }
        List<Protobuf.Field> fields = Protobuf.fields(plain, 0, plain.length);
        if (fields == null) {
            return null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Protobuf.Field field : fields) {
            out.writeBytes(Protobuf.varint((long) (field.id() + 20) << 3 | (plain[field.start()] & 7)));
            byte[] value = Arrays.copyOfRange(plain, field.from(), field.to());
            boolean nested = field.sized() && ProtobufGuess.of(value, 0, value.length) == ProtobufGuess.MESSAGE;
            byte[] inner = nested ? renumbered(value) : null;
            byte[] written = inner == null ? value : inner;
            out.writeBytes(field.sized() ? Protobuf.varint(written.length) : new byte[0]);
            out.writeBytes(written);
        }
        return plain == message ? out.toByteArray() : Gzip.encode(out.toByteArray());
    }
}
