package io.cloakroom.proxy.app;

import io.cloakroom.proxy.testkit.ClientTls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * A program behind the proxy that trusts nothing but the installation's certificate authority.
 *
 * @param credentials {@code user:password} for the proxy, or {@code ""}
 */
record Client(int proxyPort, String caPem, String credentials) {

    private static final int READ_TIMEOUT_MILLIS = 30_000;
    private static final Map<String, SSLContext> TRUSTED = new ConcurrentHashMap<>();

    /** @param status of the CONNECT when that was refused, else of the answer */
    record Answer(int status, String body) {}

    /** One POST on a connection of its own, read to its end. */
    Answer post(String host, String target, String json) throws IOException, GeneralSecurityException {
        return send("POST", host, target, Map.of("Content-Type", "application/json"), json);
    }

    /** One request on a connection of its own, read to its end. */
    Answer send(String method, String host, String target, Map<String, String> headers, String body)
            throws IOException, GeneralSecurityException {
        try (Connection connection = connect(host)) {
            return connection.refused() != 0
                    ? new Answer(connection.refused(), "")
                    : connection.ask(method, target, headers, body);
        }
    }

    /** A connection through the proxy to a host, kept until it is closed. */
    Connection connect(String host) throws IOException, GeneralSecurityException {
        Socket tcp = new Socket("127.0.0.1", proxyPort);
        tcp.setSoTimeout(READ_TIMEOUT_MILLIS);
        String authorization = credentials.isEmpty()
                ? ""
                : "Proxy-Authorization: Basic "
                        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)) + "\r\n";
        Client.send(tcp, "CONNECT " + host + ":443 HTTP/1.1\r\nHost: " + host + ":443\r\n" + authorization + "\r\n");
        int connected = status(head(tcp.getInputStream()));
        return connected == 200
                ? new Connection(host, trusted(caPem).getSocketFactory().createSocket(tcp, host, 443, true), 0)
                : new Connection(host, tcp, connected);
    }

    /** @param refused status of a CONNECT that was refused, else 0 */
    record Connection(String host, Socket socket, int refused) implements AutoCloseable {

        Answer ask(String method, String target, Map<String, String> headers, String body) throws IOException {
            start(method, target, headers, body);
            String head = head(socket.getInputStream());
            return new Answer(status(head), new String(body(head.toLowerCase(Locale.ROOT)), StandardCharsets.UTF_8));
        }

        /** Sends a request and reads nothing. */
        void start(String method, String target, Map<String, String> headers, String body) throws IOException {
            StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n");
            headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
            int length = body.getBytes(StandardCharsets.UTF_8).length;
            Client.send(socket, request + "Content-Length: " + length + "\r\n\r\n" + body);
        }

        private byte[] body(String head) throws IOException {
            if (head.contains("transfer-encoding: chunked")) {
                return dechunked(socket.getInputStream());
            }
            Matcher length = Pattern.compile("content-length: *(\\d+)").matcher(head);
            return length.find()
                    ? socket.getInputStream().readNBytes(Integer.parseInt(length.group(1)))
                    : socket.getInputStream().readAllBytes();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static int status(String head) {
        return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection ended after: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static byte[] dechunked(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int length = chunkLength(in); length > 0; length = chunkLength(in)) {
            body.writeBytes(in.readNBytes(length));
            in.skipNBytes(2);
        }
        in.skipNBytes(2);
        return body.toByteArray();
    }

    private static int chunkLength(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the body ended within a chunk");
            }
            line.append((char) next);
        }
        return Integer.parseInt(line.toString().strip(), 16);
    }

    private static SSLContext trusted(String pem) {
        return TRUSTED.computeIfAbsent(pem, ClientTls::trusting);
    }
}
