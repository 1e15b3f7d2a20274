package io.cloakroom.rules.wire.lens;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in JSON that are the bytes of a text, as {@code JSON.stringify} writes a buffer, or its characters: in an array, or in an object
 * by their index, as it writes a {@code Uint8Array}.
 */
final class CharacterCodes {

    /** Fewer numbers are a colour, a date or a size. */
    private static final int FEWEST = 16;

    /** Of a number, and of an index: longer ones are read by themselves. */
    private static final int MOST_DIGITS = 6;

    /** Nobody's text is in more scripts than Japanese with a word of Latin; numbers of tokens are, read as characters. */
    private static final int MOST_SCRIPTS = 4;

    private final StringBuilder codes = new StringBuilder();
    private int count;
    private int greatest;
    private boolean keyed;
    private int from;
    private int to;

    /** Takes the key before the next number; false when it is not its index. */
    boolean key(Bytes key) {
        if (count == 0) {
            keyed = true;
            from = key.from() - 1;
        }
        return key.length() <= MOST_DIGITS && Names.string(key).equals(Integer.toString(count));
    }

    /** Takes the next number; false when it is none of a character. */
    boolean add(Bytes number) {
        int code = 0;
        for (int at = number.from(); at < number.to(); at++) {
            byte digit = number.array()[at];
            if (digit < '0' || digit > '9' || number.length() > MOST_DIGITS) {
                return false;
            }
            code = code * 10 + digit - '0';
        }
        if (!Character.isValidCodePoint(code)) {
            return false;
        }
        from = count == 0 && !keyed ? number.from() : from;
        to = number.to();
        codes.appendCodePoint(code);
        greatest = Math.max(greatest, code);
        count++;
        return true;
    }

    /** The text the numbers are, or null when they are none. */
    @Nullable
    Focus focus(String path, String field, byte[] array) {
        if (count < FEWEST) {
            return null;
        }
        String said = codes.toString();
        Bytes bytes = Bytes.of(said.getBytes(StandardCharsets.ISO_8859_1));
        boolean coded = greatest <= 0xff && Utf8.isText(bytes);
        if (!coded && !characters(said)) {
            return null;
        }
        Unit unit = coded ? Unit.BYTES : greatest <= Character.MAX_VALUE ? Unit.UTF_16 : Unit.CODE_POINTS;
        Bytes content = coded ? bytes : Bytes.of(said.getBytes(StandardCharsets.UTF_8));
        Bytes raw = new Bytes(array, from, to, true);
        return new Focus(path, field, "", raw, content, new Numbers(unit, keyed), new int[] {0});
    }

    private static boolean characters(String text) {
        boolean written = text.codePoints().allMatch(c -> switch (Character.getType(c)) {
            case Character.UNASSIGNED, Character.PRIVATE_USE, Character.SURROGATE -> false;
            case Character.CONTROL -> c == '\t' || c == '\n' || c == '\r';
            default -> true;
        });
        return written
                && text.codePoints()
                                .mapToObj(Character.UnicodeScript::of)
                                .filter(script -> script != Character.UnicodeScript.COMMON
                                        && script != Character.UnicodeScript.INHERITED)
                                .distinct()
                                .count()
                        <= MOST_SCRIPTS;
    }

    /** What one number stands for. */
    private enum Unit {
        BYTES,
        UTF_16,
        CODE_POINTS;

        IntStream of(byte[] utf8) {
            return switch (this) {
                case BYTES -> IntStream.range(0, utf8.length).map(i -> utf8[i] & 0xff);
                case UTF_16 -> new String(utf8, StandardCharsets.UTF_8).chars();
                case CODE_POINTS -> new String(utf8, StandardCharsets.UTF_8).codePoints();
            };
        }
    }

    /** @param keyed whether every number stands behind its index */
    private record Numbers(Unit unit, boolean keyed) implements Wrapping {

        @Override
        public List<Patch> lift(Focus focus, List<Patch> patches) {
            int[] codes = unit.of(Patch.apply(focus.content(), patches)).toArray();
            String numbers = IntStream.range(0, codes.length)
                    .mapToObj(i -> (keyed ? "\"" + i + "\":" : "") + codes[i])
                    .collect(Collectors.joining(","));
            return List.of(
                    new Patch(focus.raw().from(), focus.raw().to(), numbers.getBytes(StandardCharsets.US_ASCII)));
        }
    }
}
