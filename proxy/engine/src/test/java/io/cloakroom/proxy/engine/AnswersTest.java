package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.wire.AnswerRestorer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an origin answers, a client gets one answer that ends in one place, or one that is visibly not complete. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class AnswersTest extends ScriptedOriginTest {

    private static final AtomicInteger TRIED = new AtomicInteger();

    /** A way back through the proxy. */
    private enum Route {
        UNRESTORED(() -> null),
        RESTORED(Names::new),
        PASSED(() -> null);

        private final Supplier<@Nullable AnswerRestorer> restorer;

        Route(Supplier<@Nullable AnswerRestorer> restorer) {
            this.restorer = restorer;
        }
    }

    record Payload(Route route, String expected, String name, String text, boolean closes) {
        @Override
        public String toString() {
            return "trust 22: " + name + " (" + route + ")";
        }
    }

    static List<Payload> payloads() throws IOException {
        try (InputStream in = Objects.requireNonNull(AnswersTest.class.getResourceAsStream("answers.txt"))) {
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(Route.values()).map(route -> payload(line, route)))
                    .toList();
        }
    }

    private static Payload payload(String line, Route route) {
        String[] fields = line.split("\\|", 3);
        boolean closes = fields[2].endsWith("!");
        String text = (closes ? fields[2].substring(0, fields[2].length() - 1) : fields[2])
                .replace("{ok}", "HTTP/1.1 200 OK~")
                .translateEscapes()
                .replace("~", "\r\n");
        return new Payload(route, fields[0], fields[1], text, closes);
    }

    @Override
    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        super.start(directory);
    }

    @Override
    @AfterAll
    void stop() throws Exception {
        super.stop();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    @DisplayName("trust 22: all of the corpus was tried")
    void allWasTried() throws IOException {
        System.out.println("trust 22: " + TRIED + " answers, none split, none cut off that looked complete");
        assertThat(TRIED.get()).isEqualTo(payloads().size());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("payloads")
    void endsInOnePlace(Payload payload) throws Exception {
        handler.restorer = headers -> payload.route().restorer.get();
        script = (head, in, out) -> {
            RawOrigin.write(out, payload.text());
            if (payload.closes()) {
                out.close();
            }
        };
        boolean passed = payload.route() == Route.PASSED;
        String received;
        try (RawClient client = passed ? outside() : inside()) {
            client.send("GET " + (passed ? "http://open.example" : "") + "/ HTTP/1.1\r\nHost: "
                    + (passed ? OPEN : Network.CHAT) + "\r\nConnection: close\r\n\r\n");
            received = client.receiveAll();
        }
        String result = strictly(received);

        assertThat(result.startsWith("502 ") ? "502" : result).isEqualTo(payload.expected());
        assertThat(received).doesNotContain("poison");
        TRIED.incrementAndGet();
    }

    /** Status and body, {@code cut} when the answer is not complete; fails for what a strict client would not take. */
    private static String strictly(String bytes) {
        int end = bytes.indexOf("\r\n\r\n");
        if (end < 0) {
            return "cut";
        }
        List<String> head = List.of(bytes.substring(0, end).split("\r\n"));
        assertThat(head.getFirst()).matches("HTTP/1\\.1 [2-5][0-9]{2} [ -~]*");
        assertThat(head.subList(1, head.size())).allMatch(line -> line.matches("[!-9;-~]+: [\t -~]*"));
        List<String> lengths = values(head, "content-length");
        List<String> codings = values(head, "transfer-encoding");
        assertThat(lengths.size() + codings.size()).isLessThanOrEqualTo(1);
        assertThat(codings).allMatch("chunked"::equals);
        String status = head.getFirst().substring(9, 12) + " ";
        String rest = bytes.substring(end + 4);
        if (!codings.isEmpty()) {
            return dechunked(status, rest);
        }
        if (lengths.isEmpty()) {
            return status + rest;
        }
        int length = Integer.parseInt(lengths.getFirst());
        assertThat(rest.length()).isLessThanOrEqualTo(length);
        return rest.length() < length ? "cut" : status + rest;
    }

    private static String dechunked(String status, String bytes) {
        StringBuilder body = new StringBuilder(status);
        String rest = bytes;
        while (true) {
            int line = rest.indexOf("\r\n");
            if (line < 0) {
                return "cut";
            }
            int length = Integer.parseInt(rest.substring(0, line), 16);
            rest = rest.substring(line + 2);
            if (length == 0) {
                assertThat(rest).endsWith("\r\n");
                return body.toString();
            }
            if (rest.length() < length + 2) {
                return "cut";
            }
            body.append(rest, 0, length);
            rest = rest.substring(length + 2);
        }
    }

    private static List<String> values(List<String> head, String name) {
        return head.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    @Test
    @DisplayName("trust 22: the first event of a stream arrives before the origin sends the second")
    void theFirstEventIsNotDelayed() throws Exception {
        Semaphore next = new Semaphore(0);
        handler.restorer = headers -> new Names();
        script = (head, in, out) -> {
            RawOrigin.write(
                    out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            chunk(out, "data: one\n\n");
            next.acquire();
            chunk(out, "data: two\n\n");
            RawOrigin.write(out, "0\r\n\r\n");
        };
        try (RawClient client = inside()) {
            client.send("GET / HTTP/1.1\r\nHost: chat.example\r\n\r\n").receiveHead();

            assertThat(client.chunk()).isEqualTo("data: one\n\n");
            next.release();
            assertThat(client.chunk()).isEqualTo("data: two\n\n");
            assertThat(client.chunk()).isEmpty();
        }
    }
}
