package io.cloakroom.rules.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** Text that was compressed before it was put into a run: gzip (RFC 1952) and zlib (RFC 1950), which say what they are. */
final class Inflated {

    /** Text beyond this is not read: no prompt is that long, and a run of one window cannot be a bomb. */
    private static final int LONGEST = 1 << 20;

    private static final int SHORTEST = 8;

    private Inflated() {}

    /** As much as can be inflated, {@code ""} when these bytes are not compressed. */
    static String text(byte[] bytes) {
        if (bytes.length < SHORTEST || !(gzip(bytes) || zlib(bytes))) {
            return "";
        }
        byte[] out = new byte[Math.min(LONGEST, bytes.length * 100)];
        int length = 0;
        try (InputStream in = gzip(bytes)
                ? new GZIPInputStream(new ByteArrayInputStream(bytes))
                : new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            int read = in.read(out);
            while (read > 0) {
                length += read;
                read = in.read(out, length, out.length - length);
            }
        } catch (IOException e) {
            // Cut short or damaged further on: what came before is text all the same.
        }
        String text = new String(out, 0, length, StandardCharsets.UTF_8);
        return text.endsWith("\ufffd") ? text.substring(0, text.length() - 1) : text;
    }

    private static boolean gzip(byte[] bytes) {
        return bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
    }

    /** Deflate with a window of 32 KiB, and a header that is a multiple of 31. */
    private static boolean zlib(byte[] bytes) {
        return bytes[0] == 0x78 && ((bytes[0] & 0xff) * 256 + (bytes[1] & 0xff)) % 31 == 0;
    }
}
