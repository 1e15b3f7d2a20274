package io.cloakroom.rules.wire.coding;

import io.cloakroom.rules.wire.UninspectableException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** {@code deflate}: the zlib format (RFC 1950) that RFC 9110 means by the name, or the bare one (RFC 1951) that some senders take it for. */
final class DeflateDecompressor implements Decompressor {

    private static final String NAME = "deflate";
    private static final int METHOD_DEFLATE = 8;
    private static final int LARGEST_WINDOW = 7;

    private @Nullable Inflater inflater;
    private byte[] held = new byte[0];

    @Override
    public void feed(byte[] piece) throws UninspectableException {
        if (inflater == null) {
            byte[] both = new byte[held.length + piece.length];
            System.arraycopy(held, 0, both, 0, held.length);
            System.arraycopy(piece, 0, both, held.length, piece.length);
            held = both;
            if (both.length >= 2) {
                inflater = new Inflater(!zlib(both));
                inflater.setInput(both);
            }
        } else if (piece.length > 0) {
            if (inflater.finished()) {
                throw Decompressor.corrupt(NAME);
            }
            inflater.setInput(piece);
        }
    }

    /** RFC 1950 section 2.2: the method, the window, and a check that makes the first two bytes a multiple of 31. */
    private static boolean zlib(byte[] start) {
        int first = start[0] & 0xff;
        return (first & 15) == METHOD_DEFLATE
                && first >> 4 <= LARGEST_WINDOW
                && (first << 8 | start[1] & 0xff) % 31 == 0;
    }

    @Override
    public int read(byte[] out) throws UninspectableException {
        if (inflater == null) {
            return 0;
        }
        try {
            int length = inflater.finished() ? 0 : inflater.inflate(out);
            if (inflater.needsDictionary() || (length == 0 && inflater.finished() && inflater.getRemaining() > 0)) {
                throw Decompressor.corrupt(NAME);
            }
            return length;
        } catch (DataFormatException e) {
            throw Decompressor.corrupt(NAME, e);
        }
    }

    @Override
    public boolean complete() {
        return inflater != null && inflater.finished() && inflater.getRemaining() == 0;
    }

    @Override
    public void close() {
        if (inflater != null) {
            inflater.end();
        }
    }
}
