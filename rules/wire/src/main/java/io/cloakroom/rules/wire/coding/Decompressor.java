package io.cloakroom.rules.wire.coding;

import io.cloakroom.rules.wire.UninspectableException;
import io.cloakroom.rules.wire.UninspectableException.Reason;

/** Undoes one coding, piece by piece. */
interface Decompressor extends AutoCloseable {

    /** Hands over the next piece; the one before must be used up. */
    void feed(byte[] piece) throws UninspectableException;

    /** Decodes into {@code out} and returns how many bytes that gave; 0 when the piece is used up. */
    int read(byte[] out) throws UninspectableException;

    /** Whether the data may end here. */
    boolean complete();

    /** Lets go of native memory. */
    @Override
    void close();

    static UninspectableException corrupt(String coding) {
        return new UninspectableException(Reason.CORRUPT, "the body is not valid " + coding);
    }

    static UninspectableException corrupt(String coding, Throwable cause) {
        return new UninspectableException(Reason.CORRUPT, "the body is not valid " + coding, cause);
    }
}
