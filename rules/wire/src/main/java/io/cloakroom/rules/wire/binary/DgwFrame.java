package io.cloakroom.rules.wire.binary;

import io.cloakroom.rules.wire.Parts;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One frame of Meta's gateway: type, session (two bytes), length of the rest (three bytes, least significant first); then, in frames of
 * type 0x0D, a sequence number and a flag, then the content. Frames of type 0x0F, which introduce a connection, have the content at once
 * (diegosouzapw/OmniRoute, {@code open-sse/executors/muse-spark-web.ts}).
 *
 * @param start offset of its type
 * @param from offset of its content
 * @param to offset after it
 */
public record DgwFrame(int start, int from, int to) {

    /** Type, session and length. */
    public static final int HEADER = 6;

    private static final int INTRODUCTION = 0x0f;
    private static final int DATA = 0x0d;
    private static final int FLAG = 0x80;

    /** Length of the frame with this header; {@link Numbers#TOO_LARGE} when no frame begins so. */
    public static int length(byte[] array, int start) {
        int type = array[start];
        int rest = Numbers.threeLittleEndian(array, start + 3);
        boolean sound = type == INTRODUCTION || (type == DATA && rest >= 2);
        return sound ? HEADER + rest : Numbers.TOO_LARGE;
    }

    /** The frame of a length known to be right. */
    public static DgwFrame at(byte[] array, int start, int length) {
        return new DgwFrame(start, start + HEADER + (array[start] == DATA ? 2 : 0), start + length);
    }

    /** All frames in these bytes, or null when the bytes are not such frames from the first to the last, or more than {@link Parts#MOST}. */
    public static @Nullable List<DgwFrame> all(byte[] array, int start, int end) {
        List<DgwFrame> frames = new ArrayList<>();
        int at = start;
        while (at < end) {
            int length = end - at < HEADER ? Numbers.TOO_LARGE : length(array, at);
            if (length > end - at || frames.size() == Parts.MOST) {
                return null;
            }
            frames.add(at(array, at, length));
            at += length;
        }
        return frames;
    }

    /**
     * What stands before the content when that gets another length.
     *
     * @throws IllegalArgumentException when three bytes cannot say the length
     */
    public byte[] header(byte[] array, int content) {
        int rest = from - start - HEADER + content;
        if (rest >= 1 << 24) {
            throw new IllegalArgumentException("a frame of Meta's takes no more than 16 MiB");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(from - start);
        out.write(array, start, 3);
        out.writeBytes(Numbers.threeLittleEndian(rest));
        out.write(array, start + HEADER, from - start - HEADER);
        return out.toByteArray();
    }

    /** Content in a data frame of session 0. */
    public static byte[] wrap(byte[] content) {
        byte[] empty = {DATA, 0, 0, 2, 0, 0, 0, (byte) FLAG};
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + empty.length);
        out.writeBytes(at(empty, 0, empty.length).header(empty, content.length));
        out.writeBytes(content);
        return out.toByteArray();
    }
}
