package io.cloakroom.rules.wire.coding;

import io.cloakroom.rules.wire.UninspectableException;
import io.cloakroom.rules.wire.UninspectableException.Reason;

/** How many bytes decoding may give at once, and what to say when it gives more. */
record Bound(int bytes, Reason reason, String message) {

    UninspectableException exceeded() {
        return new UninspectableException(reason, message);
    }
}
