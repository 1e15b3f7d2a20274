package io.cloakroom.rules.wire.lens;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A wrapping that writes text unit by unit: a plain byte, or an escape that stands for some. */
abstract class Escapes implements Wrapping {

    /** The longest text one unit stands for: a character outside the basic plane in UTF-8. */
    private static final int LONGEST = 4;

    /** Length of the unit that starts at {@code at}. */
    abstract int unit(byte[] raw, int at, int end);

    /** Writes what a unit stands for to {@code out} from {@code to} on, and returns how many bytes that was. */
    abstract int decode(byte[] raw, int at, int unit, byte[] out, int to);

    /** Whether a byte can be anything but a unit that stands for itself. */
    abstract boolean special(byte b);

    /** Writes text with as few escapes as this wrapping needs. */
    abstract byte[] encode(byte[] text);

    /** The text; shares the array when there is no escape. */
    Bytes decode(Bytes raw) {
        byte[] array = raw.array();
        int at = raw.from();
        while (at < raw.to() && !special(array[at])) {
            at++;
        }
        if (at == raw.to()) {
            return raw;
        }
        byte[] out = new byte[raw.length()];
        int to = at - raw.from();
        System.arraycopy(array, raw.from(), out, 0, to);
        while (at < raw.to()) {
            if (special(array[at])) {
                int unit = unit(array, at, raw.to());
                to += decode(array, at, unit, out, to);
                at += unit;
            } else {
                out[to++] = array[at++];
            }
        }
        return new Bytes(to < out.length / 2 ? Arrays.copyOf(out, to) : out, 0, to, raw.string());
    }

    @Override
    public List<Patch> lift(Focus focus, List<Patch> patches) {
        boolean plain = focus.raw().array() == focus.content().array();
        List<Patch> lifted = new ArrayList<>(patches.size());
        Cursor cursor = new Cursor(focus.raw());
        for (Patch patch : patches) {
            int from = plain ? patch.from() : cursor.seek(patch.from());
            int to = plain ? patch.to() : cursor.seek(patch.to());
            lifted.add(new Patch(from, to, encode(patch.bytes())));
        }
        return lifted;
    }

    /** Walks the units to find where decoded offsets came from: the offset map, made only when something is edited. */
    private final class Cursor {

        private final Bytes raw;
        private final byte[] scratch = new byte[LONGEST];
        private int at;
        private int decoded;

        Cursor(Bytes raw) {
            this.raw = raw;
            this.at = raw.from();
        }

        int seek(int wanted) {
            while (decoded < wanted) {
                int unit = unit(raw.array(), at, raw.to());
                decoded += decode(raw.array(), at, unit, scratch, 0);
                at += unit;
            }
            return at;
        }
    }
}
