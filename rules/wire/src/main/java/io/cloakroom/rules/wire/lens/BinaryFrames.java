package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.wire.binary.DgwFrame;
import io.cloakroom.rules.wire.binary.Envelope;
import io.cloakroom.rules.wire.binary.EventStream;
import io.cloakroom.rules.wire.binary.Gzip;
import io.cloakroom.rules.wire.binary.ProtobufGuess;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells binary wrappings by what they look like, and what in them may be a text. */
final class BinaryFrames {

    private static final String PROTOBUF = "proto:";
    private static final String ENVELOPE = "connect:";

    /** From this length on, one word with a digit in it is an identifier. */
    private static final int IDENTIFIER = 16;

    /** Bytes that are no text up to here are a key or a hash; beyond, they are a file. */
    private static final int LONGEST_KEY = 8192;

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

    /** Whether it is gzip or a protobuf message, and so may hold text though it is none. */
    static boolean message(Bytes content) {
        ProtobufGuess guess = ProtobufGuess.of(content.array(), content.from(), content.to());
        return guess == ProtobufGuess.MESSAGE || guess == ProtobufGuess.COMPRESSED;
    }

    /** What there is to read in a protobuf message; everything in other wrappings. */
    static List<Focus> texts(List<Focus> foci) {
        return foci.stream()
                .filter(focus -> !focus.path().startsWith(PROTOBUF) || telling(focus.content()))
                .toList();
    }

    private static boolean telling(Bytes value) {
        return switch (ProtobufGuess.of(value.array(), value.from(), value.to())) {
            case MESSAGE, COMPRESSED -> true;
            case TEXT -> !identifier(value);
            case OPAQUE -> value.length() > LONGEST_KEY;
        };
    }

    private static boolean identifier(Bytes value) {
        boolean digit = false;
        for (int at = value.from(); at < value.to(); at++) {
            digit |= value.array()[at] >= '0' && value.array()[at] <= '9';
        }
        return digit && value.length() >= IDENTIFIER && value.consistsOf("._~+/=:-");
    }
}
