package io.cloakroom.rules.wire.lens;

import java.util.Arrays;
import java.util.List;

/** The body of a part: bytes as they are, as long as they do not hold the boundary. */
record BoundedPart(byte[] delimiter) implements Wrapping {

    @Override
    public List<Patch> lift(Focus focus, List<Patch> patches) {
        byte[] body = Patch.apply(focus.content(), patches);
        for (int at = 0; at + delimiter.length <= body.length; at++) {
            if (body[at] == '\r' && Arrays.equals(delimiter, 0, delimiter.length, body, at, at + delimiter.length)) {
                throw new IllegalArgumentException(
                        "a part takes no text that holds the boundary; replace it by something else");
            }
        }
        return patches;
    }
}
