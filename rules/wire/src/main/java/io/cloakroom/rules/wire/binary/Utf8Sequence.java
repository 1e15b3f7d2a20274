package io.cloakroom.rules.wire.binary;

/** UTF-8 as it lies, strictly (RFC 3629). */
public final class Utf8Sequence {

    private Utf8Sequence() {}

    /**
     * Length of the sequence whose first byte, not ASCII, is at {@code at}; 0 when it is malformed.
     *
     * @param surrogates whether the three-byte form of a surrogate counts as well-formed
     */
    public static int length(byte[] array, int at, int end, boolean surrogates) {
        int lead = array[at] & 0xff;
        int length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
        if (length == 0 || at + length > end) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((array[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        int second = array[at + 1] & 0xff;
        boolean overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
        boolean beyond = (lead == 0xf4 && second > 0x8f) || (lead == 0xed && second > 0x9f && !surrogates);
        return overlong || beyond ? 0 : length;
    }

    /** Whether bytes are UTF-8 from the first to the last. */
    public static boolean all(byte[] array, int from, int to) {
        int at = from;
        while (at < to) {
            int length = array[at] >= 0 ? 1 : length(array, at, to, false);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }
}
