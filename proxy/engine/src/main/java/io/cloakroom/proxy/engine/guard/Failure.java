package io.cloakroom.proxy.engine.guard;

import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why a look at what is to leave failed. */
public enum Failure {
    /** Too much else waits to be looked at. */
    BUSY,
    /** Vault or journal cannot be written. */
    UNRECORDED,
    /** Anything else. */
    UNCHECKED;

    private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

    /**
     * Tells failures apart, and logs those that somebody has to see to.
     *
     * @param became what is done because of it, for the log
     */
    public static Failure of(Throwable failure, String became) {
        Throwable cause = cause(failure);
        if (cause instanceof RejectedExecutionException) {
            return BUSY;
        }
        // The message may quote content, so only the kind of error and its place are logged.
        StackTraceElement[] trace = cause.getStackTrace();
        LOG.error(
                "{}: {} at {}", became, cause.getClass().getName(), trace.length == 0 ? "an unknown place" : trace[0]);
        return cause instanceof UncheckedIOException ? UNRECORDED : UNCHECKED;
    }

    /** What went wrong, without the wrapping of who waited for it. */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
