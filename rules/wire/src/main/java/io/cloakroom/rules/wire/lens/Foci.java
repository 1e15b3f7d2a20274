package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Parts;
import java.util.ArrayList;
import java.util.List;

/** What a step finds, while it finds it. */
final class Foci {

    private final List<Focus> found = new ArrayList<>();

    /** @throws LensException when there are more than {@link Parts#MOST} */
    void add(Focus focus) throws LensException {
        Parts.bound(found.size() + 1);
        found.add(focus);
    }

    List<Focus> all() {
        return found;
    }
}
