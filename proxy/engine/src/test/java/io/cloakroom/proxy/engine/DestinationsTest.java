package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.guard.Identity;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Destinations that a proxy must not be used to reach (CWE-918), asked for through the running proxy. */
class DestinationsTest {

    private static final Map<String, String> DNS = Map.of(
            "loopback.example", "127.0.0.1",
            "loopback6.example", "0:0:0:0:0:0:0:1",
            "metadata.example", "169.254.169.254",
            "intranet.example", "10.0.0.7",
            "mixed.example", "93.184.216.34 192.168.0.1");

    private static final List<String> RESOLVED = new CopyOnWriteArrayList<>();
    private static Network network;

    @BeforeAll
    static void start(@TempDir Path directory) {
        network = Network.start(
                directory,
                new FakeHandler(Network.CHAT),
                Map.of(),
                new Identity("local", Map.of()),
                limits -> limits,
                DestinationsTest::resolve);
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    @BeforeEach
    void forget() {
        RESOLVED.clear();
    }

    private static InetAddress[] resolve(String host) throws UnknownHostException {
        RESOLVED.add(host);
        String addresses = DNS.get(host);
        if (addresses == null) {
            throw new UnknownHostException(host);
        }
        String[] texts = addresses.split(" ");
        InetAddress[] resolved = new InetAddress[texts.length];
        for (int i = 0; i < texts.length; i++) {
            resolved[i] = InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(texts[i]));
        }
        return resolved;
    }

    @ParameterizedTest(name = "trust 42: {0} is answered {1}")
    @CsvSource({
        "127.0.0.1, 403",
        "127.255.255.254, 403",
        "0.0.0.0, 403",
        "[::1], 403",
        "[::], 403",
        "[::ffff:127.0.0.1], 403",
        "[::ffff:7f00:1], 403",
        "[64:ff9b::7f00:1], 403",
        "[fe80::1], 403",
        "[fd00::1], 403",
        "169.254.169.254, 403",
        "[fd00:ec2::254], 403",
        "10.0.0.1, 403",
        "172.16.0.1, 403",
        "172.31.255.255, 403",
        "192.168.1.1, 403",
        "100.64.0.1, 403",
        "2130706433, 403",
        "017700000001, 403",
        "0x7f000001, 403",
        "0x7f.0.0.1, 403",
        "127.1, 403",
        "127.0.1, 403",
        "0177.0.0.1, 403",
        "1.2.3.4.5, 403",
        "loopback.example, 403",
        "loopback6.example, 403",
        "metadata.example, 403",
        "intranet.example, 403",
        "mixed.example, 403",
        "nowhere.example, 502",
        "127.0.0.1., 400",
        "[::1%25lo], 400",
        "[127.0.0.1], 400",
        "127。0。0。1, 400",
        "①②⑦.0.0.1, 400",
    })
    void isRefusedBeforeItIsDialled(String host, int status) throws Exception {
        assertThat(answerTo("CONNECT " + host + ":443 HTTP/1.1\r\nHost: " + host + ":443\r\n\r\n"))
                .isEqualTo(status);
        assertThat(answerTo("GET http://" + host + "/ HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
                .isEqualTo(status);
    }

    @ParameterizedTest(name = "trust 42: port {0} is refused, and its host not even looked up")
    @CsvSource({"22", "25", "445", "3306", "6379", "8080", "8443", "65535"})
    void otherPortsAreRefused(int port) throws Exception {
        assertThat(answerTo("CONNECT intranet.example:" + port + " HTTP/1.1\r\n\r\n"))
                .isEqualTo(403);
        assertThat(answerTo("GET http://intranet.example:" + port + "/ HTTP/1.1\r\nHost: intranet.example:" + port
                        + "\r\n\r\n"))
                .isEqualTo(403);
        assertThat(RESOLVED).isEmpty();
    }

    @Test
    @DisplayName("trust 42: an inspected host that is looked up to a private address is told why inside its CONNECT")
    void aCataloguedHostIsNotAnExemption() throws Exception {
        try (RawClient client = RawClient.inside(network, Network.CHAT)) {
            RawClient.Response response =
                    client.send("GET / HTTP/1.1\r\nHost: chat.example\r\n\r\n").receive();

            assertThat(response.status()).isEqualTo(502);
        }
        assertThat(RESOLVED).containsExactly(Network.CHAT);
    }

    @Test
    @DisplayName("trust 44: the proxy's own listener is not reached through the proxy")
    void theListenerItselfIsRefused() throws Exception {
        int port = network.proxy.address().getPort();
        for (String host : List.of("127.0.0.1", "[::1]", "loopback.example")) {
            assertThat(answerTo("CONNECT " + host + ":" + port + " HTTP/1.1\r\n\r\n"))
                    .isEqualTo(403);
        }
    }

    private static int answerTo(String request) throws Exception {
        try (RawClient client = new RawClient(network.proxy.address())) {
            return client.sendUtf8(request).receive().status();
        }
    }
}
