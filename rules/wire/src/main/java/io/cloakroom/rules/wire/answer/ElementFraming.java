package io.cloakroom.rules.wire.answer;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The elements of one JSON array, each a document as soon as it is there, as the Gemini API streams without {@code alt=sse}; or a document
 * that is no array. What stands between elements belongs to the frame of the one after it.
 */
final class ElementFraming extends Framing implements Frame.Wrapping {

    private int depth;
    private boolean string;
    private boolean escaped;
    private boolean started;
    private boolean array;
    private boolean bracketPending;

    @Override
    boolean completes(byte[] bytes, int at, int size) {
        byte b = bytes[at];
        if (string) {
            string = escaped || b != '"';
            escaped = !escaped && b == '\\';
            return false;
        }
        if (b == '"') {
            string = true;
        } else if (b == '{' || b == '[') {
            opens(b);
        } else if ((b == '}' || b == ']') && depth > 0) {
            depth--;
            return depth == 0;
        }
        return false;
    }

    private void opens(byte b) {
        if (!started && b == '[') {
            array = true;
            bracketPending = true;
        } else {
            depth++;
        }
        started = true;
    }

    @Override
    Frame frame(byte[] raw) {
        int start = 0;
        while (start < raw.length && between(raw[start])) {
            start++;
        }
        if (bracketPending && start < raw.length && raw[start] == '[') {
            bracketPending = false;
            start++;
            while (start < raw.length && between(raw[start])) {
                start++;
            }
        }
        byte[] document = Arrays.copyOfRange(raw, start, raw.length);
        return new Frame(raw, "", document, new int[] {0}, new int[] {start}, this);
    }

    private static boolean between(byte b) {
        return b == ',' || b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** Only ever put behind a frame that came. */
    @Override
    public byte[] wrap(String event, byte[] document) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(document.length + 2);
        if (array) {
            out.write(',');
        }
        out.write('\n');
        out.writeBytes(document);
        return out.toByteArray();
    }
}
