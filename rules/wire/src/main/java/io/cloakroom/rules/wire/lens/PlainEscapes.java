package io.cloakroom.rules.wire.lens;

/** No escapes at all: every byte stands for itself, and some must not occur. */
final class PlainEscapes extends Escapes {

    /** Anything goes. */
    static final PlainEscapes ANY = new PlainEscapes(false);

    /** One line of several: a line break would end it. */
    static final PlainEscapes LINE = new PlainEscapes(true);

    private final boolean line;

    private PlainEscapes(boolean line) {
        this.line = line;
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
            if (line && b == '\n') {
                throw new IllegalArgumentException("a line takes no line break; replace it by a space");
            }
        }
        return text;
    }
}
