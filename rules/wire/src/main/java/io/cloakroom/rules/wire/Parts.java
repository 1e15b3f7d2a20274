package io.cloakroom.rules.wire;

/** How much of what is read one payload may have; more is not a prompt, and would cost memory and time without bound. */
public final class Parts {

    /** Texts, values, fields, frames. Each costs hundreds of bytes while it is read, and may be two long. */
    public static final int MOST = 200_000;

    /** Bytes of text, 16 MiB. A text costs some twenty times its size while it is analysed. */
    public static final int MOST_TEXT = 16 << 20;

    private Parts() {}

    /** @throws LensException when there are more; to be asked while they are collected */
    public static void bound(int count) throws LensException {
        if (count > MOST) {
            throw LensException.tooMuch("more than " + MOST + " texts, values or parts in one request");
        }
    }

    /** @throws LensException when there are more bytes of text */
    public static void boundText(long bytes) throws LensException {
        if (bytes > MOST_TEXT) {
            throw LensException.tooMuch(
                    "more than " + (MOST_TEXT >> 20) + " MiB of text in one request; send less at once");
        }
    }
}
