package io.cloakroom.rules.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets concurrent writers share one commit: whoever gets the turn commits all that wait, so that a hundred threads cost about as many
 * syncs of the disk as two. Batches are committed one at a time, items in the order they were submitted.
 */
final class GroupCommit<T> {
    private final Consumer<List<T>> commit;
    private final ConcurrentLinkedQueue<Waiting<T>> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock();

    /** @param commit makes all items durable, or throws for all of them */
    GroupCommit(Consumer<List<T>> commit) {
        this.commit = commit;
    }

    /**
     * Returns when the item is committed.
     *
     * @throws StoreException when the commit failed
     */
    void submit(T item) {
        Waiting<T> mine = new Waiting<>(item);
        queue.add(mine);
        turn.lock();
        try {
            if (!mine.done) {
                commitAllWaiting();
            }
        } finally {
            turn.unlock();
        }
        if (mine.failure != null) {
            throw new StoreException(String.valueOf(mine.failure.getMessage()), mine.failure);
        }
    }

    private void commitAllWaiting() {
        List<Waiting<T>> batch = new ArrayList<>();
        for (Waiting<T> next = queue.poll(); next != null; next = queue.poll()) {
            batch.add(next);
        }
        Throwable failure = null;
        try {
            commit.accept(batch.stream().map(waiting -> waiting.item).toList());
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        for (Waiting<T> each : batch) {
            each.failure = failure;
            each.done = true;
        }
    }

    /** Fields are guarded by {@link #turn}. */
    private static final class Waiting<T> {
        final T item;
        boolean done;

        @Nullable
        Throwable failure;

        Waiting(T item) {
            this.item = item;
        }
    }
}
