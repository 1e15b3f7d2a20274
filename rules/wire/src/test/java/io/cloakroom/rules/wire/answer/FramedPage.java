package io.cloakroom.rules.wire.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;

/** Reads answers in frames as the site's page or SDK does: strictly, so that a wrong length or checksum is an error. */
final class FramedPage {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringBuilder text = new StringBuilder();

    private FramedPage() {}

    /**
     * @param kind {@code connect}, {@code proto}, {@code aws}, {@code aws-bytes}, {@code dgw}, {@code signalr}, {@code messages},
     *     {@code messages-any}, {@code messages-last}, {@code poe}, {@code prefixed}, {@code padded}, {@code perplexity}, {@code doubao}, {@code sse-last} or
     *     {@code sse-any}
     * @param where a pointer to pieces; or two, the first to where the text begins anew; or numbers of protobuf fields
     */
    static String read(String kind, String where, List<byte[]> answer) {
        FramedPage page = new FramedPage();
        String[] pointers = where.split(",", -1);
        switch (kind) {
            case "connect" -> page.envelopes(join(answer)).forEach(document -> page.take(json(document), pointers));
            case "proto" -> page.envelopes(join(answer)).forEach(document -> page.field(document, where));
            case "aws", "aws-bytes" -> page.events(join(answer), kind.equals("aws-bytes"), pointers);
            case "dgw" -> answer.forEach(message -> page.take(json(frame(message)), pointers));
            case "signalr" -> records(join(answer)).forEach(document -> page.take(document, pointers));
            case "messages" -> answer.forEach(message -> page.event(json(message), pointers[0]));
            case "messages-any" -> answer.forEach(message -> page.take(json(message), pointers));
            case "messages-last" ->
                page.text.append(json(answer.getLast()).at(where).asText());
            case "poe" -> {
                JsonNode inner =
                        json(json(answer.getLast()).at("/messages/0").asText().getBytes(UTF_8));
                page.text.append(inner.at("/payload/data/messageAdded/text").asText());
            }
            case "prefixed" ->
                lines(answer)
                        .forEach(line -> page.take(
                                json(line.substring(line.indexOf(':') + 1).getBytes(UTF_8)), pointers));
            case "padded" ->
                lines(answer)
                        .forEach(line -> page.padded(json(line.getBytes(UTF_8)).at(where)));
            default ->
                lines(answer)
                        .filter(line -> line.startsWith("data:"))
                        .forEach(line -> page.data(kind, json(line.substring(5).getBytes(UTF_8)), pointers));
        }
        return page.text.toString();
    }

    private void data(String kind, JsonNode data, String[] pointers) {
        switch (kind) {
            case "sse-last" -> begin(data.at(pointers[0]));
            case "sse-any" -> take(data, pointers);
            case "doubao" -> {
                JsonNode content =
                        json(data.path("event_data").asText().getBytes(UTF_8)).at("/message/content");
                text.append(
                        content.isTextual()
                                ? json(content.asText().getBytes(UTF_8))
                                        .path("text")
                                        .asText()
                                : "");
            }
            case "perplexity" ->
                data.path("blocks")
                        .forEach(block -> block.at("/diff_block/patches").forEach(patch -> {
                            if (patch.path("path").asText().isEmpty()) {
                                text.setLength(0);
                                patch.at("/value/chunks").forEach(chunk -> text.append(chunk.asText()));
                            } else {
                                text.append(patch.path("value").asText());
                            }
                        }));
            default -> throw new IllegalArgumentException(kind);
        }
    }

    private void take(JsonNode document, String[] pointers) {
        JsonNode first = document.at(pointers[0]);
        if (first.isTextual()
                && (pointers.length > 1 || document.path("op").asText().equals("set"))) {
            begin(first);
        } else {
            text.append(first.asText())
                    .append(pointers.length > 1 ? document.at(pointers[1]).asText() : "");
        }
    }

    private void event(JsonNode message, String pointer) {
        text.append(
                message.path("event").asText().equals("appendText")
                        ? message.at(pointer).asText()
                        : "");
    }

    private void padded(JsonNode token) {
        if (token.isTextual()) {
            String said = token.asText();
            if (said.length() < 16) {
                throw new AssertionError("a token shorter than 16 characters tells its length");
            }
            text.append(said.replace("\u0000", ""));
        }
    }

    private void begin(JsonNode whole) {
        text.setLength(0);
        text.append(whole.asText());
    }

    private List<byte[]> envelopes(byte[] stream) {
        List<byte[]> documents = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(stream);
        while (in.hasRemaining()) {
            int flags = in.get();
            byte[] message = new byte[in.getInt()];
            in.get(message);
            if (flags < 2) {
                documents.add(flags == 1 ? gunzip(message) : message);
            }
        }
        return documents;
    }

    private static byte[] gunzip(byte[] gzip) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void field(byte[] message, String path) {
        int[] at = {0};
        String first = path.replaceFirst("\\..*", "");
        while (at[0] < message.length) {
            long tag = varint(message, at);
            long value = varint(message, at);
            if ((tag & 7) == 2) {
                byte[] bytes = Arrays.copyOfRange(message, at[0], at[0] += (int) value);
                if (tag >>> 3 == Long.parseLong(first)) {
                    if (path.equals(first)) {
                        text.append(new String(bytes, UTF_8));
                    } else {
                        field(bytes, path.substring(first.length() + 1));
                    }
                }
            }
        }
    }

    private static long varint(byte[] message, int[] at) {
        long value = 0;
        int shift = 0;
        while (message[at[0]] < 0) {
            value |= (message[at[0]++] & 0x7fL) << shift;
            shift += 7;
        }
        return value | (long) message[at[0]++] << shift;
    }

    private void events(byte[] stream, boolean encoded, String[] pointers) {
        ByteBuffer in = ByteBuffer.wrap(stream);
        for (int start = 0; start < stream.length; ) {
            int total = in.getInt(start);
            check(stream, start, start + 8, in.getInt(start + 8));
            check(stream, start, start + total - 4, in.getInt(start + total - 4));
            JsonNode payload = json(Arrays.copyOfRange(stream, start + 12 + in.getInt(start + 4), start + total - 4));
            try {
                take(encoded ? json(payload.path("bytes").binaryValue()) : payload, pointers);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            start += total;
        }
    }

    private static void check(byte[] stream, int from, int to, int expected) {
        CRC32 crc = new CRC32();
        crc.update(stream, from, to - from);
        if ((int) crc.getValue() != expected) {
            throw new AssertionError("wrong checksum");
        }
    }

    private static byte[] frame(byte[] message) {
        int length = message[3] & 0xff | (message[4] & 0xff) << 8 | (message[5] & 0xff) << 16;
        if (length + 6 != message.length) {
            throw new AssertionError("wrong length");
        }
        return Arrays.copyOfRange(message, 8, message.length);
    }

    private static List<JsonNode> records(byte[] stream) {
        return Arrays.stream(new String(stream, UTF_8).split("\u001e"))
                .map(record -> json(record.getBytes(UTF_8)))
                .toList();
    }

    private static Stream<String> lines(List<byte[]> answer) {
        return Arrays.stream(new String(join(answer), UTF_8).split("\n")).filter(line -> !line.isEmpty());
    }

    private static byte[] join(List<byte[]> parts) {
        return Framing.join(parts.toArray(byte[][]::new));
    }

    private static JsonNode json(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + new String(json, UTF_8), e);
        }
    }
}
