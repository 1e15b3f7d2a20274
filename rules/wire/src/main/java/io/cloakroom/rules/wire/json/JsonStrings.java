package io.cloakroom.rules.wire.json;

import java.nio.charset.StandardCharsets;

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
