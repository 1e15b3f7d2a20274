package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.FlowHandler.Forward;
import io.cloakroom.proxy.engine.gate.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies that are too large to wait in memory: they wait on disk, are decided whole, one after the other, and leave whole or not at all. */
class LargeBodiesTest extends ScriptedOriginTest {

    private static final int MIB = 1024 * 1024;
    private static final int IN_MEMORY = MIB;
    private static final int LARGEST = 8 * MIB;
    private static final String BODY = letters(6 * MIB);

    private static String letters(int length) {
        return new Random(1)
                .ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Override
    Limits limits(Limits standard) {
        Limits.Share memory = new Limits.Share(10 * MIB, 2 * MIB);
        Limits.Share disk = new Limits.Share(20 * MIB, 14 * MIB);
        return standard.with(new Limits.Bodies(LARGEST, IN_MEMORY, memory, disk, 10 * MIB));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        while (network.proxy.traffic().heldBytes() + network.proxy.traffic().spooledBytes() > 0) {
            Thread.sleep(10);
        }
        assertThat(spooled()).isEmpty();
    }

    private List<Path> spooled() throws IOException {
        Path spool = directory.resolve("spool");
        if (!Files.isDirectory(spool)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(spool)) {
            return files.toList();
        }
    }

    private void awaitSpooled(long bytes) throws InterruptedException {
        while (network.proxy.traffic().spooledBytes() < bytes) {
            Thread.sleep(10);
        }
    }

    @Test
    void aLargeBodyArrivesWhole() throws Exception {
        try (RawClient client = inside()) {
            assertThat(client.send(post("/large", BODY)).receive().body()).isEqualTo("POST /large");
            assertThat(client.send(post("/next", "y")).receive().body()).isEqualTo("POST /next");
        }
        assertThat(bodies).containsExactly(BODY, "y");
    }

    @Test
    void soDoesOneWhoseLengthNobodyKnows() throws Exception {
        try (RawClient client = inside()) {
            client.send("POST /large HTTP/1.1\r\nHost: chat.example\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int at = 0; at < BODY.length(); at += 2 * MIB) {
                client.send("200000\r\n" + BODY.substring(at, at + 2 * MIB) + "\r\n");
            }

            assertThat(client.send("0\r\n\r\n").receive().status()).isEqualTo(200);
        }
        assertThat(bodies).containsExactly(BODY);
    }

    @Test
    void whileItArrivesItIsOnDiskWithoutAName() throws Exception {
        try (RawClient client = inside()) {
            client.send("POST /large HTTP/1.1\r\nHost: chat.example\r\nContent-Length: " + BODY.length() + "\r\n\r\n"
                    + BODY.substring(1));
            awaitSpooled(BODY.length() - MIB);

            assertThat(network.proxy.traffic().heldBytes()).isLessThan(MIB);
            assertThat(spooled()).isEmpty();
            assertThat(handler.asked).isEmpty();
        }
        assertThat(origin.heads).isEmpty();
    }

    @Test
    void largerOnesAreRefused() throws Exception {
        try (RawClient client = inside()) {
            client.send("POST /large HTTP/1.1\r\nHost: chat.example\r\nContent-Length: " + (LARGEST + 1) + "\r\n\r\na");

            assertThat(client.receive().status()).isEqualTo(413);
        }
        assertThat(origin.heads).isEmpty();
    }

    @Test
    void onePersonCannotFillTheDisk() throws Exception {
        try (RawClient one = inside();
                RawClient other = inside();
                RawClient third = inside()) {
            for (RawClient client : List.of(one, other)) {
                client.send("POST /large HTTP/1.1\r\nHost: chat.example\r\nContent-Length: " + BODY.length()
                        + "\r\n\r\n" + BODY.substring(MIB / 2));
            }
            awaitSpooled(10L * MIB);

            RawClient.Response response = third.send(post("/large", BODY)).receive();
            assertThat(response.status()).isEqualTo(503);
            assertThat(response.body()).contains("More is being uploaded");
        }
        assertThat(handler.asked).isEmpty();
    }

    @Test
    void whatCannotBeWrittenIsRefused() throws Exception {
        Files.writeString(directory.resolve("spool"), "no directory");
        try (RawClient client = inside()) {
            RawClient.Response response = client.send(post("/large", BODY)).receive();

            assertThat(response.status()).isEqualTo(503);
            assertThat(response.body()).contains("has to wait on disk");
        } finally {
            Files.delete(directory.resolve("spool"));
        }
        assertThat(handler.asked).isEmpty();
        assertThat(origin.heads).isEmpty();
    }

    @Test
    void oneIsDecidedAtATimeAndSmallOnesPass() throws Exception {
        Semaphore decided = new Semaphore(0);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        handler.decision = (request, flow) -> {
            if (request.body().length > MIB) {
                most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                decided.acquire();
                atOnce.decrementAndGet();
            }
            return new Forward(request.target(), request.headers(), request.body(), flow);
        };
        try (RawClient one = inside();
                RawClient other = inside();
                RawClient small = inside()) {
            CompletableFuture<Integer> first = status(one);
            CompletableFuture<Integer> second = status(other);
            while (atOnce.get() == 0) {
                Thread.sleep(10);
            }

            assertThat(small.send(post("/small", "y")).receive().status()).isEqualTo(200);
            decided.release(2);
            assertThat(List.of(first.join(), second.join())).containsExactly(200, 200);
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void othersHaveTheirRoomWhateverOnePersonUploads() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        script = (head, in, out) -> {
            if (head.startsWith("POST /large")) {
                in.readNBytes(MIB);
                over.await();
            } else {
                in.readNBytes(MIB);
                RawOrigin.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            }
        };
        try (RawClient one = inside();
                RawClient other = inside();
                RawClient small = inside()) {
            status(one);
            status(other);
            awaitSpooled(11L * MIB);

            assertThat(small.send(post("/small", "y".repeat(MIB))).receive().status())
                    .isEqualTo(200);
        } finally {
            over.countDown();
        }
    }

    @Test
    void whatTheOriginTookIsNotHeldForItsAnswer() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        script = (head, in, out) -> {
            in.readNBytes(BODY.length());
            over.await();
            RawOrigin.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        };
        try (RawClient client = inside()) {
            CompletableFuture<Integer> status = status(client);
            while (handler.flows.isEmpty() || network.proxy.traffic().heldBytes() > 0) {
                Thread.sleep(10);
            }
            over.countDown();

            assertThat(status.join()).isEqualTo(200);
        } finally {
            over.countDown();
        }
    }

    @Test
    void aClientThatLeavesInterruptsWhatNobodyWaitsFor() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Throwable> interrupted = new CompletableFuture<>();
        handler.decision = (request, flow) -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
                throw new AssertionError("not reached");
            } catch (InterruptedException e) {
                interrupted.complete(e);
                throw e;
            }
        };
        try (RawClient client = inside()) {
            status(client);
            begun.await();
        }
        assertThat(interrupted.join()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void anOriginThatTakesOnlyAPartIsToldAsAnyThatFails() throws Exception {
        script = (head, in, out) -> {
            in.readNBytes(100_000);
            throw new IOException("enough");
        };
        try (RawClient client = inside()) {
            RawClient.Response response = client.send(post("/large", BODY)).receive();

            assertThat(response.status()).isEqualTo(502);
            assertThat(response.body()).contains("chat.example cannot be reached");
        }
        assertThat(handler.flows.getFirst().end().outcome()).isEqualTo("failed");
    }

    private static CompletableFuture<Integer> status(RawClient client) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return client.send(post("/large", BODY)).receive().status();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void anAnswerThatComesBeforeTheWholeBodyWasTakenIsShown() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        script = (head, in, out) -> {
            in.readNBytes(MIB);
            RawOrigin.write(out, "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 4\r\n\r\nslow");
            over.await();
        };
        try (RawClient client = inside()) {
            RawClient.Response response = client.send(post("/large", BODY)).receive();

            assertThat(response.status()).isEqualTo(429);
            assertThat(response.body()).isEqualTo("slow");
        } finally {
            over.countDown();
        }
    }
}
