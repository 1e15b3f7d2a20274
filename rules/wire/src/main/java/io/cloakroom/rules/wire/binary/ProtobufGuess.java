package io.cloakroom.rules.wire.binary;

import io.cloakroom.rules.wire.binary.Protobuf.Field;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a field of a protobuf message is whose schema nobody knows: strings, bytes and messages are written alike. */
public enum ProtobufGuess {
    /** Text in UTF-8. */
    TEXT,
    /** A message inside of the message. */
    MESSAGE,
    /** Gzip. */
    COMPRESSED,
    /** Neither: a key, a hash, a picture. */
    OPAQUE;

    private static final int DEEPEST = 64;

    /** Bytes of text beside a control character that could tell anything; shorter ones are numbers and flags. */
    private static final int SHORTEST_HIDDEN = 6;

    /**
     * A message may read like text (one string of 45 characters in field 1 is a line feed and a hyphen before it), and text like a message
     * ({@code Hi}). What reads like both is a message when it consists of strings and messages alone, all of them readable: then an edit
     * keeps their lengths right, whatever it was.
     */
    public static ProtobufGuess of(byte[] array, int from, int to) {
        return of(array, from, to, DEEPEST);
    }

    private static ProtobufGuess of(byte[] array, int from, int to, int deeper) {
        if (Gzip.is(array, from, to)) {
            return COMPRESSED;
        }
        boolean text = text(array, from, to);
        List<Field> fields = deeper == 0 || from == to ? null : Protobuf.fields(array, from, to);
        if (fields != null && (text ? readable(array, fields, deeper) : true)) {
            return MESSAGE;
        }
        // Control characters alone make nothing opaque: whoever hides a name behind one wants it unread.
        boolean couldBeRead = text || (to - from >= SHORTEST_HIDDEN && Utf8Sequence.all(array, from, to));
        return couldBeRead ? TEXT : OPAQUE;
    }

    private static boolean readable(byte[] array, List<Field> fields, int deeper) {
        return fields.stream()
                .allMatch(field -> field.sized()
                        && field.from() < field.to()
                        && of(array, field.from(), field.to(), deeper - 1) != OPAQUE);
    }

    /** Whether bytes are UTF-8 without the control characters that only binary data has. */
    public static boolean text(byte[] array, int from, int to) {
        for (int at = from; at < to; at++) {
            byte b = array[at];
            boolean control = b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f';
            if (control || b == 0x7f) {
                return false;
            }
        }
        return Utf8Sequence.all(array, from, to);
    }

    /** The text in these bytes, or null when they are not UTF-8. */
    public static @Nullable String utf8(byte[] array, int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(array, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
