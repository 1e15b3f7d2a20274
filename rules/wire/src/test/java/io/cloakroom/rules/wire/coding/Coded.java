package io.cloakroom.rules.wire.coding;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Writes content codings, for tests to read. */
public final class Coded {

    private Coded() {}

    /** Applies codings in the order of the header; {@code deflate-raw} is deflate without its zlib frame. */
    public static byte[] as(String codings, byte[] body) {
        byte[] coded = body;
        for (String coding : codings.split(",", -1)) {
            coded = one(coding.trim(), coded);
        }
        return coded;
    }

    /** Bytes that decode to {@code megabytes} MiB of zeros, made of one mebibyte's code again and again wherever the coding allows it. */
    static byte[] zeros(String coding, int megabytes) {
        byte[] mebibyte = new byte[1 << 20];
        if (coding.equals("br")) {
            return String.join(
                            "",
                            coded(coding, Collections.nCopies(megabytes, mebibyte)).stream()
                                    .map(piece -> new String(piece, StandardCharsets.ISO_8859_1))
                                    .toList())
                    .getBytes(StandardCharsets.ISO_8859_1);
        }
        if (!coding.equals("deflate")) {
            return repeat(one(coding, mebibyte), megabytes);
        }
        // Blocks of deflate that refer to nothing before them can follow each other; the last one is empty (RFC 1951
        // section 3.2.3).
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(mebibyte);
        byte[] block = new byte[1 << 16];
        int length = deflater.deflate(block, 0, block.length, Deflater.FULL_FLUSH);
        deflater.end();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(repeat(Arrays.copyOf(block, length), megabytes));
        all.writeBytes(new byte[] {3, 0});
        return all.toByteArray();
    }

    private static byte[] repeat(byte[] bytes, int times) {
        byte[] all = new byte[bytes.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(bytes, 0, all, i * bytes.length, bytes.length);
        }
        return all;
    }

    /** What a server sends that flushes after every piece: as many runs of coded bytes, the last with the end of the coding. */
    public static List<byte[]> coded(String coding, List<byte[]> pieces) {
        List<byte[]> runs = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = flushing(coding, bytes)) {
            for (byte[] piece : pieces) {
                out.write(piece);
                out.flush();
                runs.add(bytes.toByteArray());
                bytes.reset();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        runs.add(bytes.toByteArray());
        return runs;
    }

    private static OutputStream flushing(String coding, OutputStream to) throws IOException {
        Brotli4jLoader.ensureAvailability();
        return switch (coding) {
            case "gzip" -> new GZIPOutputStream(to, true);
            case "deflate" -> new DeflaterOutputStream(to, new Deflater(), true);
            case "br" -> new BrotliOutputStream(to, new Encoder.Parameters().setQuality(1));
            case "zstd" -> new ZstdOutputStream(to);
            default -> to;
        };
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
