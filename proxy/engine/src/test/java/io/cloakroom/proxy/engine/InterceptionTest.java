package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.cloakroom.proxy.engine.FlowHandler.Answer;
import io.cloakroom.proxy.engine.FlowHandler.Forward;
import io.cloakroom.proxy.testkit.ClientTls;
import io.cloakroom.proxy.testkit.LoopbackPki.Flaw;
import io.cloakroom.proxy.testkit.LoopbackServer;
import io.cloakroom.proxy.testkit.Recorder;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterceptionTest {

    private final Recorder recorder = new Recorder();
    private final FakeHandler handler = new FakeHandler(Network.CHAT, "plain.chat.example");
    private LoopbackServer origin;
    private LoopbackServer plainOrigin;
    private Network network;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        LoopbackServer.Host echo = (request, reply) -> reply.text(200, "text/plain", "got " + request.text());
        Map<String, LoopbackServer.Host> hosts =
                Map.of(Network.CHAT, echo, "other.example", echo, "plain.chat.example", echo, "open.example", echo);
        origin = new LoopbackServer(Network.PKI.serverContext(Flaw.NONE), hosts, recorder);
        plainOrigin = new LoopbackServer(null, hosts, recorder);
        network = Network.start(
                directory,
                handler,
                Map.of(
                        Network.CHAT,
                        origin.address(),
                        "other.example",
                        origin.address(),
                        "plain.chat.example",
                        plainOrigin.address(),
                        "open.example",
                        plainOrigin.address()));
    }

    @AfterEach
    void stop() {
        network.close();
        origin.close();
        plainOrigin.close();
    }

    private static HttpRequest post(String url, String body) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    @Test
    void aRequestIsDecidedAndItsForwardedFormIsWhatLeaves() throws Exception {
        handler.decision = (request, flow) ->
                new Forward("/changed?x=1", request.headers(), "[PERSON_1]".getBytes(StandardCharsets.UTF_8), flow);

        HttpResponse<String> response =
                network.client().send(post("https://chat.example/ask", "Ada Lovelace"), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("got [PERSON_1]");
        assertThat(handler.asked).singleElement().satisfies(asked -> {
            assertThat(asked.host()).isEqualTo("chat.example");
            assertThat(asked.port()).isEqualTo(443);
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.target()).isEqualTo("/ask");
            assertThat(asked.person().user()).isEqualTo("local");
            assertThat(asked.body()).isEqualTo("Ada Lovelace".getBytes(StandardCharsets.UTF_8));
        });
        assertThat(recorder.all()).singleElement().satisfies(sent -> {
            assertThat(sent.target()).isEqualTo("/changed?x=1");
            assertThat(sent.everything()).doesNotContain("Lovelace");
            assertThat(sent.header("content-length")).isEqualTo("10");
        });
        assertThat(handler.flows.getFirst().end()).isEqualTo(new FakeHandler.End(200, 10, 14, "complete"));
    }

    @Test
    void theClientSeesALeafOfThisInstallationWithItsIntermediate() throws Exception {
        HttpResponse<String> response =
                network.client().send(post("https://chat.example/ask", "x"), BodyHandlers.ofString());

        X509Certificate[] chain =
                (X509Certificate[]) response.sslSession().orElseThrow().getPeerCertificates();
        assertThat(chain).hasSize(2);
        assertThat(chain[0].getSubjectAlternativeNames()).containsExactly(List.of(2, "chat.example"));
        assertThat(chain[1].getIssuerX500Principal())
                .isEqualTo(network.authority.root().getSubjectX500Principal());
    }

    @Test
    void anAnswerOfTheHandlerIsGivenAndNothingIsSent() throws Exception {
        handler.decision = (request, flow) -> new Answer(
                403,
                new DefaultHttpHeaders().set("Content-Type", "text/plain"),
                "blocked".getBytes(StandardCharsets.UTF_8));

        HttpResponse<String> response =
                network.client().send(post("https://chat.example/ask", "secret"), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).isEqualTo("blocked");
        assertThat(recorder.all()).isEmpty();
    }

    @DisplayName("trust 13: a host that is passed through shows its own certificate, and nothing but the host is told")
    @Test
    void aHostThatIsNotInterceptedKeepsItsOwnCertificate() throws Exception {
        String direct = fingerprint(handshake("other.example", origin.port()));
        HttpClient client = network.client(ClientTls.trusting(Network.PKI.rootPem()));
        try (Logged log = new Logged(Level.ALL)) {
            HttpResponse<String> response =
                    client.send(post("https://other.example/secret-path?q=1", "untouched"), BodyHandlers.ofString());

            assertThat(response.body()).isEqualTo("got untouched");
            assertThat(fingerprint(response.sslSession().orElseThrow())).isEqualTo(direct);
            assertThat(handler.asked).isEmpty();
            client.shutdownNow();
            client.awaitTermination(java.time.Duration.ofSeconds(10));
            assertThat(handler.tunnels).singleElement().satisfies(tunnel -> {
                assertThat(tunnel.host()).isEqualTo("other.example");
                assertThat(tunnel.end().outcome()).isEqualTo("complete");
                assertThat(tunnel.end().bytesOut()).isGreaterThan(500);
                assertThat(tunnel.end().bytesIn()).isGreaterThan(500);
            });
            assertThat(log.messages()).allSatisfy(line -> assertThat(line).doesNotContain("secret", "untouched"));
        }
    }

    /** What a client without a proxy sees. */
    private static SSLSession handshake(String host, int port) throws Exception {
        try (Socket tcp = new Socket(InetAddress.getLoopbackAddress(), port);
                SSLSocket tls = (SSLSocket) ClientTls.trusting(Network.PKI.rootPem())
                        .getSocketFactory()
                        .createSocket(tcp, host, port, true)) {
            tls.startHandshake();
            return tls.getSession();
        }
    }

    private static String fingerprint(SSLSession session) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(session.getPeerCertificates()[0].getEncoded()));
    }

    @Test
    void plainHttpToAnInterceptedHostIsDecidedToo() throws Exception {
        HttpResponse<String> response =
                network.client().send(post("http://plain.chat.example/ask", "hello"), BodyHandlers.ofString());

        assertThat(response.body()).isEqualTo("got hello");
        assertThat(handler.asked).singleElement().satisfies(asked -> {
            assertThat(asked.host()).isEqualTo("plain.chat.example");
            assertThat(asked.port()).isEqualTo(80);
        });
        assertThat(recorder.all().getFirst().target()).isEqualTo("/ask");
    }

    @Test
    void plainHttpElsewherePasses() throws Exception {
        HttpResponse<String> response =
                network.client().send(post("http://open.example/ask?q", "hello"), BodyHandlers.ofString());

        assertThat(response.body()).isEqualTo("got hello");
        assertThat(handler.asked).isEmpty();
        assertThat(recorder.all().getFirst().target()).isEqualTo("/ask?q");
    }

    @Test
    void theRunIdIsToldOnInterceptedHostsAndNeverForwarded() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://chat.example/.well-known/cloakroom"))
                .build();

        HttpResponse<String> response = network.client().send(request, BodyHandlers.ofString());

        assertThat(response.body()).isEqualTo("{\"run\":\"run-1\"}");
        assertThat(response.headers().firstValue("cache-control")).contains("no-store");
        assertThat(recorder.all()).isEmpty();
        assertThat(handler.asked).isEmpty();
    }

    @Test
    void oneConnectionServesManyRequests() throws Exception {
        HttpClient client = network.client();
        for (int i = 0; i < 20; i++) {
            HttpResponse<String> response =
                    client.send(post("https://chat.example/" + i, "n" + i), BodyHandlers.ofString());
            assertThat(response.body()).isEqualTo("got n" + i);
        }
        assertThat(network.proxy.traffic().connections()).isEqualTo(1);
        assertThat(handler.flows)
                .allSatisfy(flow -> assertThat(flow.end().outcome()).isEqualTo("complete"));
    }
}
