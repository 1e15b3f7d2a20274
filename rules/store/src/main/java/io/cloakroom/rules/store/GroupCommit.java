package io.cloakroom.rules.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets concurrent writers share one commit: one thread commits all that wait, so that a hundred writers cost about as many syncs of the
 * disk as two, and none of them needs to wait on a thread of its own. Items are committed in the order they were submitted.
 */
final class GroupCommit<T> implements AutoCloseable {
    /** How long an item waits for others when nobody waits for it. */
    private static final long UNHURRIED_MILLIS = 20;

    private final Consumer<List<T>> commit;
    private final Queue<Waiting<T>> queue = new ConcurrentLinkedQueue<>();
    /** One permit for each item somebody waits for, and one for the first of those that nobody does. */
    private final Semaphore wake = new Semaphore(0);

    private final AtomicInteger awaited = new AtomicInteger();
    private final AtomicInteger unhurried = new AtomicInteger();
    private final Thread committer;
    private volatile boolean ended;

    /**
     * @param name of the thread
     * @param commit makes all items durable, or throws for all of them
     */
    GroupCommit(String name, Consumer<List<T>> commit) {
        this.commit = commit;
        this.committer = Thread.ofPlatform().name("cloakroom-" + name).daemon().start(this::run);
    }

    /** @param item null tells the thread to end */
    private record Waiting<T>(@Nullable T item, CompletableFuture<T> committed) {}

    /** Completes when the item is committed, or with a {@link StoreException} when that failed; on the thread that commits. */
    CompletableFuture<T> submit(T item) {
        Waiting<T> waiting = new Waiting<>(item, new CompletableFuture<>());
        queue.add(waiting);
        awaited.incrementAndGet();
        wake.release();
        return unlessEnded(waiting);
    }

    /** The same for an item that nobody waits for: it is committed with the next that somebody does, or soon. */
    CompletableFuture<T> submitUnhurried(T item) {
        Waiting<T> waiting = new Waiting<>(item, new CompletableFuture<>());
        queue.add(waiting);
        if (unhurried.getAndIncrement() == 0) {
            wake.release();
        }
        return unlessEnded(waiting);
    }

    private CompletableFuture<T> unlessEnded(Waiting<T> waiting) {
        if (ended) {
            failRest();
        }
        return waiting.committed;
    }

    /** Waits for a commit. */
    static <R> R await(CompletableFuture<R> committed) {
        try {
            return committed.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StoreException(String.valueOf(cause.getMessage()), cause);
        }
    }

    private void run() {
        List<Waiting<T>> batch = new ArrayList<>();
        try {
            do {
                batch.clear();
                awaitItems();
                for (Waiting<T> next = queue.poll(); next != null; next = queue.poll()) {
                    batch.add(next);
                }
                commitAll(batch);
            } while (batch.stream().allMatch(waiting -> waiting.item != null));
        } finally {
            ended = true;
            failRest();
        }
    }

    private void awaitItems() {
        try {
            wake.acquire();
            if (awaited.get() == 0) {
                wake.tryAcquire(UNHURRIED_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            // Only close() ends this thread: what was submitted is committed now.
        }
        wake.drainPermits();
        awaited.set(0);
        unhurried.set(0);
    }

    private void failRest() {
        for (Waiting<T> late = queue.poll(); late != null; late = queue.poll()) {
            late.committed.completeExceptionally(closed());
        }
    }

    private void commitAll(List<Waiting<T>> batch) {
        List<T> items = new ArrayList<>(batch.size());
        for (Waiting<T> waiting : batch) {
            if (waiting.item != null) {
                items.add(waiting.item);
            }
        }
        Throwable failure = null;
        try {
            if (!items.isEmpty()) {
                commit.accept(items);
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        for (Waiting<T> waiting : batch) {
            if (failure == null) {
                waiting.committed.complete(waiting.item);
            } else {
                waiting.committed.completeExceptionally(failure);
            }
        }
    }

    private static StoreException closed() {
        return new StoreException("This was closed already.", new IllegalStateException("closed"));
    }

    /** Commits what was submitted and ends the thread; what is submitted later fails. */
    @Override
    public void close() {
        queue.add(new Waiting<>(null, new CompletableFuture<>()));
        awaited.incrementAndGet();
        wake.release();
        boolean interrupted = false;
        while (committer.isAlive()) {
            try {
                committer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
