package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.binary.Utf8Sequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** UTF-8, strictly (RFC 3629): text from bytes, and edits of text as patches of bytes. */
final class Utf8 {

    private static final String CONTROLS_OF_TEXT = "\t\n\f\r\u001b\u001e";

    private Utf8() {}

    /** Writes a code point, a lone surrogate in the three-byte form, and returns the number of bytes. */
    static int write(int codePoint, byte[] out, int to) {
        if (codePoint < 0x80) {
            out[to] = (byte) codePoint;
            return 1;
        }
        int length = codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
        int rest = codePoint;
        for (int i = length - 1; i > 0; i--) {
            out[to + i] = (byte) (0x80 | (rest & 0x3f));
            rest >>= 6;
        }
        out[to] = (byte) (0xf00 >> length | rest);
        return length;
    }

    /**
     * The text these bytes are.
     *
     * @throws LensException when they are not UTF-8, or hold control characters that only binary data or another charset has
     */
    static String text(Bytes bytes) throws LensException {
        int end = textEnd(bytes);
        if (end < bytes.to()) {
            String what = bytes.array()[end] >= 0 ? "not text: a control character" : "not UTF-8 text: malformed";
            throw new LensException(what + " at byte " + (end - bytes.from()));
        }
        return bytes.string() && holdsSurrogates(bytes)
                ? withSurrogates(bytes)
                : new String(bytes.array(), bytes.from(), bytes.length(), StandardCharsets.UTF_8);
    }

    /** Whether {@link #text} would find text. */
    static boolean isText(Bytes bytes) {
        return textEnd(bytes) == bytes.to();
    }

    /** Offset of the first byte that is not of a text. */
    private static int textEnd(Bytes bytes) {
        byte[] array = bytes.array();
        int at = bytes.from();
        while (at < bytes.to()) {
            byte b = array[at];
            int length = b >= 0 ? 1 : Utf8Sequence.length(array, at, bytes.to(), bytes.string());
            boolean control = b >= 0 && b < ' ' && !bytes.string() && CONTROLS_OF_TEXT.indexOf(b) < 0;
            if (length == 0 || control) {
                return at;
            }
            at += length;
        }
        return at;
    }

    private static boolean holdsSurrogates(Bytes bytes) {
        for (int at = bytes.from(); at + 1 < bytes.to(); at++) {
            if (bytes.array()[at] == (byte) 0xed && (bytes.array()[at + 1] & 0xff) > 0x9f) {
                return true;
            }
        }
        return false;
    }

    private static String withSurrogates(Bytes bytes) {
        StringBuilder text = new StringBuilder(bytes.length());
        int at = bytes.from();
        while (at < bytes.to()) {
            int length = length(bytes.array()[at]);
            int codePoint = length == 1 ? bytes.array()[at] : bytes.array()[at] & 0xff >> (length + 1);
            for (int i = 1; i < length; i++) {
                codePoint = codePoint << 6 | (bytes.array()[at + i] & 0x3f);
            }
            text.appendCodePoint(codePoint);
            at += length;
        }
        return text.toString();
    }

    private static int length(byte lead) {
        return lead >= 0 ? 1 : (lead & 0xff) < 0xe0 ? 2 : (lead & 0xff) < 0xf0 ? 3 : 4;
    }

    /**
     * Edits of a text as patches of the bytes it came from. An edit that begins or ends inside a surrogate pair takes the whole pair.
     *
     * @throws IllegalArgumentException when edits overlap or lie outside the text
     */
    static List<Patch> patches(Bytes bytes, String text, List<TextEdit> edits) {
        List<TextEdit> ordered = new ArrayList<>(edits);
        ordered.sort(Comparator.comparing(TextEdit::span));
        List<Patch> patches = new ArrayList<>(ordered.size());
        boolean ascii = bytes.length() == text.length();
        int at = bytes.from();
        int units = 0;
        int before = 0;
        for (TextEdit edit : ordered) {
            if (edit.span().start() < before || edit.span().end() > text.length()) {
                throw new IllegalArgumentException("edit " + edit.span()
                        + " overlaps another or lies outside a text of " + text.length() + " characters");
            }
            before = edit.span().end();
            int start = Math.max(units, pairStart(text, edit.span().start()));
            int end = Math.max(start, pairEnd(text, edit.span().end()));
            int from = ascii ? bytes.from() + start : seek(bytes, at, start - units);
            int to = ascii ? bytes.from() + end : seek(bytes, from, end - start);
            patches.add(new Patch(from, to, wellFormed(edit.replacement())));
            at = to;
            units = end;
        }
        return patches;
    }

    private static int pairStart(String text, int at) {
        return insidePair(text, at) ? at - 1 : at;
    }

    private static int pairEnd(String text, int at) {
        return insidePair(text, at) ? at + 1 : at;
    }

    private static boolean insidePair(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isLowSurrogate(text.charAt(at))
                && Character.isHighSurrogate(text.charAt(at - 1));
    }

    /** Offset of the character {@code units} UTF-16 units after the one at {@code at}. */
    private static int seek(Bytes bytes, int at, int units) {
        int offset = at;
        for (int left = units; left > 0; ) {
            int length = length(bytes.array()[offset]);
            left -= length == 4 ? 2 : 1;
            offset += length;
        }
        return offset;
    }

    /** Lone surrogates, which no UTF-8 can carry, become U+FFFD. */
    private static byte[] wellFormed(String replacement) {
        boolean lone =
                replacement.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (!lone) {
            return replacement.getBytes(StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(replacement.length());
        replacement
                .codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
                .forEach(text::appendCodePoint);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
