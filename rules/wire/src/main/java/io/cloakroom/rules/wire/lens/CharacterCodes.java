package io.cloakroom.rules.wire.lens;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An array of JSON whose numbers are the bytes of a text, as {@code JSON.stringify} writes a buffer. */
final class CharacterCodes implements Wrapping {

    private static final CharacterCodes WRAPPING = new CharacterCodes();

    /** Fewer numbers are a colour, a date or a size. */
    private static final int FEWEST = 16;

    private static final int DIGITS_OF_A_BYTE = 3;

    private final ByteArrayOutputStream codes = new ByteArrayOutputStream();
    private int from;
    private int to;

    /** Takes the next number; false when it is none of a byte. */
    boolean add(Bytes number) {
        int code = 0;
        for (int at = number.from(); at < number.to(); at++) {
            byte digit = number.array()[at];
            if (digit < '0' || digit > '9' || number.length() > DIGITS_OF_A_BYTE) {
                return false;
            }
            code = code * 10 + digit - '0';
        }
        from = codes.size() == 0 ? number.from() : from;
        to = number.to();
        codes.write(code);
        return code <= 0xff;
    }

    /** The text the numbers are, or null when they are none. */
    @Nullable
    Focus focus(String path, String field, byte[] array) {
        Bytes content = Bytes.of(codes.toByteArray());
        return content.length() >= FEWEST && Utf8.isText(content)
                ? new Focus(path, field, "", new Bytes(array, from, to, true), content, WRAPPING, new int[] {0})
                : null;
    }

    @Override
    public List<Patch> lift(Focus focus, List<Patch> patches) {
        byte[] text = Patch.apply(focus.content(), patches);
        String numbers = IntStream.range(0, text.length)
                .mapToObj(i -> Integer.toString(text[i] & 0xff))
                .collect(Collectors.joining(","));
        return List.of(new Patch(focus.raw().from(), focus.raw().to(), numbers.getBytes(StandardCharsets.US_ASCII)));
    }
}
