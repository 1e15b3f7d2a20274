package io.cloakroom.rules.wire.coding;

import io.cloakroom.rules.wire.UninspectableException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** gzip (RFC 1952), any number of members, with their checksums. The JDK's reader blocks, so the few bytes around deflate are read here. */
final class GzipDecompressor implements Decompressor {

    private static final String NAME = "gzip";
    private static final int TRAILER_LENGTH = 8;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private GzipHeader header = new GzipHeader();
    private byte[] piece = new byte[0];
    private int at;
    private boolean inBody;
    private int trailerBytes = TRAILER_LENGTH;
    private long trailer;

    @Override
    public void feed(byte[] next) {
        piece = next;
        at = 0;
        if (inBody) {
            inflater.setInput(piece);
        }
    }

    @Override
    public int read(byte[] out) throws UninspectableException {
        while (true) {
            if (inBody) {
                int length = inflate(out);
                if (length > 0) {
                    return length;
                }
                if (!inflater.finished()) {
                    return 0;
                }
                endBody();
            }
            if (at == piece.length) {
                return 0;
            }
            byte b = piece[at++];
            if (trailerBytes < TRAILER_LENGTH) {
                trailer(b);
            } else if (header.take(b)) {
                beginBody();
            }
        }
    }

    private int inflate(byte[] out) throws UninspectableException {
        try {
            int length = inflater.inflate(out);
            checksum.update(out, 0, length);
            return length;
        } catch (DataFormatException e) {
            throw Decompressor.corrupt(NAME, e);
        }
    }

    private void beginBody() {
        inBody = true;
        inflater.setInput(piece, at, piece.length - at);
        at = piece.length;
    }

    private void endBody() {
        inBody = false;
        at = piece.length - inflater.getRemaining();
        trailerBytes = 0;
        trailer = 0;
    }

    /** Checksum and length modulo 2³², both little-endian. */
    private void trailer(byte b) throws UninspectableException {
        trailer |= (b & 0xffL) << (8 * trailerBytes++);
        if (trailerBytes == TRAILER_LENGTH) {
            long expected = checksum.getValue() | inflater.getBytesWritten() << 32;
            if (trailer != expected) {
                throw Decompressor.corrupt(NAME);
            }
            inflater.reset();
            checksum.reset();
            header = new GzipHeader();
        }
    }

    @Override
    public boolean complete() {
        return !inBody && trailerBytes == TRAILER_LENGTH && header.empty() && at == piece.length;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
