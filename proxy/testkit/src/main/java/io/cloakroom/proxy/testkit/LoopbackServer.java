package io.cloakroom.proxy.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.cloakroom.proxy.testkit.Recorder.Recorded;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** An HTTP(S) server on 127.0.0.1 that stands in for many hosts, told apart by their Host header, and records what arrives. */
public final class LoopbackServer implements AutoCloseable {

    /** Answers requests to one host. */
    @FunctionalInterface
    public interface Host {
        void answer(Recorded request, Reply reply) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Host> hosts;
    private final Recorder recorder;

    /** @param tls null for plain HTTP */
    public LoopbackServer(@Nullable SSLContext tls, Map<String, Host> hosts, Recorder recorder) throws IOException {
        this.hosts = Map.copyOf(hosts);
        this.recorder = recorder;
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (tls == null) {
            server = HttpServer.create(anyPort, 0);
        } else {
            HttpsServer https = HttpsServer.create(anyPort, 0);
            https.setHttpsConfigurator(new HttpsConfigurator(tls));
            server = https;
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** {@code 127.0.0.1:port}, as {@code upstream.hosts} wants it. */
    public String address() {
        return "127.0.0.1:" + port();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, List<String>> headers = new TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
            String host = headers.getOrDefault("host", List.of("")).getFirst().replaceFirst(":\\d+$", "");
            byte[] body = exchange.getRequestBody().readAllBytes();
            Recorded request = new Recorded(
                    host, exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
            Host known = hosts.get(host);
            if (known == null) {
                new Reply(exchange).text(421, "text/plain", "no such host on this loopback: " + host);
                return;
            }
            recorder.add(request);
            Reply reply = new Reply(exchange);
            known.answer(request, reply);
            recorder.answered(request, reply.sent.toString());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** The answer to one request; call one method once. */
    public static final class Reply {

        private final HttpExchange exchange;
        private final StringBuilder sent = new StringBuilder();

        Reply(HttpExchange exchange) {
            this.exchange = exchange;
        }

        public void text(int status, String contentType, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            sent.append(body);
            exchange.getResponseHeaders().set("Content-Type", contentType);
            boolean bodyless = exchange.getRequestMethod().equals("HEAD") || bytes.length == 0;
            exchange.sendResponseHeaders(status, bodyless ? -1 : bytes.length);
            if (!bodyless) {
                exchange.getResponseBody().write(bytes);
            }
        }

        public Reply header(String name, String value) {
            exchange.getResponseHeaders().add(name, value);
            return this;
        }

        /** Starts a streamed answer; every {@link Stream#send} is flushed as a chunk of its own. */
        public Stream stream(String contentType) throws IOException {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.getResponseHeaders().set("Cache-Control", "no-cache");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            return bytes -> {
                sent.append(new String(bytes, StandardCharsets.UTF_8));
                out.write(bytes);
                out.flush();
            };
        }
    }

    /** A streamed answer under way. */
    @FunctionalInterface
    public interface Stream {
        void send(byte[] bytes) throws IOException;

        default void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
