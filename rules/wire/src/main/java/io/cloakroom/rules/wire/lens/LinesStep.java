package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Payload;
import java.util.List;

/**
 * Lines between LF or CR LF, or SignalR's records between U+001E, counted from 0, without their ends; after the last end comes one more,
 * often empty.
 */
final class LinesStep implements Step {

    private final String kind;
    private final char separator;
    private final PlainEscapes escapes;
    private final List<String> numbers;

    private LinesStep(String kind, char separator, PlainEscapes escapes, List<String> numbers) {
        for (String number : numbers) {
            if (!number.matches("\\*|0|[1-9][0-9]*")) {
                throw new IllegalArgumentException(kind + ":" + number + " names no line; write " + kind
                        + ":* for all, or a number from 0, as " + kind + ":0");
            }
        }
        this.kind = kind;
        this.separator = separator;
        this.escapes = escapes;
        this.numbers = numbers;
    }

    /** @throws IllegalArgumentException for what is neither a number nor {@code *} */
    static LinesStep of(List<String> numbers) {
        return new LinesStep("lines", '\n', PlainEscapes.LINE, numbers);
    }

    /** @throws IllegalArgumentException for what is neither a number nor {@code *} */
    static LinesStep records(List<String> numbers) {
        return new LinesStep("signalr", '\u001e', PlainEscapes.RECORD, numbers);
    }

    @Override
    public List<Focus> focus(Bytes source, Payload payload) throws LensException {
        Foci foci = new Foci();
        int at = source.from();
        for (int number = 0; at <= source.to(); number++) {
            int feed = source.indexOf(separator, at);
            int end = separator == '\n' && feed > at && source.array()[feed - 1] == '\r' ? feed - 1 : feed;
            int[] selectors = Names.selectors(numbers, Integer.toString(number));
            if (selectors.length > 0) {
                foci.add(Focus.of(kind + ":" + number, "", source.sub(at, end), escapes, selectors));
            }
            at = feed + 1;
        }
        return foci.all();
    }
}
