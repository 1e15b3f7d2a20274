package io.cloakroom.rules.wire.binary;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What can be read in data of a format that nobody knows here (MessagePack, CBOR, text in UTF-16): runs of text between bytes that are none. In
 * keys, hashes and signatures there is none worth the name.
 */
public final class ReadableRuns {

    /** Bytes from which on a run counts; chance makes one in 3,000 bytes. */
    private static final int SHORTEST = 8;

    /** Bytes of a run that chance does not make. */
    private static final int CERTAIN = 20;

    /** Runs that are at least one in so many of all bytes are no chance either. */
    private static final int SHARE = 4;

    /** Bytes of a run that may be somebody's value. */
    private static final int FEW = 6;

    private ReadableRuns() {}

    /** The runs, one a line, in both readings where there may be two; null when there are none but by chance. */
    public static @Nullable String of(byte[] array, int from, int to) {
        String runs = runs(array, from, to);
        String wide = wide(array, from, to);
        if (wide == null) {
            return runs;
        }
        byte[] bytes = wide.getBytes(StandardCharsets.UTF_8);
        String others = runs(bytes, 0, bytes.length);
        return runs == null ? others : others == null ? runs : runs + others;
    }

    /** All that can be read in any bytes: the same text when they are one, else its runs of a few bytes and more, with a line break between them. */
    public static String text(byte[] array, int from, int to) {
        StringBuilder text = new StringBuilder();
        int at = from;
        while (at < to) {
            int end = end(array, at, to, true);
            if (at == from && end == to) {
                return new String(array, from, to - from, StandardCharsets.UTF_8);
            }
            if (end - at >= FEW) {
                text.append(new String(array, at, end - at, StandardCharsets.UTF_8))
                        .append('\n');
            }
            at = end + 1;
        }
        return text.toString();
    }

    private static @Nullable String runs(byte[] array, int from, int to) {
        StringBuilder runs = new StringBuilder();
        int readable = 0;
        int longest = 0;
        int at = from;
        while (at < to) {
            int end = end(array, at, to, false);
            if (end - at >= SHORTEST) {
                readable += end - at;
                longest = Math.max(longest, end - at);
                runs.append(new String(array, at, end - at, StandardCharsets.UTF_8))
                        .append('\n');
            }
            at = end + 1;
        }
        return longest >= CERTAIN || readable * SHARE >= Math.max(1, to - from) ? runs.toString() : null;
    }

    /**
     * Where the run that begins at an offset ends; there when none does.
     *
     * @param spaces whether every control character that counts as a space belongs to a run, such as the line breaks of old office programs
     */
    private static int end(byte[] array, int at, int to, boolean spaces) {
        int end = at;
        int length = characterAt(array, end, to);
        while (length > 0) {
            end += length;
            boolean space = spaces && end < to && array[end] > 0 && Character.isWhitespace(array[end]);
            length = space ? 1 : end < to ? characterAt(array, end, to) : 0;
        }
        return end;
    }

    /** Length of the character of text at an offset; 0 when there is none. */
    private static int characterAt(byte[] array, int at, int to) {
        byte b = array[at];
        if (b < 0) {
            return Utf8Sequence.length(array, at, to, false);
        }
        return b >= ' ' && b != 0x7f || b == '\n' || b == '\t' || b == '\r' ? 1 : 0;
    }

    /** What UTF-16 says whose letters are mostly Latin, so that every other byte is zero; null when it is not that. */
    private static @Nullable String wide(byte[] array, int from, int to) {
        int[] zeros = new int[2];
        for (int at = from; at < to; at++) {
            zeros[(at - from) & 1] += array[at] == 0 ? 1 : 0;
        }
        int most = (to - from) / 2;
        if (most < SHORTEST || Math.abs(zeros[0] - zeros[1]) * 2 < most) {
            return null;
        }
        Charset charset = zeros[0] > zeros[1] ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
        return new String(array, from, to - from, charset);
    }
}
