package io.cloakroom.rules.wire.answer;

import com.google.re2j.Pattern;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a stream of bytes, split anywhere, into frames. */
abstract class Framing {

    /** A frame longer than this is not waited for. */
    static final int LONGEST_FRAME = 16 << 20;

    private byte[] buffer = new byte[512];
    private int size;
    private int scanned;

    /** Frames that are complete now. */
    final List<Frame> push(byte[] chunk) {
        if (size + chunk.length > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + chunk.length));
        }
        System.arraycopy(chunk, 0, buffer, size, chunk.length);
        size += chunk.length;
        List<Frame> frames = new ArrayList<>();
        int cut = 0;
        while (scanned < size) {
            if (completes(buffer, scanned++, size)) {
                scanned = Math.max(scanned, frameEnd(buffer, scanned, size));
                frames.add(frame(Arrays.copyOfRange(buffer, cut, scanned)));
                cut = scanned;
            }
        }
        if (cut > 0) {
            System.arraycopy(buffer, cut, buffer, 0, size - cut);
            size -= cut;
            scanned -= cut;
        }
        return frames;
    }

    /** Whether more is waiting for the end of its frame than may be waited for. */
    final boolean overflows() {
        return size > LONGEST_FRAME;
    }

    /** What waits for the end of its frame, taken out. What comes after it is read as if nothing had come before. */
    final byte[] rest() {
        byte[] rest = Arrays.copyOf(buffer, size);
        size = 0;
        scanned = 0;
        restart();
        return rest;
    }

    /** Forgets the frame that was begun. */
    void restart() {}

    /** Whether the byte at {@code at} is the last of a frame. Asked once for each byte, in order. */
    abstract boolean completes(byte[] bytes, int at, int size);

    /** Where the frame ends that is complete before {@code at}: a line feed after its carriage return belongs to it. */
    int frameEnd(byte[] bytes, int at, int size) {
        return at;
    }

    /** Whether what is no JSON may be text for a person. */
    boolean carriesText() {
        return false;
    }

    /** Makes a frame of its bytes. */
    abstract Frame frame(byte[] raw);

    /** One document, as long as the answer. */
    static final class Whole extends Framing {

        @Override
        boolean completes(byte[] bytes, int at, int size) {
            return false;
        }

        @Override
        Frame frame(byte[] raw) {
            return new Frame(raw, "", raw, new int[] {0}, new int[] {0}, (event, document) -> document);
        }
    }

    /** One document per line. */
    static class Lines extends Framing {

        @Override
        boolean completes(byte[] bytes, int at, int size) {
            return bytes[at] == '\n';
        }

        @Override
        Frame frame(byte[] raw) {
            int end = raw.length;
            while (end > 0 && (raw[end - 1] == '\n' || raw[end - 1] == '\r')) {
                end--;
            }
            return new Frame(raw, "", Arrays.copyOf(raw, end), new int[] {0}, new int[] {0}, Lines::wrap);
        }

        private static byte[] wrap(String event, byte[] document) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(document.length + 1);
            out.writeBytes(document);
            out.write('\n');
            return out.toByteArray();
        }
    }

    /** One document per line, after a number or letters and a colon: {@code 15:{"json":…}}, {@code 0:"text"}. */
    static final class Prefixed extends Lines {

        @Override
        Frame frame(byte[] raw) {
            int start = 0;
            while (start < raw.length && Character.isLetterOrDigit(raw[start])) {
                start++;
            }
            if (start == raw.length || raw[start] != ':') {
                return super.frame(raw);
            }
            int from = start + 1;
            int end = raw.length;
            while (end > from && (raw[end - 1] == '\n' || raw[end - 1] == '\r')) {
                end--;
            }
            byte[] prefix = Arrays.copyOf(raw, from);
            byte[] feed = end == raw.length ? new byte[] {'\n'} : Arrays.copyOfRange(raw, end, raw.length);
            return Frame.recoded(
                    raw, Arrays.copyOfRange(raw, from, end), (event, document) -> join(prefix, document, feed));
        }
    }

    /** Documents that end with U+001E: SignalR's hub protocol. */
    static final class Records extends Framing {

        private static final byte SEPARATOR = 0x1e;

        @Override
        boolean completes(byte[] bytes, int at, int size) {
            return bytes[at] == SEPARATOR;
        }

        @Override
        Frame frame(byte[] raw) {
            boolean ended = raw.length > 0 && raw[raw.length - 1] == SEPARATOR;
            byte[] document = Arrays.copyOf(raw, ended ? raw.length - 1 : raw.length);
            return Frame.recoded(raw, document, (event, other) -> join(other, new byte[] {SEPARATOR}));
        }
    }

    /**
     * Documents with U+001E between them, each perhaps after the numbers and the namespace of Engine.IO and Socket.IO
     * (socket.io/docs/v4/engine-io-protocol): {@code 42/chat,7["message",…]}. What is none is text.
     */
    static final class Packets extends Framing {

        private static final byte SEPARATOR = 0x1e;
        private static final Pattern HEAD = Pattern.compile("[0-9]{1,3}(?:/[^,\\[{]{0,64},)?[0-9]{0,9}");
        private static final int LONGEST_HEAD = 80;

        @Override
        boolean completes(byte[] bytes, int at, int size) {
            return bytes[at] == SEPARATOR;
        }

        @Override
        boolean carriesText() {
            return true;
        }

        @Override
        Frame frame(byte[] raw) {
            boolean ended = raw.length > 0 && raw[raw.length - 1] == SEPARATOR;
            int end = ended ? raw.length - 1 : raw.length;
            int from = 0;
            while (from < Math.min(end, LONGEST_HEAD) && raw[from] != '[' && raw[from] != '{') {
                from++;
            }
            String head = new String(raw, 0, from, StandardCharsets.ISO_8859_1);
            byte[] before = Arrays.copyOf(raw, from < end && HEAD.matches(head) ? from : 0);
            byte[] after = Arrays.copyOfRange(raw, end, raw.length);
            byte[] document = Arrays.copyOfRange(raw, before.length, end);
            return Frame.recoded(raw, document, (event, other) -> join(before, other, after));
        }
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
