package io.cloakroom.rules.store;

import static io.cloakroom.rules.store.Samples.ANNA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Vault.Placeholder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrencyTest {
    private static final int THREADS = 16;

    @TempDir
    Path dir;

    private Store open() {
        return Store.open(dir, Durability.PROCESS, new Samples.MovableClock());
    }

    /** Runs the work in many threads at once and returns what each returned. */
    private static <T> List<T> together(IntFunction<T> work) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(THREADS);
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<T>> running = IntStream.range(0, THREADS)
                    .mapToObj(i -> threads.submit(() -> {
                        barrier.await();
                        return work.apply(i);
                    }))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get());
            }
            return results;
        }
    }

    @Test
    void oneValueGetsOneToken() throws Exception {
        try (Store store = open()) {
            for (int round = 1; round <= 20; round++) {
                String value = "Anna the " + round + ".";
                assertThat(together(i -> store.vault()
                                .issue(ANNA, EntityType.PERSON, value, "")
                                .token()))
                        .containsOnly("[PERSON_" + round + "]");
            }
        }
    }

    @Test
    void manyValuesGetAllNumbersOnce() throws Exception {
        try (Store store = open()) {
            Set<String> tokens = ConcurrentHashMap.newKeySet();
            together(i -> IntStream.range(0, 20)
                    .mapToObj(k -> tokens.add(store.vault()
                            .issue(ANNA, EntityType.PERSON, "Anna " + i + "-" + k, "")
                            .token()))
                    .toList());

            assertThat(tokens)
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 20 * THREADS)
                            .mapToObj(n -> "[PERSON_" + n + "]")
                            .toList());
            assertThat(tokens)
                    .allSatisfy(token ->
                            assertThat(store.vault().isIssued("anna", token)).isTrue());
        }
    }

    @Test
    void nobodySeesAnothersValues() throws Exception {
        try (Store store = open()) {
            together(i -> {
                Binding binding = new Binding("user-" + i % 4, "Operator " + i % 2, "chat");
                for (int k = 0; k < 20; k++) {
                    Placeholder issued = store.vault()
                            .issue(binding, EntityType.PERSON, "known to " + binding.user() + " #" + k, "");
                    assertThat(store.vault()
                                    .originals(binding.user(), binding.operator())
                                    .original(issued.token()))
                            .isEqualTo(issued.original());
                    assertThat(store.vault().values(binding.user()))
                            .contains(issued)
                            .allSatisfy(value -> assertThat(value.original()).contains(binding.user() + " "));
                }
                return true;
            });
        }
    }

    @Test
    void journalRecordsOfManyThreadsAreOneChain() throws Exception {
        try (Store store = open()) {
            together(i -> {
                for (int k = 0; k < 20; k++) {
                    store.journal().start(Samples.start("f" + i + "-" + k)).join();
                }
                return true;
            });
        }

        assertThat(JournalVerifier.verify(dir).problem()).isNull();
        assertThat(JournalVerifier.verify(dir).records()).isEqualTo(20 * THREADS);
        assertThat(new JournalTransferRegister(dir).transfers())
                .singleElement()
                .satisfies(row -> assertThat(row.attempted()).isEqualTo(20 * THREADS));
    }

    @Test
    void writersThatWaitShareACommit() throws Exception {
        List<List<Integer>> batches = new ArrayList<>();
        CountDownLatch committing = new CountDownLatch(1);
        CountDownLatch othersWait = new CountDownLatch(1);
        try (GroupCommit<Integer> group = new GroupCommit<>("test", batch -> {
            committing.countDown();
            awaitQuietly(othersWait);
            batches.add(batch);
        })) {
            group.submit(0);
            committing.await();
            for (int item = 1; item <= 5; item++) {
                group.submit(item);
            }
            othersWait.countDown();
        }

        assertThat(batches).containsExactly(List.of(0), List.of(1, 2, 3, 4, 5));
    }

    @Test
    void aFailedCommitIsToldToItsWriterAndNotToTheNext() {
        List<String> committed = new ArrayList<>();
        try (GroupCommit<String> group = new GroupCommit<>("test", batch -> {
            if (batch.contains("bad")) {
                throw new IllegalStateException("disk on fire");
            }
            committed.addAll(batch);
        })) {
            assertThatThrownBy(() -> GroupCommit.await(group.submit("bad")))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("disk on fire");
            group.submit("good").join();
        }
        assertThat(committed).containsExactly("good");
    }

    @Test
    void whatIsSubmittedAfterTheEndFails() {
        List<String> committed = new ArrayList<>();
        GroupCommit<String> group = new GroupCommit<>("test", committed::addAll);
        CompletableFuture<String> before = group.submit("before");
        group.close();
        group.close();

        assertThat(before).isCompletedWithValue("before");
        assertThatThrownBy(() -> GroupCommit.await(group.submit("after"))).isInstanceOf(StoreException.class);
        assertThat(committed).containsExactly("before");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
