package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.cloakroom.proxy.engine.OriginCertificates.Like;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An origin that cannot be trusted or reached: no HTTP goes there, and the person reads why. */
class OriginTrustTest {

    @TempDir
    private Path directory;

    private final FakeHandler handler = new FakeHandler(Network.CHAT, "unmapped.chat.example", "foreign.example");

    private static HttpRequest ask(String accept) {
        return HttpRequest.newBuilder(URI.create("https://chat.example/ask"))
                .header("Accept", accept)
                .POST(BodyPublishers.ofString("something private"))
                .build();
    }

    private static RawOrigin origin(Like like) throws Exception {
        return new RawOrigin(
                OriginCertificates.context(like, Network.CHAT),
                (head, in, out) -> RawOrigin.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
    }

    @DisplayName("trust 1: a forged origin is refused with the reason, and no HTTP reaches it")
    @ParameterizedTest(name = "trust 1: {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "EXPIRED                  | Its certificate expired on",
                "NOT_YET_VALID            | Its certificate becomes valid only on",
                "WRONG_NAME               | not for chat.example but for somebody-else.example",
                "PARTIAL_WILDCARD         | not for chat.example but for *at.example",
                "WILDCARD_OF_A_TOP_LEVEL  | not for chat.example but for *.example",
                "SELF_SIGNED              | self-signed",
                "UNKNOWN_ROOT             | issued by “Unknown Root”, which is not a trusted issuer",
                "MISSING_INTERMEDIATE     | by “Origin Intermediate”, which is not a trusted issuer here, or whose own certificate the site forgot",
                "FOR_CLIENTS_ONLY         | Its certificate was not made for web servers",
                "LEAF_AS_AUTHORITY        | issued under one that may not issue any: “another-site.example”",
                "OUTSIDE_NAME_CONSTRAINTS | Its certificate is for a name that its issuer is not allowed to vouch for",
                "PATH_TOO_LONG            | more issuers in between than the topmost of them allows",
                "EXPIRED_INTERMEDIATE     | A certificate of its issuer expired on",
                "INTERMEDIATE_FOR_CLIENTS | A certificate of its issuer was not made for web servers",
            })
    void aForgedOriginIsRefused(Like like, String reason) throws Exception {
        isRefused(like, reason);
    }

    @DisplayName("trust 2: weak signatures and keys are refused with the reason, and no HTTP reaches the origin")
    @ParameterizedTest(name = "trust 2: {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "SHA1_LEAF                | Its certificate is signed with SHA1withECDSA, which is too weak",
                "SHA1_INTERMEDIATE        | A certificate of its issuer is signed with SHA1withECDSA",
                "SHA1_IN_PSS              | Its certificate is signed with RSASSA-PSS, which is too weak",
                "MD5_LEAF                 | Its certificate is signed with MD5withRSA",
                "SHORT_RSA_LEAF           | Its certificate has an RSA key of 1024 bits",
                "SHORT_RSA_INTERMEDIATE   | A certificate of its issuer has an RSA key of 1024 bits",
                "SMALL_CURVE_INTERMEDIATE | A certificate of its issuer has an EC key of 224 bits",
                "ODD_CURVE_INTERMEDIATE   | Its certificates do not form a chain that can be verified",
                "COMMON_NAME_ONLY         | not for chat.example but for no host at all",
                "MAIL_ADDRESS_ONLY        | not for chat.example but for no host at all",
            })
    void aWeakChainIsRefused(Like like, String reason) throws Exception {
        isRefused(like, reason);
    }

    private void isRefused(Like like, String reason) throws Exception {
        try (RawOrigin origin = origin(like);
                Logged log = new Logged(Level.WARN);
                Network network = Network.start(directory, handler, Map.of(Network.CHAT, origin.address()))) {
            HttpResponse<String> response = network.client().send(ask("text/html"), BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(502);
            assertThat(response.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
            assertThat(response.body())
                    .contains("<h1>The connection to chat.example is not safe</h1>")
                    .contains(reason);
            X509Certificate leaf =
                    (X509Certificate) response.sslSession().orElseThrow().getPeerCertificates()[0];
            assertThat(Duration.between(
                            leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant()))
                    .isLessThanOrEqualTo(Duration.ofHours(1));
            assertThat(origin.connections).hasValue(1);
            assertThat(origin.heads).isEmpty();
            assertThat(handler.asked).isEmpty();
            assertThat(log.messages())
                    .as("the audit")
                    .anySatisfy(line -> assertThat(line)
                            .contains("origin chat.example was refused")
                            .contains(reason)
                            .doesNotContain("private"));
        }
    }

    @DisplayName("trust 1: a good origin passes, with and without an intermediate")
    @ParameterizedTest(name = "trust 1: {0}")
    @EnumSource(names = {"GOOD", "GOOD_INTERMEDIATE"})
    void aGoodCertificatePasses(Like like) throws Exception {
        try (RawOrigin origin = origin(like);
                Network network = Network.start(directory, handler, Map.of(Network.CHAT, origin.address()))) {
            assertThat(network.client()
                            .send(ask("*/*"), BodyHandlers.ofString())
                            .body())
                    .isEqualTo("ok");
        }
    }

    @Test
    void programsGetJson() throws Exception {
        try (RawOrigin origin = origin(Like.EXPIRED);
                Network network = Network.start(directory, handler, Map.of(Network.CHAT, origin.address()))) {
            HttpResponse<String> response = network.client().send(ask("application/json"), BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(502);
            assertThat(response.body())
                    .startsWith(
                            "{\"error\":{\"type\":\"cloakroom\",\"code\":502,\"message\":\"The connection to chat.example");
        }
    }

    @Test
    void aNewConnectionTriesAgain() throws Exception {
        try (RawOrigin bad = origin(Like.EXPIRED);
                Network network = Network.start(directory, handler, Map.of(Network.CHAT, bad.address()))) {
            HttpClient client = network.client();
            client.send(ask("text/html"), BodyHandlers.discarding());
            client.send(ask("text/html"), BodyHandlers.discarding());

            assertThat(bad.connections).hasValue(2);
        }
    }

    @Test
    void aClosedPortIsExplained() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (Network network = Network.start(directory, handler, Map.of(Network.CHAT, "127.0.0.1:" + port))) {
            HttpResponse<String> response = network.client().send(ask("text/html"), BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(502);
            assertThat(response.body()).contains("chat.example refused the connection");
        }
    }

    @Test
    void anOriginWithoutTlsIsExplained() throws Exception {
        try (RawOrigin plain = new RawOrigin(null, (head, in, out) -> RawOrigin.write(out, "no"));
                ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Network network =
                        Network.start(directory, handler, Map.of(Network.CHAT, "127.0.0.1:" + mute.getLocalPort()))) {
            Thread.startVirtualThread(() -> {
                try (var socket = mute.accept()) {
                    socket.getInputStream().read();
                    socket.getOutputStream().write("220 this is not TLS\r\n".getBytes());
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            HttpResponse<String> response = network.client().send(ask("text/html"), BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(502);
            assertThat(response.body()).contains("chat.example cannot be reached");
            assertThat(plain.connections).hasValue(0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://unmapped.chat.example/ | 502 | cannot be resolved",
                "http://unmapped.chat.example/  | 502 | cannot be resolved",
                "http://unmapped.example/       | 502 | cannot be resolved",
                "http://127.0.0.1/              | 403 | private network",
                "http://127.0.0.1:8181/         | 403 | not one of the web's ports",
                "http://2130706433/             | 403 | unusual form",
            })
    void anUnreachableAddressIsExplained(String url, int status, String reason) throws Exception {
        try (Network network = Network.start(directory, handler, Map.of())) {
            HttpResponse<String> response = network.client()
                    .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.body().replace("&#39;", "'")).contains(reason);
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:443, 403", "localhost:22, 403", "foreign.example:443, 502", "chat.example:80, 403"})
    void aRefusedConnectHasAStatus(String authority, int status) throws Exception {
        try (Network network = Network.start(directory, handler, Map.of());
                RawClient client = new RawClient(network.proxy.address())) {
            client.send("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n");

            assertThat(client.receive().status()).isEqualTo(status);
        }
    }

    @DisplayName("trust 10: until there is a certificate for it, a site is blocked")
    @Test
    void aHostWithoutIntermediateIsNotOpened() throws Exception {
        try (RawOrigin origin = origin(Like.GOOD);
                Network network = Network.start(directory, handler, Map.of("foreign.example", origin.address()));
                RawClient client = new RawClient(network.proxy.address())) {
            client.send("CONNECT foreign.example:443 HTTP/1.1\r\nHost: foreign.example:443\r\n\r\n");

            assertThat(client.receive().status()).isEqualTo(503);
            assertThat(origin.connections).hasValue(0);
        }
    }

    @DisplayName("trust 10: until there is a certificate for it, a site is passed through where that was asked for")
    @Test
    void aHostWithoutIntermediateIsPassedThroughOnRequest() throws Exception {
        SSLContext own = OriginCertificates.context(Like.GOOD, "foreign.example");
        try (RawOrigin origin = new RawOrigin(own, (head, in, out) -> {});
                Network network = Network.with(
                        directory,
                        handler,
                        Map.of("foreign.example", origin.address()),
                        ProxySettings::tunnellingUncovered);
                RawClient client = new RawClient(network.proxy.address())) {
            client.send("CONNECT foreign.example:443 HTTP/1.1\r\nHost: foreign.example:443\r\n\r\n");

            assertThat(client.receiveHead()).startsWith("HTTP/1.1 200");
            assertThat(handler.tunnels)
                    .singleElement()
                    .satisfies(tunnel -> assertThat(tunnel.host()).isEqualTo("foreign.example"));
        }
    }

    @Test
    void aTunnelThatCannotBeOpenedIsRefusedAndRecordedAsFailed() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (Network network = Network.start(directory, handler, Map.of("other.example", "127.0.0.1:" + port));
                RawClient client = new RawClient(network.proxy.address())) {
            client.send("CONNECT other.example:443 HTTP/1.1\r\nHost: other.example:443\r\n\r\n");

            assertThat(client.receive().status()).isEqualTo(502);
            assertThat(handler.tunnels.getFirst().end().outcome()).isEqualTo("failed");
        }
    }
}
