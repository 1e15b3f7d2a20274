package io.cloakroom.rules.wire.binary;

import io.cloakroom.rules.wire.UninspectableException;
import io.cloakroom.rules.wire.UninspectableException.Reason;
import io.cloakroom.rules.wire.coding.ContentCoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Zlib (RFC 1950) and bare deflate (RFC 1951), as scripts of pages pack what they send. Neither begins with a magic number, so both are told
 * by unpacking: zlib by the checksum that fits, bare deflate when it ends with the last byte and what it says is text.
 */
public final class Deflated {

    /** Fewer bytes are deflate by chance. */
    private static final int SHORTEST = 12;

    private static final int METHOD_DEFLATE = 8;
    private static final int CHECK = 31;

    private Deflated() {}

    /** Whether bytes are deflated from the first to the last. */
    public static boolean is(byte[] array, int from, int to) {
        if (to - from < SHORTEST) {
            return false;
        }
        try {
            byte[] content = decode(Arrays.copyOfRange(array, from, to));
            return zlib(array, from) || ProtobufGuess.text(content, 0, content.length);
        } catch (UninspectableException e) {
            return e.reason() != Reason.CORRUPT && zlib(array, from);
        }
    }

    private static boolean zlib(byte[] array, int from) {
        return (array[from] & 15) == METHOD_DEFLATE
                && ((array[from] & 0xff) << 8 | array[from + 1] & 0xff) % CHECK == 0;
    }

    /** @throws UninspectableException when it is not deflated, or too large */
    public static byte[] decode(byte[] deflated) throws UninspectableException {
        return ContentCoding.decode("deflate", deflated, ContentCoding.Limits.DEFAULT);
    }

    /** @param like deflated bytes: what they are in, zlib or nothing, these will be in */
    public static byte[] encode(byte[] bytes, byte[] like) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, !zlib(like, 0));
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 32);
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(out, deflater)) {
            deflating.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }
}
