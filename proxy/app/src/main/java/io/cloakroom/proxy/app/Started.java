package io.cloakroom.proxy.app;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A part of the program that starts beside the others, so that the whole is ready sooner. Closing ends the part too, unless it is to be
 * kept.
 */
final class Started<T> implements AutoCloseable {

    private final FutureTask<T> task;
    private boolean kept;

    private Started(FutureTask<T> task) {
        this.task = task;
    }

    static <T> Started<T> beside(Callable<T> part) {
        FutureTask<T> task = new FutureTask<>(part);
        new Thread(task, "start").start();
        return new Started<>(task);
    }

    /** Waits for the part; what went wrong in its start is thrown here. */
    T get() throws Exception {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** The part, which has been waited for. */
    T now() {
        return task.resultNow();
    }

    /** The part has an owner now. */
    void keep() {
        kept = true;
    }

    @Override
    public void close() throws Exception {
        if (!kept && task.state() != FutureTask.State.FAILED && get() instanceof AutoCloseable part) {
            part.close();
        }
    }
}
