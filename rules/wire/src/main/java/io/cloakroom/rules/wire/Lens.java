package io.cloakroom.rules.wire;

/**
 * Locates text inside a payload and writes changes back. Laws: no edits give the identical array and target; what is written is read
 * back; edits commute; everything outside an edit keeps its bytes.
 */
public interface Lens {

    /**
     * All text this lens finds, in document order.
     *
     * @throws LensException when the payload is not of this lens's shape; a lens whose path is simply absent finds nothing instead
     */
    Located locate(Payload payload) throws LensException;

    /** Whether the target is signed by its sender, so that it leaves as it is or nothing does. */
    default boolean targetSigned() {
        return false;
    }
}
