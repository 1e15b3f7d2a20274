package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.wire.LensException;
import java.io.ByteArrayOutputStream;

/** Quoted-printable (RFC 2045 section 6.7). */
final class QuotedPrintable {

    private static final String HEX = "0123456789ABCDEF";
    private static final int LONGEST_LINE = 73;

    private QuotedPrintable() {}

    /** @throws LensException when an equals sign escapes nothing */
    static byte[] decode(byte[] in) throws LensException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
        int at = 0;
        while (at < in.length) {
            if (in[at] != '=') {
                out.write(in[at++]);
                continue;
            }
            int end = at + 1;
            while (end < in.length && (in[end] == ' ' || in[end] == '\t' || in[end] == '\r')) {
                end++;
            }
            if (end == in.length || in[end] == '\n') {
                at = Math.min(in.length, end + 1);
            } else {
                int high = at + 2 < in.length ? Character.digit(in[at + 1], 16) : -1;
                int low = high < 0 ? -1 : Character.digit(in[at + 2], 16);
                if (low < 0) {
                    throw new LensException("quoted-printable with an equals sign that escapes nothing");
                }
                out.write(high << 4 | low);
                at += 3;
            }
        }
        return out.toByteArray();
    }

    static byte[] encode(byte[] in) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length + in.length / 8);
        int column = 0;
        for (int i = 0; i < in.length; i++) {
            byte b = in[i];
            boolean line = b == '\n' || (b == '\r' && i + 1 < in.length && in[i + 1] == '\n');
            if (line) {
                out.write(b);
                column = 0;
                continue;
            }
            if (column >= LONGEST_LINE) {
                out.write('=');
                out.write('\r');
                out.write('\n');
                column = 0;
            }
            boolean last = i + 1 == in.length || in[i + 1] == '\n' || in[i + 1] == '\r';
            if (b > ' ' && b < 127 && b != '=' || ((b == ' ' || b == '\t') && !last)) {
                out.write(b);
                column++;
            } else {
                out.write('=');
                out.write(HEX.charAt(b >> 4 & 15));
                out.write(HEX.charAt(b & 15));
                column += 3;
            }
        }
        return out.toByteArray();
    }
}
