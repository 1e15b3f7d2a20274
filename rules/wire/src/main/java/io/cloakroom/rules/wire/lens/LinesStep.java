package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.wire.Payload;
import java.util.ArrayList;
import java.util.List;

/** Lines between LF or CR LF, counted from 0, without their ends; after the last line break comes one more, often empty. */
final class LinesStep implements Step {

    private final List<String> numbers;

    private LinesStep(List<String> numbers) {
        this.numbers = numbers;
    }

    /** @throws IllegalArgumentException for what is neither a number nor {@code *} */
    static LinesStep of(List<String> numbers) {
        for (String number : numbers) {
            if (!number.matches("\\*|0|[1-9][0-9]*")) {
                throw new IllegalArgumentException(
                        "lines:" + number + " names no line; write lines:* for all, or a number from 0, as lines:0");
            }
        }
        return new LinesStep(numbers);
    }

    @Override
    public List<Focus> focus(Bytes source, Payload payload) {
        List<Focus> foci = new ArrayList<>();
        int at = source.from();
        for (int number = 0; at <= source.to(); number++) {
            int feed = source.indexOf('\n', at);
            int end = feed > at && source.array()[feed - 1] == '\r' ? feed - 1 : feed;
            int[] selectors = Names.selectors(numbers, Integer.toString(number));
            if (selectors.length > 0) {
                foci.add(Focus.of("lines:" + number, "", source.sub(at, end), PlainEscapes.LINE, selectors));
            }
            at = feed + 1;
        }
        return foci;
    }
}
