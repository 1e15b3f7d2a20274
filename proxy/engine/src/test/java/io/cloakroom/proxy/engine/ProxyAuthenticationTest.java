package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.cloakroom.proxy.engine.OriginCertificates.Like;
import io.cloakroom.proxy.engine.guard.Identity;
import io.cloakroom.proxy.engine.guard.Identity.Account;
import io.cloakroom.proxy.engine.tls.OriginTrust;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyAuthenticationTest {

    /** {@code ada:lace} */
    private static final String CREDENTIALS = "Proxy-Authorization: Basic YWRhOmxhY2U=\r\n";

    private static final Identity IDENTITY = new Identity(
            "local",
            Map.of("ada", new Account(BCrypt.withDefaults().hashToString(4, "lace".toCharArray()), Set.of("staff"))));

    private final FakeHandler handler = new FakeHandler(Network.CHAT);
    private RawOrigin origin;
    private RawOrigin plainOrigin;
    private Network network;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        RawOrigin.Script ok = (head, in, out) -> RawOrigin.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        origin = new RawOrigin(OriginCertificates.context(Like.GOOD, Network.CHAT), ok);
        plainOrigin = new RawOrigin(null, ok);
        network = Network.start(
                directory,
                handler,
                Map.of(Network.CHAT, origin.address(), "open.example", plainOrigin.address()),
                IDENTITY,
                limits -> limits);
    }

    @AfterEach
    void stop() throws Exception {
        network.close();
        origin.close();
        plainOrigin.close();
    }

    @Test
    @DisplayName("trust 46: a wrong password is answered late, and on a connection that ends")
    void aWrongPasswordIsAnsweredLate() throws Exception {
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            try (RawClient client = new RawClient(network.proxy.address())) {
                long began = System.nanoTime();
                client.send("CONNECT chat.example:443 HTTP/1.1\r\nProxy-Authorization: Basic YWRhOngx\r\n\r\n");
                assertThat(client.receive().status()).isEqualTo(407);
                waits.add(Duration.ofNanos(System.nanoTime() - began));
                assertThat(client.atEnd()).isTrue();
            }
        }
        // 100, 200 and 400 ms; a slow machine can only make it more.
        assertThat(waits.getLast()).isGreaterThan(Duration.ofMillis(390));
        assertThat(origin.connections).hasValue(0);
    }

    @Test
    void aStrangerIsAskedAndNothingIsDialled() throws Exception {
        try (RawClient client = new RawClient(network.proxy.address())) {
            client.send("CONNECT chat.example:443 HTTP/1.1\r\nHost: chat.example:443\r\n\r\n");

            RawClient.Response response = client.receive();
            assertThat(response.status()).isEqualTo(407);
            assertThat(response.head()).containsIgnoringCase("proxy-authenticate: Basic realm=");
        }
        assertThat(origin.connections).hasValue(0);
    }

    @Test
    void aKnownPersonIsNamedForAllRequestsOfTheConnection() throws Exception {
        try (RawClient client = RawClient.inside(network, Network.CHAT, CREDENTIALS, Network.CHAT)) {
            for (int i = 0; i < 2; i++) {
                client.send("GET / HTTP/1.1\r\nHost: chat.example\r\n" + CREDENTIALS + "\r\n");
                assertThat(client.receive().status()).isEqualTo(200);
            }
        }
        assertThat(handler.asked).hasSize(2).allSatisfy(asked -> {
            assertThat(asked.person().user()).isEqualTo("ada");
            assertThat(asked.person().groups()).containsExactly("staff");
            assertThat(asked.headers().contains("Proxy-Authorization")).isFalse();
        });
        assertThat(origin.heads).hasSize(2).allSatisfy(head -> assertThat(head).doesNotContainIgnoringCase("proxy-"));
    }

    @Test
    @DisplayName("trust 46: credentials for the proxy are never forwarded")
    void credentialsOfPlainRequestsAreNeverForwarded() throws Exception {
        try (RawClient client = new RawClient(network.proxy.address())) {
            for (int i = 0; i < 3; i++) {
                client.send("GET http://open.example/ HTTP/1.1\r\nHost: open.example\r\n" + CREDENTIALS + "\r\n");
                assertThat(client.receive().status()).isEqualTo(200);
            }
            client.send("GET http://open.example/ HTTP/1.1\r\nHost: open.example\r\n\r\n");
            assertThat(client.receive().status()).isEqualTo(407);
        }
        assertThat(plainOrigin.heads)
                .hasSize(3)
                .allSatisfy(head -> assertThat(head).doesNotContainIgnoringCase("proxy-"));
        assertThat(plainOrigin.connections).hasValue(1);
    }

    @Test
    @DisplayName("trust 45: a proxy that others reach and that asks nobody who they are does not start")
    void aProxyForTheWholeNetworkMustAsk() throws Exception {
        InetSocketAddress everywhere = new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0);
        ProxySettings asking = ProxySettings.loopback(0, IDENTITY, "run");
        ProxySettings open = ProxySettings.loopback(0, new Identity("local", Map.of()), "run");

        assertThat(new ProxySettings(
                                everywhere,
                                asking.identity(),
                                Map.of(),
                                OriginTrust.of(List.of()),
                                false,
                                Set.of(443),
                                "run",
                                asking.limits(),
                                asking.spool())
                        .bind())
                .isEqualTo(everywhere);
        assertThatThrownBy(() -> new ProxySettings(
                        everywhere,
                        open.identity(),
                        Map.of(),
                        OriginTrust.of(List.of()),
                        false,
                        Set.of(443),
                        "run",
                        open.limits(),
                        open.spool()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("open to everybody who reaches 0.0.0.0")
                .hasMessageContaining("identity.users");
    }
}
