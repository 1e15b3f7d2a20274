package io.cloakroom.rules.wire.coding;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.cloakroom.rules.wire.UninspectableException;
import java.nio.ByteBuffer;

/** Zstandard (RFC 8878), any number of frames, with a window of at most 8 MiB as RFC 9659 asks of content codings. */
final class ZstdDecompressor implements Decompressor {

    private static final String NAME = "zstd";
    private static final int LOG_OF_LARGEST_WINDOW = 23;

    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private ByteBuffer input = ByteBuffer.allocate(0);
    private boolean complete;

    ZstdDecompressor() {
        context.setLongMax(LOG_OF_LARGEST_WINDOW);
    }

    @Override
    public void feed(byte[] piece) {
        input = ByteBuffer.wrap(piece);
    }

    @Override
    public int read(byte[] out) throws UninspectableException {
        ByteBuffer output = ByteBuffer.wrap(out);
        try {
            while (output.position() == 0 && (input.hasRemaining() || !complete)) {
                int before = input.remaining();
                complete = context.decompressByteBufferStream(output, input);
                if (output.position() == 0 && input.remaining() == before) {
                    break;
                }
            }
        } catch (ZstdException e) {
            throw Decompressor.corrupt(NAME, e);
        }
        return output.position();
    }

    @Override
    public boolean complete() {
        return complete && !input.hasRemaining();
    }

    @Override
    public void close() {
        context.close();
    }
}
