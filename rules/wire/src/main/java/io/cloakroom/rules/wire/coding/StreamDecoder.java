package io.cloakroom.rules.wire.coding;

import io.cloakroom.rules.wire.UninspectableException;
import io.cloakroom.rules.wire.UninspectableException.Reason;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Undoes the content codings of a body while it arrives. Gives everything that can be decoded so far, so that the first token is not
 * delayed. Holds native memory until closed. Not thread-safe.
 */
public final class StreamDecoder implements AutoCloseable {

    /** What one push may give: 16 MiB. */
    public static final int MAX_PER_PUSH = 16 * 1024 * 1024;

    private static final int MOST_CODINGS = 4;
    private static final int BUFFER_SIZE = 16 * 1024;

    private final List<Decompressor> decompressors = new ArrayList<>();
    private final Bound bound;
    private boolean closed;

    StreamDecoder(String contentEncoding, Bound bound) throws UninspectableException {
        this.bound = bound;
        List<String> codings = codings(contentEncoding);
        if (codings.size() > MOST_CODINGS) {
            throw new UninspectableException(
                    Reason.UNKNOWN_CODING, "more than " + MOST_CODINGS + " content codings on top of each other");
        }
        try {
            for (String coding : codings) {
                decompressors.add(decompressor(coding));
            }
        } catch (UninspectableException e) {
            close();
            throw e;
        }
    }

    /**
     * A decoder for one body.
     *
     * @param contentEncoding value of the Content-Encoding header; {@code ""} for none
     * @throws UninspectableException for an unknown coding
     */
    public static StreamDecoder of(String contentEncoding) throws UninspectableException {
        return new StreamDecoder(
                contentEncoding,
                new Bound(
                        MAX_PER_PUSH,
                        Reason.TOO_LARGE,
                        "one piece of the body decodes to more than " + MAX_PER_PUSH + " bytes"));
    }

    /** What is to be undone, first what was done last. */
    private static List<String> codings(String contentEncoding) {
        List<String> codings = new ArrayList<>();
        for (String coding : contentEncoding.split(",", -1)) {
            String name = coding.trim().toLowerCase(Locale.ROOT);
            if (!name.isEmpty() && !name.equals("identity")) {
                codings.addFirst(name);
            }
        }
        return codings;
    }

    /** Whether a Content-Encoding header names no coding. */
    static boolean isIdentity(String contentEncoding) {
        return codings(contentEncoding).isEmpty();
    }

    private static Decompressor decompressor(String coding) throws UninspectableException {
        try {
            return switch (coding) {
                case "gzip", "x-gzip" -> new GzipDecompressor();
                case "deflate" -> new DeflateDecompressor();
                case "br" -> new BrotliDecompressor();
                case "zstd" -> new ZstdDecompressor();
                default ->
                    throw new UninspectableException(
                            Reason.UNKNOWN_CODING, "the content coding is none of gzip, deflate, br, zstd");
            };
        } catch (LinkageError e) {
            throw new UninspectableException(
                    Reason.UNKNOWN_CODING, "the content coding " + coding + " cannot be decoded on this machine", e);
        }
    }

    /**
     * Takes the next bytes and returns what they decode to; possibly none. Without coding, the same array.
     *
     * @throws UninspectableException when they are not what the coding says, or decode to more than the bound; nothing more can be
     *     pushed then
     */
    public byte[] push(byte[] chunk) throws UninspectableException {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        byte[] data = chunk;
        for (Decompressor decompressor : decompressors) {
            data = decode(decompressor, data);
        }
        if (data.length > bound.bytes()) {
            throw bound.exceeded();
        }
        return data;
    }

    private byte[] decode(Decompressor decompressor, byte[] data) throws UninspectableException {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(BUFFER_SIZE);
        byte[] buffer = new byte[BUFFER_SIZE];
        decompressor.feed(data);
        int length = decompressor.read(buffer);
        while (length > 0) {
            if (decoded.size() + length > bound.bytes()) {
                throw bound.exceeded();
            }
            decoded.write(buffer, 0, length);
            length = decompressor.read(buffer);
        }
        return decoded.toByteArray();
    }

    /**
     * Checks that the body is whole.
     *
     * @throws UninspectableException when it ended before its codings did
     */
    public void finish() throws UninspectableException {
        for (Decompressor decompressor : decompressors) {
            if (!decompressor.complete()) {
                throw new UninspectableException(Reason.CORRUPT, "the body ends before its content coding does");
            }
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            decompressors.forEach(Decompressor::close);
        }
    }
}
