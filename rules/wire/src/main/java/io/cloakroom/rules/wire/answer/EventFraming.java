package io.cloakroom.rules.wire.answer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Server-sent events (HTML standard, section 9.2.6): lines that end in CRLF, LF or CR, an empty line after each event. */
final class EventFraming extends Framing {

    private boolean lineEmpty = true;
    private boolean afterReturn;

    @Override
    boolean completes(byte[] bytes, int at, int size) {
        byte b = bytes[at];
        if (b == '\n' && afterReturn) {
            afterReturn = false;
            return false;
        }
        afterReturn = b == '\r';
        if (b != '\n' && b != '\r') {
            lineEmpty = false;
            return false;
        }
        boolean complete = lineEmpty;
        lineEmpty = true;
        return complete;
    }

    @Override
    boolean carriesText() {
        return true;
    }

    @Override
    int frameEnd(byte[] bytes, int at, int size) {
        if (afterReturn && at < size && bytes[at] == '\n') {
            afterReturn = false;
            return at + 1;
        }
        return at;
    }

    @Override
    Frame frame(byte[] raw) {
        ByteArrayOutputStream document = new ByteArrayOutputStream(raw.length);
        List<int[]> runs = new ArrayList<>();
        String event = "";
        int start = 0;
        while (start < raw.length) {
            int end = lineEnd(raw, start);
            int value = value(raw, start, end);
            if (names("data", raw, start, end)) {
                if (!runs.isEmpty()) {
                    document.write('\n');
                }
                runs.add(new int[] {document.size(), value});
                document.write(raw, value, end - value);
            } else if (names("event", raw, start, end)) {
                event = new String(raw, value, end - value, StandardCharsets.UTF_8);
            }
            start = end + 1;
        }
        int[] documentStarts = new int[runs.size()];
        int[] rawStarts = new int[runs.size()];
        for (int i = 0; i < rawStarts.length; i++) {
            documentStarts[i] = runs.get(i)[0];
            rawStarts[i] = runs.get(i)[1];
        }
        return new Frame(raw, event, document.toByteArray(), documentStarts, rawStarts, EventFraming::wrap);
    }

    private static int lineEnd(byte[] raw, int start) {
        int end = start;
        while (end < raw.length && raw[end] != '\n' && raw[end] != '\r') {
            end++;
        }
        return end;
    }

    private static boolean names(String field, byte[] raw, int start, int end) {
        if (end - start < field.length()) {
            return false;
        }
        for (int i = 0; i < field.length(); i++) {
            if (raw[start + i] != field.charAt(i)) {
                return false;
            }
        }
        return end - start == field.length() || raw[start + field.length()] == ':';
    }

    /** Where the value of a line starts: after the colon and one space. */
    private static int value(byte[] raw, int start, int end) {
        int at = start;
        while (at < end && raw[at] != ':') {
            at++;
        }
        at = Math.min(end, at + 1);
        return at < end && raw[at] == ' ' ? at + 1 : at;
    }

    static byte[] wrap(String event, byte[] document) {
        StringBuilder frame = new StringBuilder(document.length + 32);
        if (!event.isEmpty()) {
            frame.append("event: ").append(event).append('\n');
        }
        for (String line : new String(document, StandardCharsets.UTF_8).split("\n", -1)) {
            frame.append("data: ").append(line).append('\n');
        }
        return frame.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }
}
