package io.cloakroom.rules.wire.lens;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** Replaces the bytes from {@code from} up to {@code to} of an array. */
record Patch(int from, int to, byte[] bytes) {

    /** The bytes of {@code source} with patches applied; patches are in order and do not overlap. */
    static byte[] apply(Bytes source, List<Patch> patches) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(source.length() + 64);
        int at = source.from();
        for (Patch patch : patches) {
            out.write(source.array(), at, patch.from - at);
            out.writeBytes(patch.bytes);
            at = patch.to;
        }
        out.write(source.array(), at, source.to() - at);
        return out.toByteArray();
    }
}
