package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.OriginCertificates.Like;
import io.cloakroom.proxy.engine.RequestCorpus.Payload;
import io.cloakroom.proxy.engine.RequestCorpus.Route;
import io.cloakroom.proxy.engine.recorders.ParserPanel;
import io.cloakroom.proxy.engine.recorders.ParserPanel.Entrance;
import io.cloakroom.proxy.engine.recorders.RecordingOrigin.Read;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that two parsers could read differently are refused; what is forwarded, three parsers read alike. */
@TestMethodOrder(OrderAnnotation.class)
class FramingTest {

    private static final int LARGE = 400;

    private static final FakeHandler HANDLER = new FakeHandler(Network.CHAT);
    private static final Map<Integer, int[]> FIGURES = new TreeMap<>();
    private static final Map<Route, Entrance> ENTRANCES = new EnumMap<>(Route.class);
    private static ParserPanel panel;
    private static Network network;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        panel = new ParserPanel(directory);
        for (Route route : Route.values()) {
            // Each route has its own: what is cut off on one may arrive when the next is tried.
            SSLContext tls = route == Route.INSIDE_TLS ? OriginCertificates.context(Like.GOOD, Network.CHAT) : null;
            ENTRANCES.put(route, panel.entrance(tls));
        }
        network = Network.start(
                directory,
                HANDLER,
                Map.of(
                        Network.CHAT + ":443",
                        ENTRANCES.get(Route.INSIDE_TLS).address(),
                        Network.CHAT + ":80",
                        ENTRANCES.get(Route.PLAIN_INSPECTED).address(),
                        "open.example",
                        ENTRANCES.get(Route.PLAIN_PASSED).address()));
    }

    @AfterAll
    static void stop() throws Exception {
        network.close();
        panel.close();
    }

    @BeforeEach
    void forget() throws Exception {
        HANDLER.asked.clear();
        panel.requests();
        ENTRANCES.values().forEach(Entrance::bytes);
    }

    /** Short runs leave out the route that differs from the one inside TLS by the form of its targets only. */
    static List<Payload> payloads() {
        return RequestCorpus.all().stream()
                .filter(payload -> payload.route() != Route.PLAIN_INSPECTED || Trust.FULL)
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("payloads")
    void isRefusedOrReadAlike(Payload payload) throws Exception {
        try (RawClient client = payload.route() == Route.INSIDE_TLS
                ? RawClient.inside(network, Network.CHAT)
                : new RawClient(network.proxy.address())) {
            client.send(payload.text());
            for (String status : payload.statuses()) {
                RawClient.Response response = client.receive();
                assertThat(response.status())
                        .isIn(status.equals("4xx") ? List.of(400, 501) : List.of(Integer.valueOf(status)));
            }
            if (payload.endsRefused()) {
                assertThat(client.atEnd()).isTrue();
            }
            if (payload.statuses().isEmpty() && payload.route() == Route.PLAIN_PASSED) {
                // The client leaves when the beginning has arrived.
                ENTRANCES.get(payload.route()).awaitFirstByte();
            }
        }
        while (network.proxy.traffic().connections() > 0) {
            Thread.onSpinWait();
        }
        Map<String, List<Read>> requests = panel.requests();
        String bytes = ENTRANCES.get(payload.route()).bytes();

        List<Read> read = requests.get("Netty");
        assertThat(requests.get("Node")).isEqualTo(read);
        assertThat(requests.get("nginx")).isEqualTo(read);
        assertThat(read).hasSize((int) payload.served());
        if (payload.served() == 0 && payload.route() != Route.PLAIN_PASSED) {
            assertThat(bytes).isEmpty();
            assertThat(HANDLER.asked).isEmpty();
        }
        if (payload.trust() == 17) {
            assertThat(bytes).doesNotContain("\r\n0\r\n");
        }
        int kind = payload.served() > 0 ? 2 : bytes.isEmpty() ? 0 : 1;
        FIGURES.computeIfAbsent(payload.trust(), trust -> new int[3])[kind]++;
    }

    @Test
    @Order(Integer.MAX_VALUE)
    @DisplayName("trust 15: the corpus is large, and all of it was tried")
    void theCorpusIsLarge() {
        FIGURES.forEach(
                (trust, counts) -> System.out.println("trust " + trust + ": " + (counts[0] + counts[1] + counts[2])
                        + " payloads, " + counts[0] + " refused with nothing forwarded, " + counts[1]
                        + " cut off before their end, " + counts[2] + " forwarded and read identically by 3 parsers"));
        int tried = FIGURES.values().stream()
                .mapToInt(counts -> IntStream.of(counts).sum())
                .sum();
        assertThat(tried).isEqualTo(payloads().size()).isGreaterThan(LARGE);
    }

    @Test
    @DisplayName("trust 19: a TLS server name that is not the host of the CONNECT is refused")
    void theNameInTheHandshakeMustBeTheOneOfTheConnect() throws Exception {
        try (RawClient client = RawClient.inside(network, Network.CHAT, "", "other.example")) {
            client.send("GET / HTTP/1.1\r\nHost: chat.example\r\n\r\n");

            assertThat(client.receive().status()).isEqualTo(400);
        }
        panel.requests();
        assertThat(ENTRANCES.get(Route.INSIDE_TLS).bytes()).isEmpty();
    }

    @ParameterizedTest(name = "trust 20: {1} headers of {0} bytes are answered {2}")
    @CsvSource({"32768, 1, 200", "70000, 1, 431", "10, 240, 200", "10, 2000, 431"})
    void headersHaveLimits(int length, int count, int expected) throws Exception {
        StringBuilder request = new StringBuilder("GET / HTTP/1.1\r\nHost: chat.example\r\n");
        for (int i = 0; i < count; i++) {
            request.append(count == 1 ? "Cookie" : "X-" + i)
                    .append(": ")
                    .append("a".repeat(length))
                    .append("\r\n");
        }
        try (RawClient client = RawClient.inside(network, Network.CHAT)) {
            client.send(request + "\r\n");

            assertThat(client.receive().status()).isEqualTo(expected);
        }
        assertThat(panel.requests().get("Netty")).hasSize(expected == 200 ? 1 : 0);
    }

    @Test
    void whatConcernsOnlyOneConnectionIsNotForwarded() throws Exception {
        try (RawClient client = RawClient.inside(network, Network.CHAT)) {
            client.send("GET / HTTP/1.1\r\nHost: chat.example\r\nConnection: keep-alive, X-Hop\r\nX-Hop: 1\r\n"
                    + "Proxy-Authorization: Basic c2VjcmV0\r\nProxy-Connection: keep-alive\r\nTE: trailers\r\n"
                    + "Keep-Alive: timeout=5\r\nX-End: to-end\r\n\r\n");

            assertThat(client.receive().status()).isEqualTo(200);
        }
        panel.requests();
        assertThat(ENTRANCES.get(Route.INSIDE_TLS).bytes())
                .containsIgnoringCase("x-end: to-end")
                .doesNotContainIgnoringCase("x-hop")
                .doesNotContainIgnoringCase("proxy-")
                .doesNotContainIgnoringCase("keep-alive")
                .doesNotContainIgnoringCase("trailers");
    }
}
