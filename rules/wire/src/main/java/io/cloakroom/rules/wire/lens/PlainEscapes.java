package io.cloakroom.rules.wire.lens;

/** No escapes at all: every byte stands for itself, and some must not occur. */
final class PlainEscapes extends Escapes {

    private static final int NOTHING = -1;

    /** Anything goes. */
    static final PlainEscapes ANY = new PlainEscapes(NOTHING);

    /** One line of several: a line break would end it. */
    static final PlainEscapes LINE = new PlainEscapes('\n');

    /** One record of several: U+001E would end it. */
    static final PlainEscapes RECORD = new PlainEscapes('\u001e');

    private final int end;

    private PlainEscapes(int end) {
        this.end = end;
    }

    @Override
    int unit(byte[] raw, int at, int end) {
        return 1;
    }

    @Override
    int decode(byte[] raw, int at, int unit, byte[] out, int to) {
        out[to] = raw[at];
        return 1;
    }

    @Override
    boolean special(byte b) {
        return false;
    }

    @Override
    byte[] encode(byte[] text) {
        for (byte b : text) {
            if (b == end) {
                throw new IllegalArgumentException(
                        "a line takes no line break, a record no U+001E; replace it by a space");
            }
        }
        return text;
    }
}
