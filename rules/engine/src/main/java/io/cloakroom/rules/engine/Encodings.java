package io.cloakroom.rules.engine;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads what a text hides in Base64 and hexadecimal runs, compressed in them or not, and behind percent, HTML and backslash escapes,
 * layer by layer. Each reading is a {@link Text} of the same original: what is found in a run covers the whole run, what is found among escapes covers
 * exactly what was typed.
 */
final class Encodings {

    /** Layers of encoding that are undone. */
    private static final int DEPTH = 3;

    /** Shorter runs hold nothing that could be told from chance. */
    private static final int SHORTEST_RUN = 12;

    /** How much text around an escape is read with it, for the words that give it meaning. */
    private static final int AROUND = 80;

    private Encodings() {}

    /** The readings of a text, without the text itself; empty for ordinary text. */
    static List<Text> readings(Text text) {
        List<Text> readings = new ArrayList<>();
        List<Text> layer = List.of(text);
        for (int depth = 0; depth < DEPTH && !layer.isEmpty(); depth++) {
            List<Text> next = new ArrayList<>();
            for (Text outer : layer) {
                addRuns(outer, next);
                addEscapes(outer, next);
            }
            readings.addAll(next);
            layer = next;
        }
        return readings;
    }

    private static void addRuns(Text outer, List<Text> out) {
        String all = outer.normalized();
        int start = 0;
        while (start < all.length()) {
            int end = start;
            while (end < all.length() && isBase64(all.charAt(end))) {
                end++;
            }
            int padded = end;
            while (padded < all.length() && all.charAt(padded) == '=' && padded - end < 2) {
                padded++;
            }
            if (end - start >= SHORTEST_RUN) {
                String decoded = decodeRun(all.substring(start, end));
                if (!decoded.isEmpty()) {
                    out.add(wholeRun(outer, decoded, start, padded));
                }
            }
            start = Math.max(start + 1, padded);
        }
    }

    private static boolean isBase64(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '/'
                || c == '-'
                || c == '_';
    }

    /** What a run says, or nothing when it is not text. */
    private static String decodeRun(String run) {
        if (run.length() % 2 == 0 && run.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80)) {
            return textOf(HexFormat.of().parseHex(run));
        }
        if (run.length() % 4 == 1) {
            return "";
        }
        try {
            return textOf(Base64.getDecoder().decode(run.replace('-', '+').replace('_', '/')));
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String textOf(byte[] bytes) {
        try {
            return readable(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return readable(Inflated.text(bytes));
        }
    }

    private static String readable(String text) {
        boolean readable = text.chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t' || c == 0x7F);
        return readable ? text : "";
    }

    private static Text wholeRun(Text outer, String decoded, int start, int end) {
        Span run = outer.toOriginal(start, end);
        Text inner = Normalizer.normalize(decoded, outer.language());
        int[] offsets = new int[inner.normalized().length() + 1];
        Arrays.fill(offsets, run.start());
        offsets[offsets.length - 1] = run.end();
        return new Text(outer.original(), inner.normalized(), offsets, outer.language());
    }

    private static void addEscapes(Text outer, List<Text> out) {
        String all = outer.normalized();
        int done = 0;
        for (int i = 0; i < all.length(); i++) {
            if (Escapes.endOfEscape(all, i) > i) {
                int from = Math.max(done, i - AROUND);
                int to = endOfRegion(all, i);
                out.add(unescaped(outer, from, to));
                done = to;
                i = to;
            }
        }
    }

    /** Where a region of text ends in which escapes follow each other closely. */
    private static int endOfRegion(String all, int firstEscape) {
        int end = firstEscape;
        for (int i = firstEscape; i < all.length() && i < end + AROUND; i++) {
            int after = Escapes.endOfEscape(all, i);
            if (after > i) {
                end = after;
                i = after - 1;
            }
        }
        return Math.min(all.length(), end + AROUND);
    }

    private static Text unescaped(Text outer, int from, int to) {
        StringBuilder decoded = new StringBuilder();
        List<Integer> starts = new ArrayList<>();
        int i = from;
        while (i < to) {
            int after = Escapes.endOfEscape(outer.normalized(), i);
            int next = Math.max(after, i + 1);
            String piece = after > i
                    ? Escapes.decode(outer.normalized(), i, after)
                    : outer.normalized().substring(i, next);
            for (int k = 0; k < piece.length(); k++) {
                starts.add(i);
            }
            decoded.append(piece);
            i = next;
        }
        starts.add(i);
        Text inner = Normalizer.normalize(decoded.toString(), outer.language());
        int[] offsets = new int[inner.normalized().length() + 1];
        for (int k = 0; k < offsets.length; k++) {
            int inDecoded = inner.offsets() == null ? k : inner.offsets()[k];
            int inOuter = starts.get(inDecoded);
            offsets[k] = outer.offsets() == null ? inOuter : outer.offsets()[inOuter];
        }
        return new Text(outer.original(), inner.normalized(), offsets, outer.language());
    }
}
