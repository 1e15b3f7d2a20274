package io.cloakroom.rules.wire.binary;

import io.cloakroom.rules.wire.UninspectableException;
import io.cloakroom.rules.wire.coding.ContentCoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Gzip (RFC 1952) inside of bodies, within the limits of content codings. */
public final class Gzip {

    private Gzip() {}

    /** Whether bytes begin as gzip does. */
    public static boolean is(byte[] array, int from, int to) {
        return to - from > 2 && array[from] == 0x1f && array[from + 1] == (byte) 0x8b && array[from + 2] == 8;
    }

    /** @throws UninspectableException when it is not gzip, or too large */
    public static byte[] decode(byte[] gzip) throws UninspectableException {
        return ContentCoding.decode("gzip", gzip, ContentCoding.Limits.DEFAULT);
    }

    public static byte[] encode(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 32);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
