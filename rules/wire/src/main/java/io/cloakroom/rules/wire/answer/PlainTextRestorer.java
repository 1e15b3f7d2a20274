package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.engine.RestoreReport;
import io.cloakroom.rules.engine.restore.KnownPlaceholders;
import io.cloakroom.rules.engine.restore.TextRestorer;
import io.cloakroom.rules.wire.AnswerRestorer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Restores an answer that is text and nothing else, in UTF-8. Bytes that are no UTF-8 pass, and so does everything after them. */
final class PlainTextRestorer implements AnswerRestorer {

    private final TextRestorer restorer;
    private byte[] unfinished = {};
    private boolean passing;

    PlainTextRestorer(KnownPlaceholders known) {
        this.restorer = new TextRestorer(known);
    }

    @Override
    public byte[] push(byte[] chunk) {
        if (passing) {
            return chunk;
        }
        byte[] bytes = Arrays.copyOf(unfinished, unfinished.length + chunk.length);
        System.arraycopy(chunk, 0, bytes, unfinished.length, chunk.length);
        int whole = bytes.length - unfinishedAtEnd(bytes);
        try {
            CharBuffer text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, 0, whole));
            unfinished = Arrays.copyOfRange(bytes, whole, bytes.length);
            return utf8(restorer.push(text.toString()));
        } catch (CharacterCodingException e) {
            passing = true;
            unfinished = new byte[0];
            return concat(utf8(restorer.finish()), bytes);
        }
    }

    /** How many bytes at the end are the beginning of a character: at most three. */
    private static int unfinishedAtEnd(byte[] bytes) {
        for (int back = 1; back <= Math.min(3, bytes.length); back++) {
            int b = bytes[bytes.length - back] & 0xff;
            if (b >= 0xc0) {
                int length = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
                return back < length ? back : 0;
            }
            if (b < 0x80) {
                return 0;
            }
        }
        return 0;
    }

    @Override
    public byte[] release() {
        return utf8(restorer.release());
    }

    @Override
    public byte[] finish() {
        return concat(utf8(restorer.finish()), unfinished);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[] one, byte[] other) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(one.length + other.length);
        out.writeBytes(one);
        out.writeBytes(other);
        return out.toByteArray();
    }

    @Override
    public RestoreReport report() {
        return restorer.report();
    }

    @Override
    public String conversation() {
        return "";
    }
}
