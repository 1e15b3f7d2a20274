package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.wire.binary.Deflated;
import io.cloakroom.rules.wire.binary.DgwFrame;
import io.cloakroom.rules.wire.binary.Envelope;
import io.cloakroom.rules.wire.binary.EventStream;
import io.cloakroom.rules.wire.binary.Gzip;
import io.cloakroom.rules.wire.binary.Identifier;
import io.cloakroom.rules.wire.binary.Protobuf;
import io.cloakroom.rules.wire.binary.Protobuf.Field;
import io.cloakroom.rules.wire.binary.ProtobufGuess;
import io.cloakroom.rules.wire.binary.ReadableRuns;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells binary wrappings by what they look like, and what in them may be a text. */
final class BinaryFrames {

    private static final String PROTOBUF = "proto:";
    private static final String ENVELOPE = "connect:";

    private BinaryFrames() {}

    /** The step that reads this content, or null when it is no binary wrapping. */
    static @Nullable Step step(Focus focus, ContentType type) {
        Bytes content = focus.content();
        byte[] array = content.array();
        int from = content.from();
        int to = content.to();
        if (content.string()) {
            return null;
        }
        boolean readable = ProtobufGuess.text(array, from, to);
        Step framed = readable && !type.enveloped() ? null : framed(content);
        if (framed != null) {
            return framed;
        }
        boolean declared = type.protobuf() || type.enveloped();
        boolean inside = focus.path().startsWith(PROTOBUF) || focus.path().startsWith(ENVELOPE);
        boolean message = (inside || !readable) && ProtobufGuess.of(array, from, to) == ProtobufGuess.MESSAGE;
        return message || declared ? Framed.protobuf(List.of("*")) : null;
    }

    /** The step into what says of itself that it is compressed or framed, by more than chance would; null for all else. */
    private static @Nullable Step framed(Bytes content) {
        byte[] array = content.array();
        int from = content.from();
        int to = content.to();
        if (Gzip.is(array, from, to)) {
            return Framed.gunzip();
        }
        if (Deflated.is(array, from, to)) {
            return Framed.inflate();
        }
        if (EventStream.all(array, from, to) != null) {
            return Framed.eventStream(List.of("*"));
        }
        if (Envelope.all(array, from, to) != null) {
            return Framed.connect(List.of("*"));
        }
        return DgwFrame.all(array, from, to) == null ? null : Framed.dgw();
    }

    /** Whether it is compressed, framed, or a protobuf message that tells something, and so holds text though it is none. */
    static boolean message(Bytes content) {
        return switch (guess(content)) {
            case COMPRESSED -> true;
            case MESSAGE -> tells(content);
            case TEXT -> false;
            case OPAQUE -> framed(content) != null;
        };
    }

    private static boolean tells(Bytes message) {
        List<Field> fields = Protobuf.fields(message.array(), message.from(), message.to());
        return fields != null
                && fields.stream()
                        .filter(field -> field.sized() && field.from() < field.to())
                        .map(field -> message.sub(field.from(), field.to()))
                        .anyMatch(value -> guess(value) == ProtobufGuess.MESSAGE ? tells(value) : telling(value));
    }

    /** What there is to read in a protobuf message; everything in other wrappings. */
    static List<Focus> texts(List<Focus> foci) {
        return foci.stream()
                .filter(focus -> !focus.path().startsWith(PROTOBUF) || telling(focus.content()))
                .toList();
    }

    private static boolean telling(Bytes value) {
        return switch (guess(value)) {
            case MESSAGE, COMPRESSED -> true;
            case TEXT -> !identifier(value);
            case OPAQUE ->
                value.length() > Unknown.LONGEST_KEY
                        || Files.known(value)
                        || framed(value) != null
                        || ReadableRuns.of(value.array(), value.from(), value.to()) != null;
        };
    }

    private static boolean identifier(Bytes value) {
        return Identifier.hasLength(value.length())
                && Identifier.is(new String(value.array(), value.from(), value.length(), StandardCharsets.ISO_8859_1));
    }

    private static ProtobufGuess guess(Bytes value) {
        return ProtobufGuess.of(value.array(), value.from(), value.to());
    }
}
