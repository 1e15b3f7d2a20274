package io.cloakroom.rules.wire.lens;

/**
 * A run of bytes inside an array that nobody changes. Offsets are those of the array.
 *
 * @param string whether these are the characters of a JSON string: then they may hold control characters, and lone surrogates in the
 *     three-byte form that UTF-8 itself forbids, since the escapes of JSON can write both
 */
record Bytes(byte[] array, int from, int to, boolean string) {

    static Bytes of(byte[] array) {
        return new Bytes(array, 0, array.length, false);
    }

    int length() {
        return to - from;
    }

    boolean isEmpty() {
        return from == to;
    }

    Bytes sub(int start, int end) {
        return new Bytes(array, start, end, string);
    }

    /** Offset of the first {@code wanted} at or after {@code start}, or {@link #to} when there is none. */
    int indexOf(char wanted, int start) {
        int at = start;
        while (at < to && array[at] != wanted) {
            at++;
        }
        return at;
    }

    /** Whether {@code ascii} starts at offset {@code at}, capital or small letters. */
    boolean startsWith(String ascii, int at) {
        if (to - at < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (Character.toLowerCase((char) (array[at + i] & 0xff)) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The first byte that is not a space, tab, CR or LF, or 0 when there is none. */
    byte first() {
        for (int at = from; at < to; at++) {
            byte b = array[at];
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return b;
            }
        }
        return 0;
    }

    /** Whether there is nothing but ASCII letters, digits and these marks. */
    boolean consistsOf(String marks) {
        for (int at = from; at < to; at++) {
            byte b = array[at];
            boolean letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
            if (!letter && marks.indexOf(b) < 0) {
                return false;
            }
        }
        return true;
    }
}
