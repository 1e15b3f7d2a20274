package io.cloakroom.rules.wire;

import io.cloakroom.rules.engine.RestoreReport;

/**
 * Puts originals back into one answer while it streams. Fed with decoded body bytes as they arrive, split anywhere. Not thread-safe:
 * one answer, one thread at a time.
 */
public interface AnswerRestorer {

    /** Takes the next bytes and returns those that can go to the client now; possibly none, never null. */
    byte[] push(byte[] chunk);

    /** Lets go of text held back as a possible beginning of a placeholder. Called 200 ms after the last {@link #push}. */
    byte[] release();

    /** Everything still held, at the end of the answer. */
    byte[] finish();

    /** What became of placeholders so far. */
    RestoreReport report();

    /** The conversation id the answer named, or {@code ""} while it has not. */
    String conversation();
}
