package io.cloakroom.rules.wire.answer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Documents with their length before them, as Google's web applications send them: <code>)]}'</code>, then again and again a decimal
 * number and that many UTF-16 units, among them the line breaks around the document (HanaokaYuzu/Gemini-API,
 * {@code utils/parsing.py}). What does not begin with a number is a document up to the end of its line.
 */
final class CountedFraming extends Framing implements Frame.Wrapping {

    /** Keeps the answer from running as a script; no document. */
    private static final byte[] GUARD = ")]}'".getBytes(StandardCharsets.US_ASCII);

    private enum State {
        BETWEEN,
        NUMBER,
        COUNTING,
        LINE
    }

    private State state = State.BETWEEN;
    private int left;
    private int continuation;

    @Override
    boolean completes(byte[] bytes, int at, int size) {
        byte b = bytes[at];
        if (state == State.BETWEEN) {
            left = 0;
            state = digit(b) ? State.NUMBER : State.LINE;
        }
        if (state == State.NUMBER) {
            number(b);
        }
        boolean complete = state == State.COUNTING ? counted(b) : state == State.LINE && b == '\n';
        if (complete) {
            state = State.BETWEEN;
        }
        return complete;
    }

    /** A number that cannot be a length is no number. */
    private void number(byte b) {
        if (digit(b)) {
            left = left * 10 + b - '0';
            state = left > LONGEST_FRAME ? State.LINE : State.NUMBER;
        } else {
            state = left == 0 ? State.LINE : State.COUNTING;
            continuation = 0;
        }
    }

    private boolean counted(byte b) {
        left -= units(b);
        int lead = b & 0xff;
        if (lead >= 0xc0) {
            continuation = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
        } else {
            continuation = lead >= 0x80 ? Math.max(0, continuation - 1) : 0;
        }
        return left <= 0 && continuation == 0;
    }

    /** The UTF-16 units of the character that begins with this byte of UTF-8; none for its other bytes. */
    private static int units(byte b) {
        int lead = b & 0xff;
        return lead >= 0xf0 ? 2 : lead >= 0xc0 || lead < 0x80 ? 1 : 0;
    }

    private static int units(byte[] text) {
        int units = 0;
        for (byte b : text) {
            units += units(b);
        }
        return units;
    }

    private static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static int digits(byte[] raw) {
        int digits = 0;
        while (digits < raw.length && digit(raw[digits])) {
            digits++;
        }
        return digits;
    }

    @Override
    Frame frame(byte[] raw) {
        int start = digits(raw);
        int end = raw.length;
        while (start < end && space(raw[start])) {
            start++;
        }
        while (end > start && space(raw[end - 1])) {
            end--;
        }
        byte[] document = Arrays.copyOfRange(raw, start, end);
        boolean guard = Arrays.equals(document, GUARD);
        return new Frame(raw, "", guard ? new byte[0] : document, new int[] {0}, new int[] {start}, this);
    }

    private static boolean space(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    @Override
    public byte[] wrap(String event, byte[] document) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(document.length + 16);
        out.writeBytes(Integer.toString(units(document) + 2).getBytes(StandardCharsets.US_ASCII));
        out.write('\n');
        out.writeBytes(document);
        out.write('\n');
        return out.toByteArray();
    }

    /** What was counted too much or too little before, such as a line break, still is. */
    @Override
    public byte[] mend(byte[] before, byte[] after) {
        int digits = digits(before);
        if (digits == 0) {
            return after;
        }
        int count = Integer.parseInt(new String(before, 0, digits, StandardCharsets.US_ASCII));
        ByteArrayOutputStream out = new ByteArrayOutputStream(after.length + 4);
        out.writeBytes(Integer.toString(count + units(after) - units(before)).getBytes(StandardCharsets.US_ASCII));
        out.write(after, digits, after.length - digits);
        return out.toByteArray();
    }
}
