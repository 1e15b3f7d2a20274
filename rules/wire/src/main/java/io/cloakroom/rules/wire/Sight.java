package io.cloakroom.rules.wire;

import java.util.List;

/**
 * What one lens saw in a payload.
 *
 * @param fellBack whether the lens found everything because another found nothing
 * @param partly whether there may be parts that are no text
 * @param unreadable whether there are
 */
record Sight(Lens lens, Located located, boolean fellBack, boolean partly, boolean unreadable) {

    /**
     * What a lens finds, or another where it does not fit the payload or finds nothing in it.
     *
     * @throws LensException when not even that can read the payload
     */
    static Sight of(Lens lens, Lens fallback, Payload payload) throws LensException {
        try {
            Located described = lens.locate(payload);
            if (!described.segments().isEmpty() || lens == fallback) {
                return new Sight(lens, described, false, false, false);
            }
        } catch (LensException e) {
            if (lens == fallback) {
                throw e;
            }
        }
        return new Sight(fallback, fallback.locate(payload), true, false, false);
    }

    /** Also of a payload with parts that are no text; for those that were inspected where the descriptor says the text is. */
    static Sight asFarAsReadable(Lens lens, Payload payload) throws LensException {
        try {
            return new Sight(lens, lens.locate(payload), false, true, false);
        } catch (LensException e) {
            return new Sight(lens, e.readable().orElseThrow(() -> e), false, true, true);
        }
    }

    Located again(Payload payload) throws LensException {
        return partly ? asFarAsReadable(lens, payload).located : lens.locate(payload);
    }

    List<String> texts() {
        return located.segments().stream().map(TextSegment::text).toList();
    }
}
