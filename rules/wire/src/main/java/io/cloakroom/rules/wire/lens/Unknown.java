package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.OpenedFile;
import io.cloakroom.rules.wire.TextSegment;
import io.cloakroom.rules.wire.binary.ProtobufGuess;
import io.cloakroom.rules.wire.binary.ReadableRuns;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Data in no format that is known here, as far as anything can be read in it. It is only read: nobody knows how to write it back. */
record Unknown(byte[] bytes, List<TextSegment> segments) implements OpenedFile {

    /** Base64 longer than this that holds no text is a file; shorter, it is a token. */
    static final int LONGEST_TOKEN = 8192;

    /** Bytes that are no text and of no known format are a key, a hash or a signature up to here; beyond, they are a file. */
    static final int LONGEST_KEY = 512;

    /** Base64 and hexadecimal shorter than this are left to recognition, which undoes them like any other disguise. */
    static final int SHORTEST_BASE64 = 24;

    private static final int SHORTEST_HEXADECIMAL = 48;

    /** What can be read in a token, or in bytes no longer than a key; null when there is nothing. */
    static @Nullable Unknown in(Focus focus) {
        Bytes content = focus.content();
        boolean token = content.string() || Utf8.isText(content);
        Bytes data = token ? decoded(content) : key(content);
        if (data == null || Utf8.isText(data) || isMessage(data)) {
            return null;
        }
        String runs = ReadableRuns.of(data.array(), data.from(), data.to());
        if (runs == null) {
            return null;
        }
        // A secret may look as if there were something in it.
        String said = token ? Names.string(content) + '\n' + runs : runs;
        return new Unknown(content.array(), List.of(new TextSegment(TextSegment.BYTES, said)));
    }

    /** What is told in a protobuf message was looked for. */
    private static boolean isMessage(Bytes data) {
        return ProtobufGuess.of(data.array(), data.from(), data.to()) == ProtobufGuess.MESSAGE;
    }

    private static @Nullable Bytes key(Bytes content) {
        return content.length() <= LONGEST_KEY ? content : null;
    }

    private static @Nullable Bytes decoded(Bytes token) {
        if (token.length() < SHORTEST_BASE64 || token.length() > LONGEST_TOKEN || !Base64Wrapping.alphabet(token)) {
            return null;
        }
        try {
            return hexadecimal(token)
                    ? Bytes.of(HexFormat.of().parseHex(Names.string(token)))
                    : Base64Wrapping.focus("", token, new int[] {0}).content();
        } catch (LensException e) {
            return null;
        }
    }

    private static boolean hexadecimal(Bytes token) {
        boolean could = token.length() >= SHORTEST_HEXADECIMAL && token.length() % 2 == 0;
        for (int at = token.from(); could && at < token.to(); at++) {
            could = PercentEscapes.hex(token.array()[at]) >= 0;
        }
        return could;
    }

    @Override
    public byte[] splice(Map<Integer, List<TextEdit>> edits) {
        throw new IllegalArgumentException("data in no known format is only read");
    }
}
