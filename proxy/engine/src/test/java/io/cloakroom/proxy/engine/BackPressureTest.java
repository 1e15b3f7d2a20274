package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.FlowHandler.Forward;
import io.cloakroom.proxy.engine.OriginCertificates.Like;
import io.cloakroom.proxy.engine.guard.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be taken on now stays with its sender, not in memory. */
class BackPressureTest {

    private static final int LIMIT = 256 * 1024;

    private final FakeHandler handler = new FakeHandler(Network.CHAT);
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private RawOrigin origin;
    private RawOrigin slowPlainOrigin;
    private final CountDownLatch slowMayRead = new CountDownLatch(1);
    private Network network;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        origin = new RawOrigin(OriginCertificates.context(Like.GOOD, Network.CHAT), (head, in, out) -> {
            int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
            int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
            bodies.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
            String answer = head.substring(0, head.indexOf(" HTTP"));
            RawOrigin.write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + answer.length() + "\r\n\r\n" + answer);
        });
        slowPlainOrigin = new RawOrigin(null, (head, in, out) -> {
            slowMayRead.await();
            RawOrigin.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        });
        network = Network.start(
                directory,
                handler,
                Map.of(Network.CHAT, origin.address(), "slow.example", slowPlainOrigin.address()),
                new Identity("local", Map.of()),
                limits -> limits.withBodies(LIMIT, 2L * LIMIT, LIMIT));
    }

    @AfterEach
    void stop() throws Exception {
        slowMayRead.countDown();
        network.close();
        origin.close();
        slowPlainOrigin.close();
    }

    private static String post(String target, String body) {
        return "POST " + target + " HTTP/1.1\r\nHost: chat.example\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private RawClient inside() throws IOException {
        return RawClient.inside(network, Network.CHAT);
    }

    /** How much is written until nothing more is taken for a while; a slow machine can only make this smaller. */
    private static long writtenUntilStalled(RawClient client, byte[] block, int blocks) throws Exception {
        AtomicLong written = new AtomicLong();
        Thread writer = Thread.ofPlatform().daemon().start(() -> {
            try {
                for (int i = 0; i < blocks; i++) {
                    client.socket().getOutputStream().write(block);
                    written.addAndGet(block.length);
                }
            } catch (IOException closed) {
                // The test is over.
            }
        });
        long before = -1;
        while (writer.isAlive() && before != written.get()) {
            before = written.get();
            writer.join(1_000);
        }
        return written.get();
    }

    @Test
    void anUploadToASlowOriginIsHeldBack() throws Exception {
        int block = 1024 * 1024;
        try (RawClient client = new RawClient(network.proxy.address())) {
            client.send("POST http://slow.example/up HTTP/1.1\r\nHost: slow.example\r\nContent-Length: " + 256L * block
                    + "\r\n\r\n");

            assertThat(writtenUntilStalled(client, new byte[block], 256)).isLessThan(64L * block);
        }
    }

    @Test
    void requestsBehindASlowDecisionAreNotReadIntoMemory() throws Exception {
        CountDownLatch decided = new CountDownLatch(1);
        handler.decision = (request, flow) -> {
            decided.await();
            return new Forward(request.target(), request.headers(), request.body(), flow);
        };
        try (RawClient client = inside()) {
            byte[] request = post("/ask", "x".repeat(64 * 1024)).getBytes(StandardCharsets.US_ASCII);

            assertThat(writtenUntilStalled(client, request, 1024)).isLessThan(32L * 1024 * 1024);
        } finally {
            decided.countDown();
        }
        assertThat(handler.asked).hasSize(1);
    }
}
