package io.cloakroom.rules.wire.coding;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.DecoderJNI;
import io.cloakroom.rules.wire.UninspectableException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Brotli (RFC 7932). Bytes after its end are an error. */
final class BrotliDecompressor implements Decompressor {

    private static final String NAME = "br";
    private static final int INPUT_SIZE = 16 * 1024;

    private final DecoderJNI.Wrapper decoder;
    private ByteBuffer input = ByteBuffer.allocate(0);

    /** @throws UninspectableException when there is no memory for it */
    BrotliDecompressor() throws UninspectableException {
        Brotli4jLoader.ensureAvailability();
        try {
            decoder = new DecoderJNI.Wrapper(INPUT_SIZE);
        } catch (IOException e) {
            throw Decompressor.corrupt(NAME, e);
        }
    }

    @Override
    public void feed(byte[] piece) {
        input = ByteBuffer.wrap(piece);
    }

    @Override
    public int read(byte[] out) throws UninspectableException {
        while (true) {
            if (decoder.hasOutput()) {
                ByteBuffer output = decoder.pull(out.length);
                int length = output.remaining();
                output.get(out, 0, length);
                return length;
            }
            switch (decoder.getStatus()) {
                case OK -> decoder.push(0);
                case NEEDS_MORE_INPUT -> {
                    if (!input.hasRemaining()) {
                        return 0;
                    }
                    push();
                }
                case NEEDS_MORE_OUTPUT -> decoder.pull(0);
                case DONE -> {
                    if (input.hasRemaining()) {
                        throw Decompressor.corrupt(NAME);
                    }
                    return 0;
                }
                case ERROR -> throw Decompressor.corrupt(NAME);
            }
        }
    }

    private void push() {
        ByteBuffer buffer = decoder.getInputBuffer();
        buffer.clear();
        int length = Math.min(buffer.remaining(), input.remaining());
        buffer.put(input.slice().limit(length));
        input.position(input.position() + length);
        decoder.push(length);
    }

    @Override
    public boolean complete() {
        return decoder.getStatus() == DecoderJNI.Status.DONE && !decoder.hasOutput();
    }

    @Override
    public void close() {
        decoder.destroy();
    }
}
