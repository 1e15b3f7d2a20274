package io.cloakroom.rules.wire.lens;

import java.util.List;

/** How a focus sits in the bytes around it. */
interface Wrapping {

    /**
     * Turns changes of the content into changes of the bytes around it.
     *
     * @param focus the focus this wrapping belongs to
     * @param patches of {@link Focus#content()}, in order, not overlapping, at least one
     * @return patches of the array of {@link Focus#raw()}, in order, not overlapping
     */
    List<Patch> lift(Focus focus, List<Patch> patches);
}
