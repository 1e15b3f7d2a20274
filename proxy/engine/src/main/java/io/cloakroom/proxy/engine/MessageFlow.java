package io.cloakroom.proxy.engine;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The messages of one WebSocket. Anything that is thrown here ends the WebSocket, and the message does not leave. */
public interface MessageFlow {

    /** A whole message, whatever frames it came in. The array is never changed. */
    record Message(boolean text, byte[] body) {}

    /** What to do with a message of the client. */
    sealed interface Outcome {}

    /**
     * Send this to the origin.
     *
     * @param sent to be run once it was written
     */
    record Send(byte[] body, Runnable sent) implements Outcome {}

    /** Send nothing to the origin, and these to the client, as text or binary like the message. */
    record Reply(List<byte[]> bodies) implements Outcome {}

    /** Send nothing, and end the WebSocket with a reason the person can read. */
    record Refuse(String reason) implements Outcome {}

    /**
     * Decides what leaves, one message after the other, on the analysis pool. When it completes, what has to be recorded before the
     * message leaves is durable.
     */
    CompletionStage<? extends Outcome> decide(Message message) throws Exception;

    /** How to restore the origin's messages, or null to pass their frames through untouched. Asked once. */
    @Nullable
    Restoring restoring();

    /** Restores the origin's messages in order. Not thread-safe: one call at a time. */
    interface Restoring {

        /** The messages that can go to the client now: this one, after any that had to come first. */
        List<byte[]> push(Message message);

        /** Lets go of text held back as a possible beginning of a placeholder. Called 200 ms after the last {@link #push}. */
        List<byte[]> release();

        /** Everything still held, before the WebSocket is closed. */
        List<byte[]> finish();
    }
}
