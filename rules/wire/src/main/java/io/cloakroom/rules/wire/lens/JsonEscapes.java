package io.cloakroom.rules.wire.lens;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The inside of a JSON string (RFC 8259 section 7), already checked by {@link JsonScanner}. */
final class JsonEscapes extends Escapes {

    static final JsonEscapes INSTANCE = new JsonEscapes();

    private static final String HEX = "0123456789abcdef";
    private static final String NAMES = "\"\\/bfnrt";
    private static final String MEANINGS = "\"\\/\b\f\n\r\t";

    private JsonEscapes() {}

    @Override
    boolean special(byte b) {
        return b == '\\';
    }

    @Override
    int unit(byte[] raw, int at, int end) {
        if (raw[at] != '\\') {
            return 1;
        }
        if (raw[at + 1] != 'u') {
            return 2;
        }
        boolean pair = Character.isHighSurrogate(unicode(raw, at))
                && at + 11 < end
                && raw[at + 6] == '\\'
                && raw[at + 7] == 'u'
                && Character.isLowSurrogate(unicode(raw, at + 6));
        return pair ? 12 : 6;
    }

    @Override
    int decode(byte[] raw, int at, int unit, byte[] out, int to) {
        switch (unit) {
            case 1 -> out[to] = raw[at];
            case 2 -> out[to] = (byte) MEANINGS.charAt(NAMES.indexOf(raw[at + 1]));
            case 6 -> {
                return Utf8.write(unicode(raw, at), out, to);
            }
            default -> {
                return Utf8.write(Character.toCodePoint(unicode(raw, at), unicode(raw, at + 6)), out, to);
            }
        }
        return 1;
    }

    private static char unicode(byte[] raw, int at) {
        int value = 0;
        for (int i = at + 2; i < at + 6; i++) {
            value = value << 4 | PercentEscapes.hex(raw[i]);
        }
        return (char) value;
    }

    @Override
    byte[] encode(byte[] text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length + 16);
        for (byte b : text) {
            int meaning = MEANINGS.indexOf(b);
            if (meaning >= 0 && b != '/') {
                out.write('\\');
                out.write(NAMES.charAt(meaning));
            } else if (b >= 0 && b < ' ') {
                out.writeBytes("\\u00".getBytes(StandardCharsets.US_ASCII));
                out.write(HEX.charAt(b >> 4));
                out.write(HEX.charAt(b & 15));
            } else {
                out.write(b);
            }
        }
        return out.toByteArray();
    }
}
