package io.cloakroom.rules.wire.lens;

import java.io.ByteArrayOutputStream;

/**
 * Percent-encoding. A {@code %} that no two hex digits follow stands for itself, as browsers read it
 * (https://url.spec.whatwg.org/#percent-decode).
 */
final class PercentEscapes extends Escapes {

    /** {@code application/x-www-form-urlencoded}: {@code +} is a space, and a space is written {@code +}. */
    static final PercentEscapes FORM = new PercentEscapes(true, true);

    /** A URL query: {@code +} is read as a space; a space is written {@code %20}, which every reader takes for one. */
    static final PercentEscapes QUERY = new PercentEscapes(true, false);

    /** A data URL: {@code +} is a plus. */
    static final PercentEscapes DATA = new PercentEscapes(false, false);

    private static final String HEX = "0123456789ABCDEF";

    private final boolean readsPlus;
    private final boolean writesPlus;

    private PercentEscapes(boolean readsPlus, boolean writesPlus) {
        this.readsPlus = readsPlus;
        this.writesPlus = writesPlus;
    }

    @Override
    boolean special(byte b) {
        return b == '%' || (readsPlus && b == '+');
    }

    @Override
    int unit(byte[] raw, int at, int end) {
        boolean escape = raw[at] == '%' && at + 2 < end && hex(raw[at + 1]) >= 0 && hex(raw[at + 2]) >= 0;
        return escape ? 3 : 1;
    }

    @Override
    int decode(byte[] raw, int at, int unit, byte[] out, int to) {
        if (unit == 3) {
            out[to] = (byte) (hex(raw[at + 1]) << 4 | hex(raw[at + 2]));
        } else {
            out[to] = readsPlus && raw[at] == '+' ? (byte) ' ' : raw[at];
        }
        return 1;
    }

    @Override
    byte[] encode(byte[] text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length + 16);
        for (byte b : text) {
            if (unreserved(b)) {
                out.write(b);
            } else if (b == ' ' && writesPlus) {
                out.write('+');
            } else {
                out.write('%');
                out.write(HEX.charAt(b >> 4 & 15));
                out.write(HEX.charAt(b & 15));
            }
        }
        return out.toByteArray();
    }

    /** What the form serializer leaves alone (https://url.spec.whatwg.org/#application-x-www-form-urlencoded-percent-encode-set). */
    private static boolean unreserved(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '*'
                || b == '-'
                || b == '.'
                || b == '_';
    }

    /** Value of a hex digit, or -1. */
    static int hex(byte b) {
        return Character.digit(b, 16);
    }
}
