package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.wire.LensException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Base64 (RFC 4648), in either alphabet, padded or not, with or without white space. Three bytes are four characters, so an edit rewrites
 * whole groups: those it touches, and those after it when the length changed by other than a multiple of three. White space inside a
 * rewritten part is lost; alphabet and padding stay.
 */
final class Base64Wrapping implements Wrapping {

    private final boolean url;
    private final boolean padded;

    private Base64Wrapping(boolean url, boolean padded) {
        this.url = url;
        this.padded = padded;
    }

    /** @throws LensException when it is not Base64 */
    static Focus focus(String path, Bytes raw, int[] selectors) throws LensException {
        byte[] clean = new byte[raw.length()];
        int length = 0;
        boolean url = false;
        for (int at = raw.from(); at < raw.to(); at++) {
            byte b = raw.array()[at];
            if (!space(b)) {
                url |= b == '-' || b == '_';
                clean[length++] = b;
            }
        }
        boolean ending = length > 0 && clean[length - 1] == '=';
        try {
            Base64.Decoder decoder = url ? Base64.getUrlDecoder() : Base64.getDecoder();
            ByteBuffer decoded = decoder.decode(ByteBuffer.wrap(clean, 0, length));
            Bytes content = new Bytes(decoded.array(), 0, decoded.limit(), false);
            boolean padded = ending || (length % 4 == 0 && !url);
            return new Focus(path, "", "", raw, content, new Base64Wrapping(url, padded), selectors);
        } catch (IllegalArgumentException e) {
            throw new LensException("not Base64", e);
        }
    }

    /** Whether there is nothing but the characters of Base64 and line breaks. */
    static boolean alphabet(Bytes bytes) {
        return bytes.consistsOf("+/-_=\r\n");
    }

    private static boolean space(byte b) {
        return b == '\n' || b == '\r' || b == ' ' || b == '\t';
    }

    @Override
    public List<Patch> lift(Focus focus, List<Patch> patches) {
        int total = focus.content().to();
        Cursor cursor = new Cursor(focus.raw());
        List<Patch> lifted = new ArrayList<>();
        int next = 0;
        while (next < patches.size()) {
            int first = next;
            int from = patches.get(next).from() / 3 * 3;
            int to;
            int shift = 0;
            do {
                Patch patch = patches.get(next++);
                shift += patch.bytes().length - (patch.to() - patch.from());
                to = Math.min(total, roundUp(patch.to()));
            } while (next < patches.size()
                    && (shift % 3 != 0 || patches.get(next).from() < to));
            if (shift % 3 != 0) {
                to = total;
            }
            Bytes part = new Bytes(focus.content().array(), from, to, false);
            byte[] text = encode(Patch.apply(part, patches.subList(first, next)));
            int rawFrom = cursor.before(from / 3 * 4);
            lifted.add(new Patch(rawFrom, to == total ? cursor.last() : cursor.after(to / 3 * 4), text));
        }
        return lifted;
    }

    private static int roundUp(int offset) {
        return (offset + 2) / 3 * 3;
    }

    private byte[] encode(byte[] bytes) {
        Base64.Encoder encoder = url ? Base64.getUrlEncoder() : Base64.getEncoder();
        return (padded ? encoder : encoder.withoutPadding()).encode(bytes);
    }

    /** Finds characters by number, not counting white space. */
    private static final class Cursor {

        private final Bytes raw;
        private int at;
        private int counted;

        Cursor(Bytes raw) {
            this.raw = raw;
            this.at = raw.from();
        }

        /** Offset of the character that this many come before; numbers must not fall from call to call. */
        int before(int characters) {
            after(characters);
            while (at < raw.to() && space(raw.array()[at])) {
                at++;
            }
            return at;
        }

        /** Offset right after this many characters. */
        int after(int characters) {
            while (counted < characters) {
                if (!space(raw.array()[at++])) {
                    counted++;
                }
            }
            return at;
        }

        /** Offset after the last character. */
        int last() {
            int end = raw.to();
            while (end > at && space(raw.array()[end - 1])) {
                end--;
            }
            return end;
        }
    }
}
