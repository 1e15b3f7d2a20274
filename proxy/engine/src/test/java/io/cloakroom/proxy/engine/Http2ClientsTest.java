package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.proxy.testkit.ClientTls;
import io.cloakroom.proxy.testkit.LoopbackPki.Flaw;
import io.cloakroom.proxy.testkit.LoopbackServer;
import io.cloakroom.proxy.testkit.Recorder;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients of HTTP/2: inspected when they fall back, told why they are refused when they cannot. */
class Http2ClientsTest {

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private final Recorder recorder = new Recorder();
    private final FakeHandler handler = new FakeHandler(Network.CHAT);
    private LoopbackServer origin;
    private Network network;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        LoopbackServer.Host echo = (request, reply) -> reply.text(200, "text/plain", "got " + request.text());
        origin = new LoopbackServer(Network.PKI.serverContext(Flaw.NONE), Map.of(Network.CHAT, echo), recorder);
        network = Network.start(directory, handler, Map.of(Network.CHAT, origin.address()));
    }

    @AfterEach
    void stop() {
        network.close();
        origin.close();
    }

    private SSLSocket tls(String... protocols) throws IOException {
        Socket tcp = new Socket("127.0.0.1", network.proxy.address().getPort());
        tcp.setSoTimeout(20_000);
        tcp.getOutputStream()
                .write("CONNECT chat.example:443 HTTP/1.1\r\nHost: chat.example:443\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(RawOrigin.head(tcp.getInputStream())).startsWith("HTTP/1.1 200");
        SSLSocket socket = (SSLSocket) ClientTls.trusting(network.authority.exportPem())
                .getSocketFactory()
                .createSocket(tcp, Network.CHAT, 443, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
        return socket;
    }

    @Test
    void aClientThatTakesOnlyHttp2IsToldSoByItsHandshake() throws Exception {
        try (SSLSocket socket = tls("h2")) {
            assertThatThrownBy(socket::startHandshake)
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining("no_application_protocol");
        }
        assertThat(handler.refused).containsExactly("local chat.example http2-only 0");
        assertThat(recorder.all()).isEmpty();
    }

    @Test
    void aClientThatOffersBothFallsBack() throws Exception {
        try (SSLSocket socket = tls("h2", "http/1.1")) {
            socket.startHandshake();

            assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
        }
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .proxy(ProxySelector.of(network.proxy.address()))
                .sslContext(ClientTls.trusting(network.authority.exportPem()))
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://chat.example/ask"))
                    .POST(HttpRequest.BodyPublishers.ofString("hello"))
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("got hello");
        }
        assertThat(handler.asked).hasSize(1);
        assertThat(handler.refused).isEmpty();
    }

    @Test
    void aClientThatOffersNothingSpeaksHttp1() throws Exception {
        try (SSLSocket socket = tls()) {
            socket.startHandshake();

            assertThat(socket.getApplicationProtocol()).isEmpty();
        }
        assertThat(handler.refused).isEmpty();
    }

    @Test
    void aPrefaceInsideTlsIsRefusedWithItsReason() throws Exception {
        try (SSLSocket socket = tls()) {
            socket.getOutputStream().write(PREFACE.getBytes(StandardCharsets.US_ASCII));

            assertRefused(socket.getInputStream());
        }
        assertThat(handler.refused).containsExactly("local chat.example http2-only 505");
        assertThat(recorder.all()).isEmpty();
    }

    @Test
    void aPrefaceToTheProxyItselfIsRefusedWithItsReason() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", network.proxy.address().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(PREFACE.getBytes(StandardCharsets.US_ASCII));

            assertRefused(socket.getInputStream());
        }
        assertThat(recorder.all()).isEmpty();
    }

    private static void assertRefused(InputStream in) throws IOException {
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("HTTP/1.1 505")
                .contains("Only HTTP/1.1 is spoken here");
    }
}
