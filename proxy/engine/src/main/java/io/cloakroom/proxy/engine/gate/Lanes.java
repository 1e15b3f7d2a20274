package io.cloakroom.proxy.engine.gate;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which everything that blocks happens, so that event loops never wait. Short bodies have their own lane: somebody's
 * 10 MiB upload must not hold up everybody's next sentence. Where processors are scarce, event loops go before short bodies and those
 * before long ones, as far as the virtual machine was started with {@code -XX:ThreadPriorityPolicy=1}. Queues are bounded; a full one
 * refuses, which becomes a 503.
 */
public final class Lanes implements AutoCloseable {

    /** Up to here a body is short, bytes. */
    static final int SHORT_BODY = 64 * 1024;

    /** Some of them wait for the disk, when the vault has to keep something new. */
    private static final int SHORT_THREADS_PER_CORE = 2;

    private static final int SHORT_PRIORITY = Thread.MIN_PRIORITY + 1;
    private static final int SHORT_QUEUE = 1024;
    private static final int LONG_QUEUE = 64;
    private static final int LARGE_QUEUE = 32;
    private static final int STORE_THREADS = 2;
    private static final int STORE_QUEUE = 1024;
    private static final int LOOKUP_QUEUE = 1024;
    private static final int LOOKUP_THREADS = 16;
    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor shortBodies;
    private final ThreadPoolExecutor longBodies;
    private final ThreadPoolExecutor largeBodies;
    private final ThreadPoolExecutor storing;
    private final ThreadPoolExecutor lookups;

    /** @param cores threads of the long lane; the short one has several times as many */
    public Lanes(int cores) {
        shortBodies =
                pool("short", SHORT_PRIORITY, SHORT_THREADS_PER_CORE * cores, new ArrayBlockingQueue<>(SHORT_QUEUE));
        longBodies = pool("long", Thread.MIN_PRIORITY, cores, new ArrayBlockingQueue<>(LONG_QUEUE));
        largeBodies = pool("large", Thread.MIN_PRIORITY, 1, new ArrayBlockingQueue<>(LARGE_QUEUE));
        storing = pool("store", SHORT_PRIORITY, STORE_THREADS, new ArrayBlockingQueue<>(STORE_QUEUE));
        lookups = pool("lookup", Thread.NORM_PRIORITY, LOOKUP_THREADS, new ArrayBlockingQueue<>(LOOKUP_QUEUE));
    }

    private static ThreadPoolExecutor pool(String name, int priority, int threads, BlockingQueue<Runnable> queue) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                queue,
                new DefaultThreadFactory("cloakroom-" + name, true, priority));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Analysis of a request body. Fails with {@link RejectedExecutionException} when its lane is full. */
    <T> CompletableFuture<T> analyse(int bodyLength, Callable<T> task) {
        return run(bodyLength <= SHORT_BODY ? shortBodies : longBodies, task);
    }

    /**
     * Analysis of a body that was spooled: one at a time, since it takes several times its size in memory.
     *
     * @param result completed with what becomes of it, as {@link #analyse} does
     * @return what interrupts it, or takes it out of the queue: then nothing completes
     */
    <T> Future<?> analyseLarge(Callable<T> task, CompletableFuture<T> result) {
        try {
            return largeBodies.submit(() -> complete(result, task));
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(e);
            return result;
        }
    }

    /** Writing to disk. Fails with {@link RejectedExecutionException} when there is too much of it. */
    <T> CompletableFuture<T> store(Callable<T> task) {
        return run(storing, task);
    }

    /** Names and passwords. Fails with {@link RejectedExecutionException} when there are too many. */
    <T> CompletableFuture<T> lookUp(Callable<T> task) {
        return run(lookups, task);
    }

    /** How many bodies wait for their analysis. */
    public int waiting() {
        return shortBodies.getQueue().size()
                + longBodies.getQueue().size()
                + largeBodies.getQueue().size();
    }

    private static <T> CompletableFuture<T> run(Executor executor, Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            executor.execute(() -> complete(result, task));
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    private static <T> void complete(CompletableFuture<T> result, Callable<T> task) {
        try {
            result.complete(task.call());
        } catch (Throwable t) {
            // An error too must be answered: a flow left without an answer is one that neither fails nor closes.
            result.completeExceptionally(t);
        }
    }

    @Override
    public void close() {
        shortBodies.shutdownNow();
        longBodies.shutdownNow();
        largeBodies.shutdownNow();
        storing.shutdownNow();
        lookups.shutdownNow();
    }
}
