package io.cloakroom.rules.wire.binary;

import io.cloakroom.rules.wire.Parts;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * One message of an AWS event stream (Smithy, "Amazon Event Stream Specification"): total length, length of headers and the CRC-32 of these
 * two, each four bytes; headers; payload; the CRC-32 of everything before.
 *
 * @param start offset of its first byte
 * @param from offset of the payload
 * @param to offset after the payload; four bytes of checksum follow
 */
public record EventStream(int start, int from, int to) {

    /** Lengths and their checksum. */
    public static final int PRELUDE = 12;

    private static final int CHECKSUM = 4;

    /** Offset after the message. */
    public int end() {
        return to + CHECKSUM;
    }

    /**
     * Length of the message that begins here with a whole prelude; {@link Numbers#TOO_LARGE} when it is no prelude: it contradicts itself,
     * or its checksum.
     */
    public static int length(byte[] array, int start) {
        int total = Numbers.unsigned(array, start);
        int headers = Numbers.unsigned(array, start + 4);
        boolean sound = total >= PRELUDE + CHECKSUM && headers <= total - PRELUDE - CHECKSUM;
        return sound && crc(array, start, start + 8) == value(array, start + 8) ? total : Numbers.TOO_LARGE;
    }

    /** The message of a length known to be right. */
    public static EventStream at(byte[] array, int start, int length) {
        return new EventStream(start, start + PRELUDE + Numbers.unsigned(array, start + 4), start + length - CHECKSUM);
    }

    /** All messages in these bytes, or null when the bytes are not such messages from the first to the last, or more than {@link Parts#MOST}. */
    public static @Nullable List<EventStream> all(byte[] array, int start, int end) {
        List<EventStream> messages = new ArrayList<>();
        int at = start;
        while (at < end) {
            int length = end - at < PRELUDE + CHECKSUM ? Numbers.TOO_LARGE : length(array, at);
            if (length > end - at || messages.size() == Parts.MOST) {
                return null;
            }
            EventStream message = at(array, at, length);
            if (crc(array, at, message.to) != value(array, message.to)) {
                return null;
            }
            messages.add(message);
            at += length;
        }
        return messages;
    }

    /** The same message with another payload: its bytes, with lengths and checksums that are right. */
    public byte[] with(byte[] array, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(end() - start + payload.length);
        out.writeBytes(Numbers.bigEndian(from - start + payload.length + CHECKSUM));
        out.write(array, start + 4, 4);
        out.writeBytes(Numbers.bigEndian(crc(out.toByteArray(), 0, 8)));
        out.write(array, start + PRELUDE, from - start - PRELUDE);
        out.writeBytes(payload);
        byte[] message = out.toByteArray();
        out.writeBytes(Numbers.bigEndian(crc(message, 0, message.length)));
        return out.toByteArray();
    }

    private static int value(byte[] array, int at) {
        return (array[at] & 0xff) << 24
                | (array[at + 1] & 0xff) << 16
                | (array[at + 2] & 0xff) << 8
                | array[at + 3] & 0xff;
    }

    private static int crc(byte[] array, int from, int to) {
        CRC32 crc = new CRC32();
        crc.update(array, from, to - from);
        return (int) crc.getValue();
    }
}
