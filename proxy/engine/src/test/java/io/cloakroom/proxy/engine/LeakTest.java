package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cloakroom.proxy.engine.FlowHandler.Answer;
import io.cloakroom.proxy.engine.FlowHandler.Forward;
import io.cloakroom.proxy.engine.OriginCertificates.Like;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.util.ResourceLeakDetector;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Every buffer is followed from its birth (Netty's paranoid level, set for all tests of this module), and none may be lost. */
class LeakTest {

    private static final int ROUNDS = "full".equals(System.getProperty("cloakroom.trust")) ? 400 : 15;
    private static final String POST = "POST /ask HTTP/1.1\r\nHost: chat.example\r\nContent-Length: 4\r\n\r\nbody";

    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final Logger detector = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);

    @BeforeEach
    void listen() {
        said.start();
        detector.addAppender(said);
    }

    @AfterEach
    void stopListening() {
        detector.detachAppender(said);
    }

    @Test
    @DisplayName("trust 40: sent, restored, answered here, refused, cut off: no buffer is lost")
    void noBufferIsLost(@TempDir Path directory) throws Exception {
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
        FakeHandler handler = new FakeHandler(Network.CHAT);
        handler.restorer = headers -> new Names();
        try (RawOrigin origin = new RawOrigin(OriginCertificates.context(Like.GOOD, Network.CHAT), (head, in, out) -> {
                    in.readNBytes(head.toLowerCase(Locale.ROOT).contains("content-length: 4") ? 4 : 0);
                    RawOrigin.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nI am [P]");
                });
                Network network = Network.start(directory, handler, Map.of(Network.CHAT, origin.address()))) {
            for (int round = 0; round < ROUNDS; round++) {
                inEveryWay(network, handler);
            }
        }
        lookForLosses();

        assertThat(said.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
        System.out.println("trust 40: " + ROUNDS * 5 + " requests under paranoid leak detection, 0 buffers lost");
    }

    private static void inEveryWay(Network network, FakeHandler handler) throws Exception {
        handler.decision = (request, flow) -> new Forward(request.target(), request.headers(), request.body(), flow);
        try (RawClient client = RawClient.inside(network, Network.CHAT)) {
            assertThat(client.send(POST).receive().status()).isEqualTo(200);
            handler.decision = (request, flow) -> new Answer(200, new DefaultHttpHeaders(), new byte[] {'x'});
            assertThat(client.send(POST).receive().status()).isEqualTo(200);
            handler.decision = (request, flow) -> {
                throw new IllegalStateException("broken");
            };
            assertThat(client.send(POST).receive().status()).isEqualTo(503);
            assertThat(client.send(POST.replace("Host:", "Transfer-Encoding: odd\r\nHost:"))
                            .receive()
                            .status())
                    .isIn(400, 501);
        }
        try (RawClient client = RawClient.inside(network, Network.CHAT)) {
            client.send(POST.substring(0, POST.length() - 2));
        }
    }

    /** The detector tells of what the garbage collector found the next time a buffer is made. */
    private static void lookForLosses() {
        for (int i = 0; i < 3; i++) {
            System.gc();
            List.of(PooledByteBufAllocator.DEFAULT.buffer(), PooledByteBufAllocator.DEFAULT.directBuffer())
                    .forEach(buffer -> buffer.release());
        }
    }
}
