package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.gate.Limits;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clients that take their time, and clients that come in crowds. */
class SlowClientsTest extends ScriptedOriginTest {

    @Override
    Limits limits(Limits standard) {
        return standard.with(standard.deadlines().withRequests(Duration.ofMillis(500), Duration.ofMillis(500)))
                .with(new Limits.Clients(6, 3));
    }

    @Test
    @DisplayName("trust 21: a head has at most ten seconds, a silent connection at least five minutes")
    void theStandardLimits() {
        assertThat(Limits.standard().deadlines().head()).isLessThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(Limits.standard().deadlines().idle()).isGreaterThanOrEqualTo(Duration.ofMinutes(5));
    }

    @Test
    @DisplayName("trust 21: a head that never ends is cut off")
    void aHeadThatNeverEndsIsCutOff() throws Exception {
        try (RawClient client = outside()) {
            client.send("GET http://open.example/ HTTP/1.1\r\nHost: open.ex");

            assertThat(client.atEnd()).isTrue();
        }
    }

    @Test
    @DisplayName("trust 21: a head that never ends is cut off inside TLS too")
    void aHeadThatNeverEndsIsCutOffInsideTlsToo() throws Exception {
        try (RawClient client = inside()) {
            client.send("GET / HTTP/1.1\r\nHost: chat.example\r\n\r\n");
            assertThat(client.receive().status()).isEqualTo(200);
            client.send("GET / HTTP/1.1\r\nX-A: b");

            assertThat(client.atEnd()).isTrue();
        }
    }

    @Test
    @DisplayName("trust 21: a body that stops arriving is refused")
    void aBodyThatStopsArrivingIsRefused() throws Exception {
        try (RawClient client = inside()) {
            client.send("POST / HTTP/1.1\r\nHost: chat.example\r\nContent-Length: 100000\r\n\r\nabc");

            assertThat(client.receive().status()).isEqualTo(408);
        }
        assertThat(handler.asked).isEmpty();
        assertThat(network.proxy.traffic().heldBytes()).isZero();
    }

    @Test
    @DisplayName("trust 21: a body that stops arriving is refused on the way to a host that is not inspected too")
    void aBodyThatStopsArrivingIsRefusedWhereverItGoes() throws Exception {
        script = (head, in, out) -> in.transferTo(OutputStream.nullOutputStream());
        try (RawClient client = outside()) {
            client.send(
                    "POST http://open.example/ HTTP/1.1\r\nHost: open.example\r\nContent-Length: 100000\r\n\r\nabc");

            assertThat(client.receive().status()).isEqualTo(408);
            assertThat(client.atEnd()).isTrue();
        }
    }

    @Test
    @DisplayName("trust 21: one address cannot take all connections")
    void connectionsOfOneAddressAreLimited() throws Exception {
        List<RawClient> crowd = new ArrayList<>();
        try {
            while (crowd.size() < 3) {
                crowd.add(new RawClient(network.proxy.address(), "127.0.0.2"));
            }
            while (network.proxy.traffic().connections() < 3) {
                Thread.onSpinWait();
            }
            try (RawClient fourth = new RawClient(network.proxy.address(), "127.0.0.2")) {
                assertThat(fourth.atEnd()).isTrue();
            }
            try (RawClient elsewhere = inside()) {
                elsewhere.send("GET / HTTP/1.1\r\nHost: chat.example\r\n\r\n");
                assertThat(elsewhere.receive().status()).isEqualTo(200);
            }
        } finally {
            for (RawClient client : crowd) {
                client.close();
            }
        }
    }

    @Test
    @DisplayName("trust 21: more connections than there may be are closed, and the others go on")
    void moreConnectionsThanAllowedAreClosed() throws Exception {
        List<RawClient> crowd = new ArrayList<>();
        try (RawClient good = inside()) {
            for (int i = 0; i < 5; i++) {
                crowd.add(new RawClient(network.proxy.address(), "127.0.0." + (2 + i)));
            }
            while (network.proxy.traffic().connections() < 6) {
                Thread.onSpinWait();
            }
            try (RawClient seventh = new RawClient(network.proxy.address(), "127.0.0.9")) {
                assertThat(seventh.atEnd()).isTrue();
            }
            good.send("GET / HTTP/1.1\r\nHost: chat.example\r\n\r\n");
            assertThat(good.receive().status()).isEqualTo(200);
        } finally {
            for (RawClient client : crowd) {
                client.close();
            }
        }
    }
}
