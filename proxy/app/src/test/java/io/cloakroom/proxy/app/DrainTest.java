package io.cloakroom.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.tls.CertificateAuthority;
import io.cloakroom.proxy.testkit.LoopbackPki;
import io.cloakroom.proxy.testkit.LoopbackPki.Flaw;
import io.cloakroom.proxy.testkit.LoopbackServer;
import io.cloakroom.proxy.testkit.Recorder;
import io.cloakroom.proxy.testkit.Recorder.Recorded;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that is told to stop while somebody reads an answer. */
class DrainTest {

    private static final String EVENT =
            "data: {\"p\":\"response/fragments/-1/content\",\"o\":\"APPEND\",\"v\":\"%s\"}\n\n";

    @TempDir
    private Path directory;

    private final LoopbackPki pki = LoopbackPki.create();
    private final CountDownLatch streaming = new CountDownLatch(1);
    private final CountDownLatch mayFinish = new CountDownLatch(1);

    @Test
    @DisplayName("trust 40: SIGTERM lets a running stream finish, takes no more connections, and says so")
    void aRunningStreamFinishes() throws Exception {
        Path data = directory.resolve("data");
        try (LoopbackServer chatbot = new LoopbackServer(
                        pki.serverContext(Flaw.NONE), Map.of("chat.deepseek.com", this::answer), new Recorder());
                ServeProcess serve = ServeProcess.start(directory, data, config(chatbot))) {
            String ca = CertificateAuthority.open(data, SiteCatalogue.shipped().hostsByOperator(), Clock.systemUTC())
                    .exportPem();
            CompletableFuture<Client.Answer> reader = CompletableFuture.supplyAsync(() -> ask(serve, ca));
            streaming.await();

            serve.terminate();
            while (accepts(serve.proxyPort())) {
                Thread.onSpinWait();
            }
            assertThat(status(serve.console() + "/readyz")).isEqualTo(503);
            assertThat(status(serve.console() + "/healthz")).isEqualTo(200);
            mayFinish.countDown();

            assertThat(reader.join().status()).isEqualTo(200);
            assertThat(reader.join().body()).contains("first").contains("last");
            assertThat(serve.exit()).as(serve.errors()).isEqualTo(143);
        }
    }

    private void answer(Recorded request, LoopbackServer.Reply reply) throws IOException {
        LoopbackServer.Stream stream = reply.stream("text/event-stream");
        stream.send(EVENT.formatted("first"));
        streaming.countDown();
        try {
            mayFinish.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stream.send(EVENT.formatted("last"));
    }

    private Path config(LoopbackServer chatbot) throws IOException {
        Path roots = Files.writeString(directory.resolve("origins.pem"), pki.rootPem());
        return Files.writeString(
                directory.resolve("cloakroom.yaml"),
                "upstream:\n  hosts: { chat.deepseek.com: \"%s\" }\n  trust: [%s]\nlimits: { drain_seconds: 60 }\n"
                        .formatted(chatbot.address(), roots));
    }

    private static Client.Answer ask(ServeProcess serve, String ca) {
        try {
            return new Client(serve.proxyPort(), ca, "")
                    .post("chat.deepseek.com", "/api/v0/chat/completion", "{\"prompt\":\"hello\"}");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static int status(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
