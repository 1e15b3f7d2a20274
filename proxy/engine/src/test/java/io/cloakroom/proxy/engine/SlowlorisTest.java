package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.gate.Limits;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Many clients that hold their connections by sending as little as they can (CWE-400), and one that only wants answers. */
class SlowlorisTest extends ScriptedOriginTest {

    private static final int CROWD = Trust.times(50, 1000);
    private static final Duration DEADLINE = Duration.ofSeconds(Trust.times(2, 10));
    private static final long DRIP_MILLIS = 100;
    private static final int WARM_UP = 200;
    private static final int LEAST_REQUESTS = 200;

    @Override
    Limits limits(Limits standard) {
        return standard.with(standard.deadlines().withRequests(DEADLINE, DEADLINE));
    }

    @Test
    @DisplayName("trust 21: clients that drip heads and bodies are cut off, and others are served meanwhile")
    void whoDripsIsCutOff() throws Exception {
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor();
                RawClient good = inside()) {
            times(good, WARM_UP);
            List<Long> before = times(good, LEAST_REQUESTS);
            List<Future<Long>> slow = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                int number = i;
                slow.add(crowd.submit(() -> drip(number)));
            }
            List<Long> during = new ArrayList<>();
            while (during.size() < LEAST_REQUESTS || !slow.stream().allMatch(Future::isDone)) {
                during.addAll(times(good, 10));
            }
            long longest = 0;
            for (Future<Long> client : slow) {
                longest = Math.max(longest, client.get());
            }
            double ratio = (double) p95(during) / p95(before);

            System.out.printf(
                    "trust 21: %d dripping clients, all cut off after at most %.1f s (deadline %d s); p95 of a good client %.1f ms"
                            + " before, %.1f ms meanwhile (%d requests), ratio %.2f%n",
                    CROWD,
                    longest / 1e9,
                    DEADLINE.toSeconds(),
                    p95(before) / 1e6,
                    p95(during) / 1e6,
                    during.size(),
                    ratio);
            // Twice the deadline and a linger: anything longer would mean that dripping pays.
            assertThat(Duration.ofNanos(longest)).isLessThan(DEADLINE.multipliedBy(3));
        }
    }

    /** Drips until it is cut off, and returns after how many nanoseconds that was. */
    private long drip(int number) throws IOException, InterruptedException {
        String from = "127.0." + (1 + number / 200) + "." + (1 + number % 200);
        try (RawClient client = new RawClient(network.proxy.address(), from)) {
            long began = System.nanoTime();
            try {
                client.send(
                        number % 2 == 0
                                ? "GET http://open.example/ HTTP/1.1\r\nX-A: "
                                : "POST http://open.example/ HTTP/1.1\r\nHost: open.example\r\nContent-Length: 100000\r\n\r\n");
                OutputStream out = client.socket().getOutputStream();
                while (client.socket().getInputStream().available() == 0) {
                    out.write('a');
                    Thread.sleep(DRIP_MILLIS);
                }
            } catch (IOException cutOff) {
                // That is what is waited for.
            }
            return System.nanoTime() - began;
        }
    }

    private static List<Long> times(RawClient client, int count) throws IOException {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long began = System.nanoTime();
            assertThat(client.send("GET / HTTP/1.1\r\nHost: chat.example\r\n\r\n")
                            .receive()
                            .status())
                    .isEqualTo(200);
            times.add(System.nanoTime() - began);
        }
        return times;
    }

    private static long p95(List<Long> times) {
        return times.stream().sorted().toList().get(times.size() * 95 / 100);
    }
}
