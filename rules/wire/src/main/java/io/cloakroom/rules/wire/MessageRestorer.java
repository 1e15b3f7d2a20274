package io.cloakroom.rules.wire;

import io.cloakroom.rules.engine.RestoreReport;
import java.util.List;

/**
 * Puts originals back into what a site sends over one WebSocket connection. Fed with whole messages (fragments joined, extensions undone),
 * in order; what it returns are whole messages too. Not thread-safe: one connection, one thread at a time.
 *
 * <p>Messages that come out are of the kind that went in last (text or binary), and none is ever empty unless an empty one went in.
 */
public interface MessageRestorer {

    /**
     * What the client gets instead of a message: the message itself (the very array) when nothing in it changed. Usually one; more when
     * text that was held back has to go out before a message that ends it.
     *
     * @param message payload of a text or binary message; text in UTF-8
     * @return in the order in which the client gets them; at least one
     */
    List<byte[]> push(byte[] message);

    /** Lets go of text held back as a possible beginning of a placeholder. Called 200 ms after the last {@link #push}. */
    List<byte[]> release();

    /** Everything still held, when the connection closes; possibly nothing. */
    List<byte[]> finish();

    /** What became of placeholders so far. */
    RestoreReport report();

    /** The conversation id a message named, or {@code ""} while none has. */
    String conversation();
}
