package io.cloakroom.proxy.engine;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** The messages of one WebSocket. Anything that is thrown here ends the WebSocket, and the message does not leave. */
public interface MessageFlow {

    /** A whole message, whatever frames it came in. The array is never changed. */
    record Message(boolean text, byte[] body) {}

    /** What to do with a message of the client. */
    sealed interface Outcome {}

    /**
     * Send this to the origin.
     *
     * @param recorded whether it has a record of its own, so that it does not count as part of the WebSocket's
     * @param sent to be run once it was written
     * @param abandoned to be run instead when it can no longer be sent
     */
    record Send(byte[] body, boolean recorded, Runnable sent, Runnable abandoned) implements Outcome {}

    /** Send nothing to the origin, and these to the client, as text or binary like the message. */
    record Reply(List<byte[]> bodies) implements Outcome {}

    /** Send nothing, and end the WebSocket with a reason the person can read. */
    record Refuse(String reason) implements Outcome {}

    /**
     * Decides what leaves, one message after the other, on the analysis pool. When it completes, what has to be recorded before the
     * message leaves is durable.
     */
    CompletionStage<? extends Outcome> decide(Message message) throws Exception;

    /** How to restore the origin's messages. Asked once. */
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
