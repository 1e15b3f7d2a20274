package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Payload;
import java.util.List;

/** One step of a lens: finds foci in bytes. A step reads several arguments of its kind at once, so that bytes are scanned once. */
interface Step {

    /**
     * Foci in document order, not overlapping. Nothing is found in empty bytes, unless they are what an empty text looks like in this
     * wrapping.
     *
     * @param source bytes to read
     * @param payload what the bytes came from, for what the wrapping says elsewhere (a boundary in the content type)
     * @throws LensException when the bytes are not of this step's shape
     */
    List<Focus> focus(Bytes source, Payload payload) throws LensException;
}
