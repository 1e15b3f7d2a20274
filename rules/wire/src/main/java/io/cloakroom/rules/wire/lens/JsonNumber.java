package io.cloakroom.rules.wire.lens;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A number in JSON as text. Edited so that it is no number any more, it becomes a string. */
final class JsonNumber implements Wrapping {

    static final JsonNumber INSTANCE = new JsonNumber();

    /** Telephone numbers have at least seven digits, and nothing shorter identifies a person by itself. */
    private static final int FEWEST_DIGITS = 7;

    private JsonNumber() {}

    /**
     * Whether a number could be personal data: seven digits or more, and not the time of day in seconds, milliseconds or microseconds
     * since 1970, which requests are full of and which begins with 15 to 19 from 2017 to 2033.
     */
    static boolean telling(Bytes number) {
        int digits = 0;
        int at = number.from();
        while (at < number.to() && number.array()[at] != '.') {
            if (number.array()[at] >= '0' && number.array()[at] <= '9') {
                digits++;
            }
            at++;
        }
        boolean whole = digits == 10 || digits == 13 || digits == 16;
        boolean time = whole && number.array()[number.from()] == '1' && number.array()[number.from() + 1] >= '5';
        return digits >= FEWEST_DIGITS && !time;
    }

    @Override
    public List<Patch> lift(Focus focus, List<Patch> patches) {
        Bytes raw = focus.raw();
        String text = new String(Patch.apply(raw, patches), StandardCharsets.UTF_8);
        boolean number = text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (number) {
            return List.of(new Patch(raw.from(), raw.to(), bytes));
        }
        String string = new String(JsonEscapes.INSTANCE.encode(bytes), StandardCharsets.UTF_8);
        return List.of(new Patch(raw.from(), raw.to(), ('"' + string + '"').getBytes(StandardCharsets.UTF_8)));
    }
}
