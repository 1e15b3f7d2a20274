package io.cloakroom.rules.wire.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The inside of JSON strings (RFC 8259, section 7). */
public final class JsonStrings {

    private static final String NAMES = "bfnrt";
    private static final String MEANINGS = "\b\f\n\r\t";

    private JsonStrings() {}

    /** What well-formed characters between two quotes say. */
    static String decode(byte[] json, int from, int to) {
        String raw = new String(json, from, to - from, StandardCharsets.UTF_8);
        int escape = raw.indexOf('\\');
        if (escape < 0) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length());
        int at = 0;
        while (escape >= 0) {
            text.append(raw, at, escape);
            char name = raw.charAt(escape + 1);
            if (name == 'u') {
                text.append((char) Integer.parseInt(raw.substring(escape + 2, escape + 6), 16));
                at = escape + 6;
            } else {
                int meaning = NAMES.indexOf(name);
                text.append(meaning < 0 ? name : MEANINGS.charAt(meaning));
                at = escape + 2;
            }
            escape = raw.indexOf('\\', at);
        }
        return text.append(raw, at, raw.length()).toString();
    }

    /**
     * What characters between two quotes say, in UTF-8.
     *
     * @param offsets for each byte of {@code text}, and for its end, where the character it belongs to begins in the JSON
     */
    record Inside(byte[] text, int[] offsets) {}

    /**
     * Like {@link #decode}, with where everything came from.
     *
     * @throws IOException when there is half a surrogate pair, which UTF-8 cannot carry
     */
    static Inside inside(byte[] json, int from, int to) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream(to - from);
        int[] offsets = new int[to - from + 1];
        int at = from;
        while (at < to) {
            int start = at;
            if (json[at] != '\\') {
                offsets[text.size()] = at;
                text.write(json[at++]);
                continue;
            }
            at += escapeLength(json, at);
            boolean pair = json[start + 1] == 'u' && Character.isHighSurrogate((char) hex(json, start + 2));
            if (pair && at + 1 < to && json[at] == '\\' && json[at + 1] == 'u') {
                at += escapeLength(json, at);
            }
            String said = decode(json, start, at);
            if (lone(said, 0)) {
                throw new IOException("half a surrogate pair");
            }
            byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
            Arrays.fill(offsets, text.size(), text.size() + bytes.length, start);
            text.writeBytes(bytes);
        }
        offsets[text.size()] = to;
        return new Inside(text.toByteArray(), Arrays.copyOf(offsets, text.size() + 1));
    }

    private static int escapeLength(byte[] json, int at) {
        return json[at + 1] == 'u' ? 6 : 2;
    }

    private static int hex(byte[] json, int at) {
        return Integer.parseInt(new String(json, at, 4, StandardCharsets.US_ASCII), 16);
    }

    /** Writes text as a JSON string without its quotes. Half a surrogate pair, which UTF-8 cannot carry, becomes an escape. */
    public static String encode(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int name = MEANINGS.indexOf(c);
            if (name >= 0) {
                out.append('\\').append(NAMES.charAt(name));
            } else if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || lone(text, i)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean lone(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
