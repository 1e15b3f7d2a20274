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
        if (Gzip.is(array, from, to)) {
            return Framed.gunzip();
        }
        boolean readable = ProtobufGuess.text(array, from, to);
        if (!readable && Deflated.is(array, from, to)) {
            return Framed.inflate();
        }
        if (!readable && EventStream.all(array, from, to) != null) {
            return Framed.eventStream(List.of("*"));
        }
        if ((!readable || type.enveloped()) && Envelope.all(array, from, to) != null) {
            return Framed.connect(List.of("*"));
        }
        if (!readable && DgwFrame.all(array, from, to) != null) {
            return Framed.dgw();
        }
        boolean declared = type.protobuf() || type.enveloped();
        boolean inside = focus.path().startsWith(PROTOBUF) || focus.path().startsWith(ENVELOPE);
        boolean message = (inside || !readable) && ProtobufGuess.of(array, from, to) == ProtobufGuess.MESSAGE;
        return message || declared ? Framed.protobuf(List.of("*")) : null;
    }

    /** Whether it is compressed or a protobuf message that tells something, and so holds text though it is none. */
    static boolean message(Bytes content) {
        if (Deflated.is(content.array(), content.from(), content.to())) {
            return true;
        }
        return switch (guess(content)) {
            case COMPRESSED -> true;
            case MESSAGE -> tells(content);
            case TEXT, OPAQUE -> false;
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
                        || Deflated.is(value.array(), value.from(), value.to())
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
