package io.cloakroom.rules.wire.binary;

import java.nio.ByteBuffer;

/** Whole numbers as wire formats write them. */
public final class Numbers {

    /** What {@link #unsigned} answers for a number too large to be a length. */
    public static final int TOO_LARGE = Integer.MAX_VALUE;

    private Numbers() {}

    /** Four bytes, most significant first. */
    public static byte[] bigEndian(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    /** Three bytes, least significant first. */
    public static byte[] threeLittleEndian(int value) {
        return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16)};
    }

    /** The unsigned number in four bytes, most significant first; {@link #TOO_LARGE} beyond the range of {@code int}. */
    public static int unsigned(byte[] bytes, int at) {
        int value = ByteBuffer.wrap(bytes, at, 4).getInt();
        return value < 0 ? TOO_LARGE : value;
    }

    /** The number in three bytes, least significant first. */
    public static int threeLittleEndian(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16;
    }
}
