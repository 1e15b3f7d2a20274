package io.cloakroom.rules.engine;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Reads what a text hides in Base64 and hexadecimal runs, compressed in them or not, and behind percent, HTML and backslash escapes,
 * and between the spaces of a value that is s p a c e d out, layer by layer. Each reading is a {@link Text} of the same original: what is found in a run covers the whole run, what is found among escapes covers
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

    /**
     * A reading and which part of it is new; around that stands text that was read before, for the words that give meaning.
     *
     * @param from first offset of the new part
     * @param to offset after its last
     */
    private record Layer(Text text, int from, int to) {}

    /** The readings of a text, without the text itself; empty for ordinary text. */
    static List<Text> readings(Text text) {
        List<Text> readings = new ArrayList<>();
        List<Layer> layers = List.of(new Layer(text, 0, text.normalized().length()));
        for (int depth = 0; depth < DEPTH && !layers.isEmpty(); depth++) {
            List<Layer> next = new ArrayList<>();
            for (Layer outer : layers) {
                addRuns(outer, next);
                addEscapes(outer, next);
                SpacedOut.stretches(outer.text.normalized(), outer.from, outer.to)
                        .forEach(span -> next.add(squeezed(outer.text, span)));
            }
            next.forEach(layer -> readings.add(layer.text));
            layers = next;
        }
        return readings;
    }

    private static void addRuns(Layer outer, List<Layer> out) {
        String all = outer.text.normalized();
        int start = outer.from;
        while (start + SHORTEST_RUN <= outer.to) {
            int last = start + SHORTEST_RUN - 1;
            int end = last;
            while (end >= start && isBase64(all.charAt(end))) {
                end--;
            }
            if (end >= start) {
                start = end + 1; // What begins before is too short.
                continue;
            }
            end = last + 1;
            while (end < outer.to && isBase64(all.charAt(end))) {
                end++;
            }
            int padded = end;
            while (padded < outer.to && all.charAt(padded) == '=' && padded - end < 2) {
                padded++;
            }
            String decoded = decodeRun(all.substring(start, end));
            if (!decoded.isEmpty()) {
                out.add(wholeRun(outer.text, decoded, start, padded));
            }
            start = padded;
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

    /** A run's reading among the words around it; what is found in the run covers all of it. */
    private static Layer wholeRun(Text outer, String decoded, int start, int end) {
        String all = outer.normalized();
        Span run = outer.toOriginal(start, end);
        String before = all.substring(Math.max(0, start - AROUND), start);
        String after = all.substring(end, Math.min(all.length(), end + AROUND));
        int decodedEnd = before.length() + decoded.length();
        int last = originalEnd(outer, end + after.length());
        return layer(outer, before + decoded + after, before.length(), decodedEnd, last, at -> {
            if (at < before.length()) {
                return original(outer, start - before.length() + at);
            }
            return at < decodedEnd
                    ? run.start()
                    : at == decodedEnd ? run.end() : original(outer, end + at - decodedEnd);
        });
    }

    private static int original(Text text, int at) {
        return text.offsets() == null ? at : text.offsets()[at];
    }

    /** Where what stands before an offset ends in the original: behind the whole character where one became several. */
    private static int originalEnd(Text text, int at) {
        return at == 0 ? 0 : text.toOriginal(at - 1, at).end();
    }

    /**
     * @param decoded what is read
     * @param from where its new part begins
     * @param to where that ends
     * @param last where all of it ends in the original
     * @param original from an offset of {@code decoded} to that of the original
     */
    private static Layer layer(Text outer, String decoded, int from, int to, int last, IntUnaryOperator original) {
        Text inner = Normalizer.normalize(decoded, outer.language());
        int[] offsets = new int[inner.normalized().length() + 1];
        int newFrom = 0;
        int newTo = 0;
        for (int k = 0; k < offsets.length; k++) {
            int inDecoded = inner.offsets() == null ? k : inner.offsets()[k];
            offsets[k] = original.applyAsInt(inDecoded);
            newFrom = inDecoded <= from ? k : newFrom;
            newTo = inDecoded <= to ? k : newTo;
        }
        offsets[offsets.length - 1] = last;
        return new Layer(new Text(outer.original(), inner.normalized(), offsets, outer.language()), newFrom, newTo);
    }

    /** A stretch of single characters without the spaces between, among the words around it. */
    private static Layer squeezed(Text outer, Span stretch) {
        String all = outer.normalized();
        int from = Math.max(0, stretch.start() - AROUND);
        int[] kept = SpacedOut.kept(all, stretch, from, Math.min(all.length(), stretch.end() + AROUND));
        StringBuilder read = new StringBuilder(kept.length);
        for (int i = 0; i + 1 < kept.length; i++) {
            read.append(all.charAt(kept[i]));
        }
        int begin = stretch.start() - from;
        int end = kept.length - 1 - (kept[kept.length - 1] - stretch.end());
        int last = originalEnd(outer, kept[kept.length - 1]);
        return layer(outer, read.toString(), begin, end, last, at -> original(outer, kept[at]));
    }

    private static void addEscapes(Layer outer, List<Layer> out) {
        String all = outer.text.normalized();
        int done = 0;
        for (int i = outer.from; i < outer.to; i++) {
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

    private static Layer unescaped(Layer outer, int from, int to) {
        String all = outer.text.normalized();
        StringBuilder decoded = new StringBuilder();
        List<Integer> starts = new ArrayList<>();
        int newFrom = 0;
        int newTo = 0;
        int i = from;
        while (i < to) {
            int after = Escapes.endOfEscape(all, i);
            int next = Math.max(after, i + 1);
            String piece = after > i ? Escapes.decode(all, i, after) : all.substring(i, next);
            for (int k = 0; k < piece.length(); k++) {
                starts.add(i);
            }
            newFrom = i < outer.from ? starts.size() : newFrom;
            newTo = i < outer.to ? starts.size() : newTo;
            decoded.append(piece);
            i = next;
        }
        starts.add(i);
        int last = originalEnd(outer.text, i);
        return layer(outer.text, decoded.toString(), newFrom, newTo, last, at -> original(outer.text, starts.get(at)));
    }
}
