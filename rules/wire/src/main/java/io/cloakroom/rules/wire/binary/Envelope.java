package io.cloakroom.rules.wire.binary;

import io.cloakroom.rules.wire.Parts;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message in the envelope that Connect (connectrpc.com/docs/protocol, "Enveloped-Message") and gRPC (PROTOCOL-HTTP2.md,
 * "Length-Prefixed-Message") share: a byte of flags, four bytes of length with the most significant first, the message.
 *
 * @param flags bit 0: compressed; bit 1: the end of a Connect stream; bit 7: trailers of gRPC-Web
 * @param from offset of the message, right after its length
 * @param to offset after the message
 */
public record Envelope(int flags, int from, int to) {

    /** Bytes before the message. */
    public static final int HEADER = 5;

    public static final int COMPRESSED = 1;
    public static final int END = 2;
    private static final int TRAILERS = 0x80;

    public boolean compressed() {
        return (flags & COMPRESSED) != 0;
    }

    /** Whether it says how the stream ended instead of being a message of it. */
    public boolean last() {
        return (flags & (END | TRAILERS)) != 0;
    }

    /** All envelopes in these bytes, or null when the bytes are not envelopes from the first to the last, or more than {@link Parts#MOST}. */
    public static @Nullable List<Envelope> all(byte[] array, int start, int end) {
        List<Envelope> envelopes = new ArrayList<>();
        int at = start;
        while (at < end) {
            int flags = array[at] & 0xff;
            boolean known = (flags & ~(COMPRESSED | END | TRAILERS)) == 0;
            int length = known && end - at >= HEADER ? Numbers.unsigned(array, at + 1) : Numbers.TOO_LARGE;
            if (length > end - at - HEADER || envelopes.size() == Parts.MOST) {
                return null;
            }
            envelopes.add(new Envelope(flags, at + HEADER, at + HEADER + length));
            at += HEADER + length;
        }
        return envelopes;
    }

    /** A message in an envelope. */
    public static byte[] wrap(int flags, byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(message.length + HEADER);
        out.write(flags);
        out.writeBytes(Numbers.bigEndian(message.length));
        out.writeBytes(message);
        return out.toByteArray();
    }
}
