package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.proxy.engine.OriginCertificates.Like;
import io.cloakroom.proxy.engine.guard.Identity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoppingTest {

    @TempDir
    private Path directory;

    @Test
    @DisplayName(
            "trust 40: stopping lets an answer finish, takes no more connections, and refuses requests on those that are open")
    void stoppingLetsAnAnswerFinishAndTakesNoMoreConnections() throws Exception {
        CountDownLatch finish = new CountDownLatch(1);
        FakeHandler handler = new FakeHandler(Network.CHAT);
        try (RawOrigin origin = new RawOrigin(OriginCertificates.context(Like.GOOD, Network.CHAT), (head, in, out) -> {
            RawOrigin.write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n");
            finish.await();
            RawOrigin.write(out, "3\r\ntwo\r\n0\r\n\r\n");
        })) {
            Network network = Network.start(directory, handler, Map.of(Network.CHAT, origin.address()));
            InetSocketAddress address = network.proxy.address();
            try (RawClient client = RawClient.inside(network, Network.CHAT);
                    RawClient idle = RawClient.inside(network, Network.CHAT)) {
                client.send("GET / HTTP/1.1\r\nHost: chat.example\r\n\r\n").receiveHead();
                assertThat(client.chunk()).isEqualTo("one");

                CompletableFuture<Void> stopped = CompletableFuture.runAsync(network::close);
                while (accepts(address)) {
                    Thread.onSpinWait();
                }
                RawClient.Response late = idle.send("GET / HTTP/1.1\r\nHost: chat.example\r\n\r\n")
                        .receive();
                assertThat(late.status()).isEqualTo(503);
                assertThat(late.body()).contains("The proxy is stopping");
                finish.countDown();

                assertThat(client.chunk()).isEqualTo("two");
                assertThat(client.chunk()).isEmpty();
                stopped.join();
            }
            assertThat(handler.flows.getFirst().end().outcome()).isEqualTo("complete");
        }
    }

    private static boolean accepts(InetSocketAddress address) {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void aConnectionOnWhichNothingMovesIsClosed() throws Exception {
        try (RawOrigin origin = new RawOrigin(
                        OriginCertificates.context(Like.GOOD, Network.CHAT),
                        (head, in, out) -> RawOrigin.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
                Network network = Network.start(
                        directory,
                        new FakeHandler(Network.CHAT),
                        Map.of(Network.CHAT, origin.address()),
                        new Identity("local", Map.of()),
                        limits -> limits.with(limits.deadlines().withPatience(Duration.ofSeconds(1), Duration.ZERO)));
                RawClient client = RawClient.inside(network, Network.CHAT)) {
            assertThat(client.send("GET / HTTP/1.1\r\nHost: chat.example\r\n\r\n")
                            .receive()
                            .status())
                    .isEqualTo(200);

            assertThat(client.atEnd()).isTrue();
        }
    }

    @Test
    void aPortInUseIsExplained() throws Exception {
        try (Network network = Network.start(directory, new FakeHandler(), Map.of())) {
            ProxySettings settings =
                    ProxySettings.loopback(network.proxy.address().getPort(), new Identity("local", Map.of()), "run-2");

            assertThatThrownBy(() -> ProxyServer.start(settings, network.authority, network.handler))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("choose another port with --proxy-port");
        }
    }
}
