package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.UnredactableException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs parsers in threads of their own, so many at a time and so long each. One that does not end is left behind, and its place stays
 * taken until it does: a parser that hangs costs a place, never the proxy.
 */
final class Bounded {

    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int AT_ONCE = 8;
    private static final Semaphore PLACES = new Semaphore(AT_ONCE);

    /** Most that all parsers at once unpack: twice what one file may, since a PDF is read again when it is redacted. */
    private static final long MOST_UNPACKED = 2 * Budget.MOST_DECODED;

    private static final AtomicLong UNPACKED = new AtomicLong();
    private static final ThreadLocal<@Nullable Long> OWN = new ThreadLocal<>();

    /**
     * Takes note that the parser of this thread, if one runs in it, unpacked so much; it counts until the parser ends.
     *
     * @throws LensException when that is more than fits beside what others unpacked
     */
    static void unpack(long bytes) throws LensException {
        Long own = OWN.get();
        if (own == null) {
            return;
        }
        OWN.set(own + bytes);
        if (UNPACKED.addAndGet(bytes) > MOST_UNPACKED) {
            throw new LensException("too many large files are being read; send it again later");
        }
    }

    /** @throws LensException what the parser throws; or when it takes too long, or fails in a way it should not */
    <T> T run(Callable<T> parser) throws LensException {
        FutureTask<T> task = new FutureTask<>(parser);
        try {
            if (!PLACES.tryAcquire(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LensException("too many files are being read; send it again later");
            }
            start(task);
            return task.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new LensException("opening this file takes longer than " + LONGEST.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new LensException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LensException cause) {
                throw cause;
            }
            if (e.getCause() instanceof UnredactableException cause) {
                throw cause;
            }
            throw new LensException("a file that makes its parser fail", e);
        }
    }

    private static void start(Runnable task) {
        boolean started = false;
        try {
            Thread.ofPlatform().name("cloakroom-file").daemon().start(() -> {
                OWN.set(0L);
                try {
                    task.run();
                } finally {
                    UNPACKED.addAndGet(-Objects.requireNonNull(OWN.get()));
                    PLACES.release();
                }
            });
            started = true;
        } finally {
            if (!started) {
                PLACES.release();
            }
        }
    }
}
