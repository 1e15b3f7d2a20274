package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.proxy.engine.FlowHandler.Passage;
import io.cloakroom.proxy.engine.gate.Limits;
import io.cloakroom.proxy.testkit.ClientTls;
import io.cloakroom.proxy.testkit.LoopbackPki.Flaw;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An origin that turns away handshakes unlike a browser's, and the two ways to reach it. */
class HandshakeJudgeTest {

    /** The installation has no certificate for it, and passes such hosts through. */
    private static final String UNCOVERED = "uncovered.example";

    private final FakeHandler handler = new FakeHandler(Network.CHAT, UNCOVERED);
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch judged = new CountDownLatch(0);
    private SSLServerSocket origin;
    private Network network;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(new KeyManager[] {new OneHost(Network.PKI.keyManager(Flaw.NONE))}, null, null);
        origin = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        String address = "127.0.0.1:" + origin.getLocalPort();
        Limits limits = Limits.standard();
        network = Network.with(
                directory,
                handler,
                Map.of(Network.CHAT, address, UNCOVERED, address),
                settings -> settings.tunnellingUncovered()
                        .withLimits(limits.with(limits.deadlines().withConfirmation(Duration.ofMillis(20)))));
    }

    @AfterEach
    void stop() throws IOException {
        network.close();
        origin.close();
    }

    /** The certificate of {@link Network#CHAT}, for sockets. */
    private static final class OneHost extends X509ExtendedKeyManager {

        private final X509ExtendedKeyManager keys;

        OneHost(X509ExtendedKeyManager keys) {
            this.keys = keys;
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return keyType.startsWith("EC") ? Network.CHAT : null;
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[] {Network.CHAT};
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys.getPrivateKey(alias);
        }
    }

    /** Every browser offers HTTP/2; whoever does not is taken for a program. */
    private void serve() {
        while (!origin.isClosed()) {
            try (SSLSocket socket = (SSLSocket) origin.accept()) {
                socket.setHandshakeApplicationProtocolSelector((at, offered) -> offered.contains("h2") ? "h2" : null);
                socket.startHandshake();
                if (!socket.getApplicationProtocol().equals("h2")) {
                    judged.await();
                    throw new IOException("not a browser");
                }
                heard.add(RawOrigin.head(socket.getInputStream())
                        .lines()
                        .findFirst()
                        .orElse(""));
                socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException | InterruptedException e) {
                heard.add("turned away");
            }
        }
    }

    /** @param version with HTTP/2, both are offered, as browsers do; with HTTP/1.1, no protocol is */
    private HttpResponse<String> ask(HttpClient.Version version) throws Exception {
        return network.client()
                .send(
                        HttpRequest.newBuilder(URI.create("https://chat.example/ask"))
                                .version(version)
                                .header("Accept", "text/html")
                                .build(),
                        BodyHandlers.ofString());
    }

    private Socket connect(String host) throws IOException {
        Socket tcp = new Socket("127.0.0.1", network.proxy.address().getPort());
        tcp.setSoTimeout(20_000);
        tcp.getOutputStream()
                .write(("CONNECT " + host + ":443 HTTP/1.1\r\nHost: " + host + ":443\r\nUser-Agent: Browser/1\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return tcp;
    }

    /** A browser's own handshake, through the proxy to whoever answers it. */
    private String browse(String trusted) throws Exception {
        try (Socket tcp = connect(Network.CHAT)) {
            assertThat(RawOrigin.head(tcp.getInputStream())).startsWith("HTTP/1.1 200");
            SSLSocket socket = (SSLSocket)
                    ClientTls.trusting(trusted).getSocketFactory().createSocket(tcp, Network.CHAT, 443, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(parameters);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: chat.example\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return RawOrigin.head(socket.getInputStream());
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void interceptedItTurnsTheProxyAwayAndThePersonReadsSo(HttpClient.Version version) throws Exception {
        handler.passage = Passage.INSPECT;

        HttpResponse<String> answer = ask(version);

        assertThat(answer.statusCode()).isBetween(502, 504);
        assertThat(answer.body()).contains("chat.example cannot be reached");
        assertThat(heard).containsOnly("turned away");
    }

    @Test
    void aConnectionThatNobodyUsedAfterThatIsClosed() throws Exception {
        handler.passage = Passage.INSPECT;

        judged = new CountDownLatch(1);
        try (RawClient client = RawClient.inside(network, Network.CHAT)) {
            judged.countDown();

            assertThat(client.atEnd()).isTrue();
        }
        assertThat(heard).containsOnly("turned away");
    }

    @Test
    void aBrowserThatConfirmedPassesWithItsOwnHandshake() throws Exception {
        handler.passage = Passage.TUNNEL;

        assertThat(browse(Network.PKI.rootPem())).startsWith("HTTP/1.1 200 OK");
        assertThat(heard).containsExactly("GET / HTTP/1.1");
        assertThat(handler.tunnels).extracting(FakeHandler.Begun::host).containsExactly(Network.CHAT);
        assertThat(handler.asked).isEmpty();
    }

    @Test
    void everybodyElseIsToldWhyAndNothingIsDialled() throws Exception {
        handler.passage = Passage.REFUSE;

        HttpResponse<String> answer = ask(HttpClient.Version.HTTP_1_1);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .contains("chat.example is not open here")
                .contains("turns away connections that are not a browser")
                .contains("Use another service", "transport: intercept");
        assertThat(handler.refused).containsExactly("local chat.example transport-page 403");
        assertThat(heard).isEmpty();
        assertThat(handler.tunnels).isEmpty();
        assertThatThrownBy(() -> browse(Network.PKI.rootPem())).isInstanceOf(IOException.class);
        assertThat(heard).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"TUNNEL, 200, 1", "INSPECT, 200, 1", "REFUSE, 403, 0"})
    void whatHasNoCertificatePassesOnlyWhereItMay(Passage passage, int status, int tunnels) throws Exception {
        handler.passage = passage;

        try (Socket tcp = connect(UNCOVERED)) {
            assertThat(RawOrigin.head(tcp.getInputStream())).startsWith("HTTP/1.1 " + status);
        }
        assertThat(handler.tunnels).hasSize(tunnels);
    }

    @Test
    void aBrowserThatNoLongerConfirmsIsCutOff() throws Exception {
        handler.passage = Passage.TUNNEL;

        try (Socket tcp = connect(Network.CHAT)) {
            assertThat(RawOrigin.head(tcp.getInputStream())).startsWith("HTTP/1.1 200");
            handler.passage = Passage.REFUSE;

            assertThat(tcp.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(handler.tunnels).singleElement().satisfies(tunnel -> {
            assertThat(tunnel.end().outcome()).isEqualTo("aborted");
            assertThat(tunnel.end().status()).isEqualTo(200);
        });
    }
}
