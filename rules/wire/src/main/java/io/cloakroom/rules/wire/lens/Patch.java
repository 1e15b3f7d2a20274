package io.cloakroom.rules.wire.lens;

import java.nio.ByteBuffer;
import java.util.List;

/** Replaces the bytes from {@code from} up to {@code to} of an array. */
record Patch(int from, int to, byte[] bytes) {

    /** The bytes of {@code source} with patches applied; patches are in order and do not overlap. */
    static byte[] apply(Bytes source, List<Patch> patches) {
        int length = source.length();
        for (Patch patch : patches) {
            length += patch.bytes.length - (patch.to - patch.from);
        }
        ByteBuffer out = ByteBuffer.allocate(length);
        int at = source.from();
        for (Patch patch : patches) {
            out.put(source.array(), at, patch.from - at).put(patch.bytes);
            at = patch.to;
        }
        return out.put(source.array(), at, source.to() - at).array();
    }
}
