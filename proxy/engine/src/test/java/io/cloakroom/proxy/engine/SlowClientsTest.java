package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.OriginCertificates.Like;
import io.cloakroom.proxy.engine.guard.Identity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that take their time, and clients that come in crowds. */
class SlowClientsTest {

    private final FakeHandler handler = new FakeHandler(Network.CHAT);
    private RawOrigin origin;
    private Network network;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        origin = new RawOrigin(
                OriginCertificates.context(Like.GOOD, Network.CHAT),
                (head, in, out) -> RawOrigin.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
        network = Network.start(
                directory,
                handler,
                Map.of(Network.CHAT, origin.address()),
                new Identity("local", Map.of()),
                limits -> limits.withDeadlines(Duration.ofMillis(500), Duration.ofMillis(500))
                        .withConnections(3, 3));
    }

    @AfterEach
    void stop() throws Exception {
        network.close();
        origin.close();
    }

    @Test
    void aHeadThatNeverEndsIsCutOff() throws Exception {
        try (RawClient client = new RawClient(network.proxy.address())) {
            client.send("GET http://open.example/ HTTP/1.1\r\nHost: open.ex");

            assertThat(client.atEnd()).isTrue();
        }
    }

    @Test
    void aHeadThatNeverEndsIsCutOffInsideTlsToo() throws Exception {
        try (RawClient client = RawClient.inside(network, Network.CHAT)) {
            client.send("GET / HTTP/1.1\r\nHost: chat.example\r\n\r\n");
            assertThat(client.receive().status()).isEqualTo(200);
            client.send("GET / HTTP/1.1\r\nX-A: b");

            assertThat(client.atEnd()).isTrue();
        }
    }

    @Test
    void aBodyThatStopsArrivingIsRefused() throws Exception {
        try (RawClient client = RawClient.inside(network, Network.CHAT)) {
            client.send("POST / HTTP/1.1\r\nHost: chat.example\r\nContent-Length: 100000\r\n\r\nabc");

            assertThat(client.receive().status()).isEqualTo(408);
        }
        assertThat(handler.asked).isEmpty();
        assertThat(network.proxy.traffic().heldBytes()).isZero();
    }

    @Test
    void moreConnectionsThanAllowedAreClosed() throws Exception {
        try (RawClient one = RawClient.inside(network, Network.CHAT);
                RawClient two = new RawClient(network.proxy.address());
                RawClient three = new RawClient(network.proxy.address())) {
            while (network.proxy.traffic().connections() < 3) {
                Thread.onSpinWait();
            }
            try (RawClient four = new RawClient(network.proxy.address())) {
                assertThat(four.atEnd()).isTrue();
            }
            one.send("GET / HTTP/1.1\r\nHost: chat.example\r\n\r\n");
            assertThat(one.receive().status()).isEqualTo(200);
            assertThat(two.socket().isConnected() && three.socket().isConnected())
                    .isTrue();
        }
    }
}
