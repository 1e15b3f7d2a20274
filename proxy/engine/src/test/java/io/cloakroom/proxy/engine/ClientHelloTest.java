package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.proxy.testkit.ClientTls;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is offered to origins, and that no client is led to believe in more than the origin gave. */
class ClientHelloTest {

    /** RFC 8446 B.4 and RFC 5289, RFC 7905: AEAD, and ECDHE where the suite says it. */
    private static final List<Integer> STRONG_CIPHERS =
            List.of(0x1301, 0x1302, 0x1303, 0xc02b, 0xc02c, 0xc02f, 0xc030, 0xcca8, 0xcca9);

    /** X25519MLKEM768, x25519, secp256r1, secp384r1. */
    private static final List<Integer> STRONG_GROUPS = List.of(0x11ec, 0x001d, 0x0017, 0x0018);

    private static final int RSA_PKCS1_SHA1 = 0x0201;

    private static final HttpRequest ASK =
            HttpRequest.newBuilder(URI.create("https://chat.example/")).build();

    @TempDir
    private Path directory;

    private final FakeHandler handler = new FakeHandler(Network.CHAT);

    @DisplayName("trust 6: whatever the client offers, the origin is offered the strong set and nothing else")
    @ParameterizedTest(name = "trust 6: client with {0}")
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2", "TLSv1.3 TLSv1.2"})
    void theOfferIsNeverWeaker(String clientProtocols) throws Exception {
        try (ClientHello.Listener origin = new ClientHello.Listener();
                Network network = Network.start(directory, handler, Map.of(Network.CHAT, origin.address()))) {
            client(network, clientProtocols).send(ASK, BodyHandlers.discarding());

            ClientHello hello = origin.heard();
            assertThat(hello.versions()).containsExactly(0x0304, 0x0303);
            assertThat(hello.ciphers()).containsExactlyInAnyOrderElementsOf(STRONG_CIPHERS);
            assertThat(hello.groups()).isNotEmpty().isSubsetOf(STRONG_GROUPS);
            assertThat(hello.compressions()).containsExactly(0);
            assertThat(hello.serverName()).isEqualTo(Network.CHAT);
            assertThat(hello.signatures().subList(0, hello.signatures().size() - 1))
                    .as("hashes of signature schemes, RFC 8446 4.2.3: 4 and above are SHA-2")
                    .allMatch(scheme -> scheme >>> 8 >= 4, "SHA-2 or better");
            assertThat(hello.signatures().getLast())
                    .as("what BoringSSL offers last, and netty-tcnative has no way to leave out")
                    .isEqualTo(RSA_PKCS1_SHA1);
            System.out.println("trust 6: ClientHello upstream offers versions " + hex(hello.versions()) + ", ciphers "
                    + hex(hello.ciphers()) + ", groups " + hex(hello.groups()));
        }
    }

    @ParameterizedTest(name = "{0}; {1}; {2}")
    @CsvSource(delimiter = '|', textBlock = """
            ECDHE_RSA_WITH_AES_256_GCM_SHA384 ECDHE_ECDSA_WITH_AES_128_GCM_SHA256    | secp384r1 x25519 | http/1.1    | c030 c02b                     | 0018 001d           | http/1.1
            ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 ECDHE_RSA_WITH_AES_128_CBC_SHA | secp256r1        | h2 http/1.1 | cca9                          | 0017                | http/1.1
            ECDHE_RSA_WITH_AES_128_CBC_SHA256                                        | secp521r1 x25519 |             | c02b c02f c02c c030 cca9 cca8 | 001d                |
            ECDHE_RSA_WITH_AES_128_GCM_SHA256                                        | secp521r1        | http/1.1    | c02f                          | 11ec 001d 0017 0018 | http/1.1
            """)
    void itOffersWhatTheClientOffersInItsOrderAsFarAsThatIsGoodEnough(
            String ciphers,
            String groups,
            @Nullable String protocols,
            String suites,
            String curves,
            @Nullable String alpn)
            throws Exception {
        SSLParameters parameters = new SSLParameters();
        parameters.setCipherSuites(Stream.concat(
                        Stream.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"),
                        Stream.of(ciphers.split(" ")).map(suite -> "TLS_" + suite))
                .toArray(String[]::new));
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setNamedGroups(groups.split(" "));
        parameters.setApplicationProtocols(protocols == null ? new String[0] : protocols.split(" "));
        try (ClientHello.Listener origin = new ClientHello.Listener();
                Network network = Network.start(directory, handler, Map.of(Network.CHAT, origin.address()))) {
            connect(network, parameters);

            ClientHello hello = origin.heard();
            assertThat(hex(hello.ciphers().stream()
                            .filter(cipher -> cipher >>> 8 != 0x13)
                            .toList()))
                    .isEqualTo(suites);
            assertThat(hello.ciphers()).contains(0x1301, 0x1302, 0x1303);
            assertThat(hex(hello.groups())).isEqualTo(curves);
            assertThat(hello.protocols()).isEqualTo(alpn == null ? List.of() : List.of(alpn));
        }
    }

    /** Begins TLS and does not wait for how it ends. */
    private static void connect(Network network, SSLParameters parameters) throws IOException {
        try (Socket tcp = new Socket("127.0.0.1", network.proxy.address().getPort())) {
            RawOrigin.write(
                    tcp.getOutputStream(), "CONNECT chat.example:443 HTTP/1.1\r\nHost: chat.example:443\r\n\r\n");
            assertThat(RawOrigin.head(tcp.getInputStream())).startsWith("HTTP/1.1 200");
            SSLSocket socket = (SSLSocket) ClientTls.trusting(network.authority.exportPem())
                    .getSocketFactory()
                    .createSocket(tcp, Network.CHAT, 443, true);
            socket.setSSLParameters(parameters);
            socket.startHandshake();
        } catch (SSLException notAgreed) {
            // What is not good enough towards origins is not good enough here either.
        }
    }

    @Test
    void noTicketOfOneConnectionIsShownOnAnother() throws Exception {
        SSLContext context = OriginCertificates.context(OriginCertificates.Like.GOOD, Network.CHAT);
        try (RawOrigin origin = new RawOrigin(
                        context,
                        List.of("TLSv1.3"),
                        (head, in, out) -> RawOrigin.write(
                                out, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"));
                ClientHello.Relay relay = new ClientHello.Relay(origin.address());
                Network network = Network.start(directory, handler, Map.of(Network.CHAT, relay.address()))) {
            for (int i = 0; i < 3; i++) {
                assertThat(client(network, "TLSv1.3")
                                .send(ASK, BodyHandlers.ofString())
                                .body())
                        .isEqualTo("ok");
            }
            assertThat(relay.heard()).hasSize(3).noneMatch(ClientHello::resumes);
        }
    }

    @DisplayName("trust 6: a client that insists on TLS 1.3 is not given it where the origin has only TLS 1.2")
    @ParameterizedTest(name = "trust 6: origin {0}, client {1}: {2}")
    @CsvSource({
        "TLSv1.2, TLSv1.3, refused",
        "TLSv1.2, TLSv1.2, TLSv1.2",
        "TLSv1.2, TLSv1.3 TLSv1.2, TLSv1.2",
        "TLSv1.3, TLSv1.3 TLSv1.2, TLSv1.3",
        "TLSv1.3, TLSv1.2, TLSv1.2",
    })
    void theClientSeesNoMoreThanTheOriginGives(String originProtocol, String clientProtocols, String seen)
            throws Exception {
        SSLContext context = OriginCertificates.context(OriginCertificates.Like.GOOD, Network.CHAT);
        try (RawOrigin origin = new RawOrigin(
                        context,
                        List.of(originProtocol),
                        (head, in, out) -> RawOrigin.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
                Network network = Network.start(directory, handler, Map.of(Network.CHAT, origin.address()))) {
            HttpClient client = client(network, clientProtocols);

            if (seen.equals("refused")) {
                assertThatThrownBy(() -> client.send(ASK, BodyHandlers.discarding()))
                        .isInstanceOf(IOException.class);
                assertThat(origin.heads).isEmpty();
            } else {
                assertThat(client.send(ASK, BodyHandlers.discarding())
                                .sslSession()
                                .orElseThrow()
                                .getProtocol())
                        .isEqualTo(seen);
            }
        }
    }

    private static HttpClient client(Network network, String protocols) {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(protocols.split(" "));
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(java.net.ProxySelector.of(network.proxy.address()))
                .sslContext(ClientTls.trusting(network.authority.exportPem()))
                .sslParameters(parameters)
                .build();
    }

    private static String hex(List<Integer> values) {
        return String.join(
                " ",
                values.stream()
                        .map(value -> HexFormat.of().toHexDigits(value.shortValue()))
                        .toList());
    }
}
