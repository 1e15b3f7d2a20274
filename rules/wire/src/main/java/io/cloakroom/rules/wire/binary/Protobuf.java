package io.cloakroom.rules.wire.binary;

import io.cloakroom.rules.wire.Parts;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a protobuf message where they lie (protobuf.dev, "Encoding"). Groups, which nobody sends any more, are not read. */
public final class Protobuf {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;
    private static final int LONGEST_VARINT = 10;

    private Protobuf() {}

    /**
     * @param start offset of its tag
     * @param lengthAt offset of its length, or of its value when it has none
     * @param from offset of its value
     * @param to offset after its value
     * @param sized whether it has a length, and so is a string, bytes or a message
     * @param number of the varint it is; 0 for others
     */
    public record Field(int id, int start, int lengthAt, int from, int to, boolean sized, long number) {}

    /** All fields in order, or null when the bytes are no message, or one of more than {@link Parts#MOST} fields. An empty one has none. */
    public static @Nullable List<Field> fields(byte[] array, int start, int end) {
        List<Field> fields = new ArrayList<>();
        Cursor cursor = new Cursor(array, start, end);
        while (cursor.at < end) {
            Field field = cursor.field();
            if (field == null || fields.size() == Parts.MOST) {
                return null;
            }
            fields.add(field);
        }
        return fields;
    }

    /** A number in base 128, least significant group first. */
    public static byte[] varint(long number) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(LONGEST_VARINT);
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    private static final class Cursor {

        private final byte[] array;
        private final int end;
        private int at;
        private long number;

        Cursor(byte[] array, int start, int end) {
            this.array = array;
            this.at = start;
            this.end = end;
        }

        @Nullable
        Field field() {
            int start = at;
            if (!varint() || number >>> 3 == 0 || number >>> 3 > 0x1fffffff) {
                return null;
            }
            int id = (int) (number >>> 3);
            int type = (int) (number & 7);
            int lengthAt = at;
            boolean sized = type == LENGTH;
            if ((type == VARINT || sized) && !varint()) {
                return null;
            }
            long said = type == VARINT ? number : 0;
            int from = type == VARINT ? lengthAt : at;
            long length = switch (type) {
                case VARINT -> at - lengthAt;
                case FIXED64 -> 8;
                case FIXED32 -> 4;
                case LENGTH -> number;
                default -> -1;
            };
            if (length < 0 || length > end - from) {
                return null;
            }
            at = from + (int) length;
            return new Field(id, start, lengthAt, from, at, sized, said);
        }

        private boolean varint() {
            number = 0;
            for (int i = 0; i < LONGEST_VARINT && at < end; i++) {
                byte b = array[at++];
                number |= (b & 0x7fL) << (7 * i);
                if (b >= 0) {
                    return true;
                }
            }
            return false;
        }
    }
}
