package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.FlowHandler.Forward;
import io.cloakroom.proxy.engine.gate.Limits;
import io.cloakroom.proxy.engine.guard.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More than can be inspected in time: what is not inspected is not sent, and the client learns when to come again. */
class OverloadTest {

    /** Too long for the lane of short bodies, whose queue is larger. */
    private static final int LONG_BODY = 70_000;

    private static final int MORE_THAN_THE_QUEUE = 100;

    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    @TempDir
    private Path directory;

    private final CountDownLatch deciding = new CountDownLatch(1);
    private final FakeHandler handler = new FakeHandler(Network.CHAT);
    private final List<RawClient> clients = new ArrayList<>();

    @AfterEach
    void leave() throws IOException {
        deciding.countDown();
        for (RawClient client : clients) {
            client.close();
        }
    }

    private RawOrigin origin() throws IOException {
        return new RawOrigin(null, (head, in, out) -> {
            in.readNBytes(LONG_BODY);
            RawOrigin.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        });
    }

    private Network network(RawOrigin origin, UnaryOperator<Limits> limits) {
        handler.decision = (request, flow) -> {
            deciding.await();
            return new Forward(request.target(), request.headers(), request.body(), flow);
        };
        return Network.start(
                directory, handler, Map.of(Network.CHAT, origin.address()), new Identity("local", Map.of()), limits);
    }

    private RawClient post(Network network) throws IOException {
        RawClient client = new RawClient(network.proxy.address());
        clients.add(client);
        return client.send("POST http://chat.example/ask HTTP/1.1\r\nHost: chat.example\r\nContent-Length: " + LONG_BODY
                + "\r\n\r\n" + "x".repeat(LONG_BODY));
    }

    private static RawClient.Response answer(RawClient client) {
        try {
            return client.receive();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertTold(RawClient.Response response) {
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.head()).containsIgnoringCase("retry-after: 5");
        assertThat(response.body()).contains("Nothing was sent");
    }

    @Test
    @DisplayName(
            "trust 36: when its lane is full a request is refused with Retry-After, and those that wait are served")
    void aFullLaneRefuses() throws Exception {
        try (RawOrigin origin = origin();
                Network network = network(origin, limits -> limits)) {
            for (int i = 0; i < MORE_THAN_THE_QUEUE; i++) {
                post(network);
            }
            CountDownLatch refusal = new CountDownLatch(1);
            List<CompletableFuture<RawClient.Response>> answers = clients.stream()
                    .map(client -> CompletableFuture.supplyAsync(() -> answer(client), THREADS)
                            .whenComplete((answer, failure) -> {
                                if (failure != null || answer.status() == 503) {
                                    refusal.countDown();
                                }
                            }))
                    .toList();
            refusal.await();
            assertThat(origin.heads).isEmpty();
            deciding.countDown();

            int refused = 0;
            for (CompletableFuture<RawClient.Response> each : answers) {
                RawClient.Response response = each.join();
                if (response.status() == 503) {
                    assertTold(response);
                    refused++;
                } else {
                    assertThat(response.status()).isEqualTo(200);
                }
            }
            assertThat(refused).isPositive();
            assertThat(origin.heads).hasSize(MORE_THAN_THE_QUEUE - refused);
            System.out.println("trust 36: of " + MORE_THAN_THE_QUEUE + " requests at once " + refused
                    + " refused with 503 and Retry-After, the rest inspected and sent");
        }
    }

    @Test
    @DisplayName("trust 36: over a person's budget of bytes a request is refused with Retry-After")
    void overBudgetRefuses() throws Exception {
        try (RawOrigin origin = origin();
                Network network = network(
                        origin,
                        limits -> limits.with(new Limits.Bodies(
                                1 << 20,
                                1 << 20,
                                new Limits.Share(10 << 20, LONG_BODY + 1),
                                new Limits.Share(0, 0),
                                0)))) {
            post(network);
            while (network.proxy.traffic().heldBytes() < LONG_BODY) {
                Thread.onSpinWait();
            }

            assertTold(post(network).receive());
            assertThat(origin.heads).isEmpty();
        }
    }

    @Test
    @DisplayName("trust 36: a decision that takes too long refuses, and what is decided afterwards is not sent")
    void aSlowDecisionRefuses() throws Exception {
        try (RawOrigin origin = origin();
                Network network = network(
                        origin, limits -> limits.with(limits.deadlines().withDecision(Duration.ofMillis(50))))) {
            assertTold(post(network).receive());
            deciding.countDown();
            while (handler.flows.isEmpty()) {
                Thread.onSpinWait();
            }

            assertThat(handler.flows.getFirst().end().outcome()).isEqualTo("aborted");
            assertThat(origin.heads).isEmpty();
        }
    }
}
