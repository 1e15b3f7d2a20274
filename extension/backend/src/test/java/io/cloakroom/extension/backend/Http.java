package io.cloakroom.extension.backend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** HTTP to the byte, for requests no well-behaved client would send. */
final class Http {

    private Http() {}

    static Request get(String path) {
        return new Request("GET", path, Map.of("Host", "localhost"), new byte[0]);
    }

    static Request post(String path, String body) {
        return new Request("POST", path, Map.of("Host", "localhost"), body.getBytes(StandardCharsets.UTF_8))
                .with("Content-Type", "application/json");
    }

    static Answer raw(int port, byte[] head, byte[] body) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(head);
            socket.getOutputStream().write(body);
            return Answer.parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Request(String method, String path, Map<String, String> headers, byte[] body) {

        /** The same with one more header, or another value of it; {@code null} takes it away. */
        Request with(String name, String value) {
            Map<String, String> changed = new LinkedHashMap<>(headers);
            if (value == null) {
                changed.remove(name);
            } else {
                changed.put(name, value);
            }
            return new Request(method, path, changed, body);
        }

        Request method(String other) {
            return new Request(other, path, headers, body);
        }

        Answer to(int port) {
            StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n");
            headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
            if (body.length > 0) {
                head.append("Content-Length: " + body.length + "\r\n");
            }
            return raw(port, head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8), body);
        }
    }

    /** @param headers by lower-case name */
    record Answer(int status, Map<String, String> headers, String body) {

        static Answer parse(String text) {
            int end = text.indexOf("\r\n\r\n");
            String[] lines = text.substring(0, end).split("\r\n");
            Map<String, String> headers = new LinkedHashMap<>();
            for (int i = 1; i < lines.length; i++) {
                int colon = lines[i].indexOf(':');
                headers.put(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).strip());
            }
            return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, text.substring(end + 4));
        }

        String header(String name) {
            return headers.get(name);
        }

        /** The content type without its parameters. */
        String type() {
            return headers.getOrDefault("content-type", "").split(";")[0];
        }

        JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (JsonProcessingException e) {
                throw new AssertionError("not JSON: " + body, e);
            }
        }
    }
}
