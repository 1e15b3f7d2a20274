package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.FlowHandler.Forward;
import io.cloakroom.proxy.engine.gate.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What cannot be taken on now stays with its sender, not in memory. */
class BackPressureTest extends ScriptedOriginTest {

    private static final int LIMIT = 256 * 1024;

    @Override
    Limits limits(Limits standard) {
        return standard.with(
                new Limits.Bodies(LIMIT, LIMIT, new Limits.Share(2L * LIMIT, LIMIT), new Limits.Share(0, 0), 0));
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
        CountDownLatch over = new CountDownLatch(1);
        script = (head, in, out) -> over.await();
        try (RawClient client = outside()) {
            client.send("POST http://open.example/up HTTP/1.1\r\nHost: open.example\r\nContent-Length: " + 256L * block
                    + "\r\n\r\n");

            assertThat(writtenUntilStalled(client, new byte[block], 256)).isLessThan(64L * block);
        } finally {
            over.countDown();
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
