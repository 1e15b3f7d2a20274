package io.cloakroom.rules.wire.coding;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Writes content codings, for tests to read. */
final class Coded {

    private Coded() {}

    /** Applies codings in the order of the header; {@code deflate-raw} is deflate without its zlib frame. */
    static byte[] as(String codings, byte[] body) {
        byte[] coded = body;
        for (String coding : codings.split(",", -1)) {
            coded = one(coding.trim(), coded);
        }
        return coded;
    }

    private static byte[] one(String coding, byte[] body) {
        return switch (coding) {
            case "gzip", "x-gzip", "deflate", "deflate-raw" -> zipped(coding, body);
            case "br" -> brotli(body);
            case "zstd" -> Zstd.compress(body);
            default -> body;
        };
    }

    private static byte[] zipped(String coding, byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = coding.endsWith("gzip")
                ? new GZIPOutputStream(bytes)
                : new DeflaterOutputStream(bytes, new Deflater(6, coding.equals("deflate-raw")))) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] brotli(byte[] body) {
        Brotli4jLoader.ensureAvailability();
        try {
            return Encoder.compress(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
