package io.cloakroom.proxy.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class LanesTest {

    private static final int LONG = Lanes.SHORT_BODY + 1;

    @Test
    void aFullLaneRefusesAndTheOthersGoOn() {
        CountDownLatch done = new CountDownLatch(1);
        try (Lanes lanes = new Lanes(1)) {
            List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
            CompletableFuture<Boolean> refused;
            do {
                refused = lanes.analyse(LONG, () -> {
                    done.await();
                    return true;
                });
                waiting.add(refused);
            } while (!refused.isCompletedExceptionally());

            assertThat(refused.exceptionNow()).isInstanceOf(RejectedExecutionException.class);
            assertThat(waiting).hasSizeBetween(2, 100);
            assertThat(lanes.analyse(Lanes.SHORT_BODY, () -> "short").join()).isEqualTo("short");
            done.countDown();
            assertThat(waiting.getFirst().join()).isTrue();
        }
    }

    @Test
    void anErrorIsAResultToo() {
        try (Lanes lanes = new Lanes(1)) {
            CompletableFuture<Object> failed = lanes.analyse(1, () -> {
                throw new StackOverflowError();
            });

            assertThat(failed).failsWithin(java.time.Duration.ofMinutes(1));
            assertThat(failed.exceptionNow()).isInstanceOf(StackOverflowError.class);
        }
    }
}
