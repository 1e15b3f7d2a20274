package io.cloakroom.rules.wire.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.rules.wire.LensException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BoundedTest {

    private static final int SIZE = 1 << 20;

    private static Callable<Boolean> unpacking(long bytes, Callable<?> then) {
        return () -> {
            Budget.of(SIZE).decode(bytes);
            then.call();
            return true;
        };
    }

    @Test
    @Timeout(20)
    void whatIsReadAtOnceUnpacksToSoMuchTogether() throws Exception {
        CountDownLatch unpacked = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        Callable<Boolean> large = unpacking(90L << 20, () -> {
            unpacked.countDown();
            end.await();
            return true;
        });
        FutureTask<Boolean> one = new FutureTask<>(() -> new Bounded().run(large));
        FutureTask<Boolean> other = new FutureTask<>(() -> new Bounded().run(large));
        Thread.ofPlatform().start(one);
        Thread.ofPlatform().start(other);
        unpacked.await();
        Callable<Boolean> third = unpacking(20L << 20, () -> true);
        assertThatThrownBy(() -> new Bounded().run(third))
                .isInstanceOf(LensException.class)
                .hasMessageContaining("later");
        end.countDown();
        assertThat(one.get() && other.get()).isTrue();
        while (true) {
            try {
                assertThat(new Bounded().run(third)).isTrue();
                return;
            } catch (LensException e) {
                // The threads of the others end after their results are there.
                Thread.onSpinWait();
            }
        }
    }
}
