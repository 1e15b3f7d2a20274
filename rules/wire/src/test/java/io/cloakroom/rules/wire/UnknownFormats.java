package io.cloakroom.rules.wire;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloakroom.rules.wire.binary.Envelope;
import io.cloakroom.rules.wire.binary.Gzip;
import io.cloakroom.rules.wire.binary.Protobuf;
import io.cloakroom.rules.wire.json.JsonStrings;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.Deflater;

/** How chatbots that nobody described could send a prompt: formats in use on the web, and what is theirs around it. */
public final class UnknownFormats {

    private static final String UUID = "5eed0000-0000-4000-8000-00000000c0de";
    private static final String HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI1ZWVkIn0.c2lnbmF0dXJlLW9mLWEtc2FtcGxl";
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static final String JSON = "application/json";
    private static final String MULTIPART = "multipart/form-data; boundary=b";

    private UnknownFormats() {}

    /** Puts a prompt into a body, and tells what then leaves. */
    public interface Wrap {
        byte[] of(String prompt);
    }

    public interface WrapText {
        String of(String prompt);
    }

    /** @param target request target, or what makes one of a prompt */
    public record Format(String name, String type, WrapText target, Wrap body) {

        public Payload payload(String prompt) {
            return new Payload(target.of(prompt), type, body.of(prompt));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Format text(String name, String type, WrapText body) {
        return binary(name, type, prompt -> body.of(prompt).getBytes(UTF_8));
    }

    private static Format binary(String name, String type, Wrap body) {
        return new Format(name, type, prompt -> "/api/send", body);
    }

    /** A JSON string. */
    private static String string(String prompt) {
        return '"' + JsonStrings.encode(prompt) + '"';
    }

    private static String chat(String prompt) {
        return "{\"id\":\"" + UUID + "\",\"message\":" + string(prompt) + "}";
    }

    private static String percent(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String part(String head, String body) {
        return "--b\r\n" + head + "\r\n\r\n" + body + "\r\n";
    }

    private static String field(String name, String body) {
        return part("Content-Disposition: form-data; name=\"" + name + "\"", body);
    }

    static byte[] deflate(byte[] bytes, boolean bare) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, bare);
        deflater.setInput(bytes);
        deflater.finish();
        byte[] out = new byte[bytes.length + 64];
        int length = deflater.deflate(out);
        deflater.end();
        return java.util.Arrays.copyOf(out, length);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] proto(int number, byte[] value) {
        return join(Protobuf.varint((long) number << 3 | 2), Protobuf.varint(value.length), value);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** MessagePack (github.com/msgpack/msgpack, spec.md): a map of one string and one UUID. */
    static byte[] msgpack(String prompt) {
        byte[] text = bytes(prompt);
        return join(
                new byte[] {(byte) 0x82, (byte) 0xa7},
                bytes("message"),
                new byte[] {(byte) 0xd9, (byte) text.length},
                text,
                new byte[] {(byte) 0xa2},
                bytes("id"),
                new byte[] {(byte) 0xd9, 36},
                bytes(UUID));
    }

    /** CBOR (RFC 8949): a map of one text. */
    static byte[] cbor(String prompt) {
        byte[] text = bytes(prompt);
        return join(new byte[] {(byte) 0xa1, 0x67}, bytes("message"), new byte[] {0x78, (byte) text.length}, text);
    }

    /** Formats in which a prompt is found and replaced, and every other byte stays. */
    public static List<Format> readable() {
        return List.of(
                text(
                        "GraphQL, batch",
                        JSON,
                        p -> "[{\"operationName\":\"Send\",\"variables\":{\"input\":{\"chatId\":\""
                                + UUID + "\",\"text\":" + string(p)
                                + "}},\"extensions\":{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"" + HASH
                                + "\"}},\"query\":\"mutation Send($input: SendInput!) { send(input: $input) { id } }\"}]"),
                text(
                        "JSON:API",
                        "application/vnd.api+json",
                        p -> "{\"data\":{\"type\":\"messages\",\"attributes\":{\"body\":"
                                + string(p) + "},\"relationships\":{\"chat\":{\"data\":{\"type\":\"chats\",\"id\":\""
                                + UUID
                                + "\"}}}}}"),
                new Format(
                        "tRPC, batch",
                        JSON,
                        p -> "/api/trpc/chat.send,user.me?batch=1",
                        p -> bytes("{\"0\":{\"json\":" + chat(p)
                                + "},\"1\":{\"json\":null,\"meta\":{\"values\":[\"undefined\"]}}}")),
                text(
                        "superjson",
                        JSON,
                        p -> "{\"json\":{\"prompt\":" + string(p)
                                + ",\"at\":\"2026-11-28T09:00:00.000Z\"},\"meta\":{\"values\":{\"at\":[\"Date\"]},\"v\":1}}"),
                text("devalue, flattened", JSON, p -> "[{\"id\":1,\"prompt\":2},\"" + UUID + "\"," + string(p) + "]"),
                text(
                        "Firestore values",
                        JSON,
                        p -> "{\"writes\":[{\"update\":{\"name\":\"projects/x/chats/" + UUID
                                + "\",\"fields\":{\"text\":{\"stringValue\":" + string(p)
                                + "},\"n\":{\"integerValue\":\"3\"}}}}]}"),
                text(
                        "JSON-RPC, batch",
                        "application/json-rpc+json",
                        p -> "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"chat/send\"," + "\"params\":[" + string(p)
                                + "]},{\"jsonrpc\":\"2.0\",\"method\":\"ping\"}]"),
                text(
                        "batchexecute",
                        "application/x-www-form-urlencoded",
                        p -> "f.req="
                                + percent("[[[\"Xy1\"," + string("[null," + string(p) + "]") + ",null,\"generic\"]]]")
                                + "&at=AJ5Vq" + HASH + "&"),
                text(
                        "form with Base64url of JSON",
                        "application/x-www-form-urlencoded",
                        p -> "v=2&payload="
                                + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(chat(p))) + "&csrf="
                                + HASH),
                text(
                        "multipart/mixed",
                        "multipart/mixed; boundary=b",
                        p -> part("Content-Type: application/json", chat(p)) + part("Content-Type: text/plain", p)
                                + "--b--\r\n"),
                text(
                        "multipart/related with JSON and a picture",
                        "multipart/related; boundary=b",
                        p -> part("Content-Type: application/json; charset=UTF-8", chat(p))
                                + part("Content-Type: text/plain", PNG) + "--b--\r\n"),
                text(
                        "GraphQL over multipart",
                        MULTIPART,
                        p -> field(
                                        "operations",
                                        "{\"query\":\"mutation {x}\",\"variables\":{\"t\":" + string(p)
                                                + ",\"f\":null}}")
                                + field("map", "{\"0\":[\"variables.f\"]}") + "--b--\r\n"),
                text(
                        "React Server Action, multipart",
                        MULTIPART,
                        p -> field("1_$ACTION_ID_" + HASH.substring(0, 42), "") + field("1_prompt", p)
                                + field("0", "[\"$undefined\",\"$K1\"]") + "--b--\r\n"),
                text(
                        "React Server Action, text",
                        "text/plain;charset=UTF-8",
                        p -> "[" + string(p) + ",\"$undefined\",\"$T1\"]"),
                text("lines of JSON", "application/x-ndjson", p -> chat("one") + "\n" + chat(p) + "\n"),
                text(
                        "Elasticsearch lines",
                        JSON,
                        p -> "{\"index\":\"chats\"}\n{\"query\":{\"match\":{\"text\":" + string(p) + "}}}\n"),
                text(
                        "SOAP",
                        "text/xml; charset=utf-8",
                        p -> "<?xml version=\"1.0\"?><s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">"
                                + "<s:Body><ask id=\"" + UUID + "\"><text>" + xml(p)
                                + "</text></ask></s:Body></s:Envelope>"),
                text("CSV", "text/csv", p -> "role,text\nuser,\"" + p.replace("\"", "\"\"") + "\"\n"),
                text("YAML", "application/yaml", p -> "id: " + UUID + "\ntext: |\n  " + p.replace("\n", "\n  ") + "\n"),
                new Format("prompt in the path", "", p -> "/v1/complete/" + percent(p) + "/" + UUID, p -> new byte[0]),
                new Format(
                        "prompt in the query", "", p -> "/search?q=" + percent(p) + "&sid=" + UUID, p -> new byte[0]),
                new Format(
                        "JSON in the query",
                        "",
                        p -> "/trpc/x?batch=1&input=" + percent("{\"0\":{\"json\":" + string(p) + "}}"),
                        p -> new byte[0]),
                text("Socket.IO", "", p -> "42[\"message\"," + chat(p) + "]"),
                text("Socket.IO in a namespace", "", p -> "42/chat,7[\"message\"," + chat(p) + "]"),
                text(
                        "Socket.IO, polling",
                        "text/plain;charset=UTF-8",
                        p -> "42[\"typing\",true]\u001e42[\"message\"," + chat(p) + "]"),
                text(
                        "Phoenix channel",
                        "",
                        p -> "[\"4\",\"7\",\"room:" + UUID + "\",\"new_msg\",{\"body\":" + string(p) + "}]"),
                text(
                        "Action Cable",
                        "",
                        p -> "{\"command\":\"message\",\"identifier\":"
                                + string("{\"channel\":\"Chat\",\"id\":\"" + UUID + "\"}") + ",\"data\":"
                                + string(chat(p)) + "}"),
                text(
                        "DDP in SockJS",
                        "",
                        p -> "["
                                + string("{\"msg\":\"method\",\"method\":\"send\",\"params\":[" + string(p)
                                        + "],\"id\":\"3\"}")
                                + "]"),
                text(
                        "JSON, gzip, Base64",
                        JSON,
                        p -> "{\"data\":\"" + base64(Gzip.encode(bytes(chat(p)))) + "\",\"token\":\"" + JWT + "\"}"),
                text(
                        "JSON, zlib, Base64",
                        JSON,
                        p -> "{\"data\":\"" + base64(deflate(bytes(chat(p)), false)) + "\",\"hash\":\"" + HASH + "\"}"),
                text(
                        "JSON, deflate, Base64",
                        JSON,
                        p -> "{\"data\":\"" + base64(deflate(bytes(chat(p)), true)) + "\"}"),
                binary("JSON, zlib", "application/octet-stream", p -> deflate(bytes(chat(p)), false)),
                text("JSON in Base64 alone", "text/plain", p -> base64(bytes(chat(p)))),
                text(
                        "characters and NULs",
                        JSON,
                        p -> "{\"text\":\"" + JsonStrings.encode(p) + "\\u0000\\u0000\\u0000\"}"),
                text(
                        "numbers of characters",
                        JSON,
                        p -> "{\"type\":\"Buffer\",\"data\":["
                                + bytesOf(p).map(Object::toString).collect(Collectors.joining(",")) + "]}"),
                text(
                        "numbers of characters by index",
                        JSON,
                        p -> "{\"id\":7,\"data\":{" + indexed(bytesOf(p).toList()) + "}}"),
                text(
                        "numbers of characters beyond a byte",
                        JSON,
                        p -> "["
                                + (p + " 김가상 🙂")
                                        .chars()
                                        .mapToObj(Integer::toString)
                                        .collect(Collectors.joining(",")) + "]"),
                text(
                        "numbers of code points",
                        JSON,
                        p -> "["
                                + (p + " 🙂")
                                        .codePoints()
                                        .mapToObj(Integer::toString)
                                        .collect(Collectors.joining(",")) + "]"),
                text(
                        "numbers of characters of Latin-1",
                        JSON,
                        p -> "{" + indexed(p.chars().boxed().toList()) + "}"),
                binary(
                        "protobuf, packed and strings",
                        "application/x-protobuf",
                        p -> join(
                                proto(1, bytes(UUID)),
                                proto(2, join(Protobuf.varint(7), Protobuf.varint(300), Protobuf.varint(1))),
                                proto(3, bytes("short")),
                                proto(3, bytes(p)))),
                binary("gRPC-Web", "application/grpc-web+proto", p -> Envelope.wrap(0, proto(1, proto(2, bytes(p))))),
                text(
                        "gRPC-Web, text",
                        "application/grpc-web-text",
                        p -> base64(Envelope.wrap(0, proto(1, proto(2, bytes(p)))))));
    }

    private static String indexed(List<Integer> codes) {
        return java.util.stream.IntStream.range(0, codes.size())
                .mapToObj(i -> "\"" + i + "\":" + codes.get(i))
                .collect(Collectors.joining(","));
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    /** Formats that nobody here can rewrite: what carries a prompt in them does not leave. */
    public static List<Format> unreadable() {
        byte[] noise = new byte[600];
        new java.util.Random(7).nextBytes(noise);
        return List.of(
                binary("MessagePack", "application/msgpack", UnknownFormats::msgpack),
                binary("MessagePack called nothing", "", UnknownFormats::msgpack),
                binary("CBOR", "application/cbor", UnknownFormats::cbor),
                text("MessagePack in Base64", JSON, p -> "{\"data\":\"" + base64(msgpack(p)) + "\"}"),
                text("CBOR in Base64", JSON, p -> "{\"data\":\"" + base64(cbor(p)) + "\"}"),
                text(
                        "MessagePack in hexadecimal",
                        JSON,
                        p -> "{\"data\":\"" + HexFormat.of().formatHex(msgpack(p)) + "\"}"),
                binary("JSON in UTF-16", JSON, p -> chat(p).getBytes(UTF_16LE)),
                text(
                        "JSON in UTF-16 in Base64",
                        JSON,
                        p -> "{\"data\":\"" + base64(chat(p).getBytes(UTF_16LE)) + "\"}"),
                text(
                        "STOMP",
                        "",
                        p -> "SEND\ndestination:/app/chat\ncontent-length:" + bytes(chat(p)).length + "\n\n" + chat(p)
                                + "\u0000"),
                binary("encrypted", "application/octet-stream", p -> noise),
                text("encrypted, in Base64", "text/plain", p -> base64(noise)));
    }

    private static java.util.stream.Stream<Integer> bytesOf(String text) {
        byte[] bytes = bytes(text);
        return java.util.stream.IntStream.range(0, bytes.length).mapToObj(i -> bytes[i] & 0xff);
    }
}
