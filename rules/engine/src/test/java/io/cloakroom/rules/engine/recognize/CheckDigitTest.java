package io.cloakroom.rules.engine.recognize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CheckDigitTest {

    static List<Arguments> numbers() {
        CheckDigit divisible =
                check(weights(10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19), 89, null, 0, null, false, 79, List.of());
        CheckDigit letter =
                check(weights(8, 7, 6, 5, 4, 3, 2), 23, "WABCDEFGHIJKLMNOPQRSTUV", 0, null, false, 0, List.of());
        CheckDigit fromTheEnd =
                check(weights(3, 2, 7, 6, 5, 4, 3, 2), 11, "0K987654321", -9, null, false, 0, List.of());
        CheckDigit inFront = check(weights(3, 7, 9, 0, 5, 8, 4, 2, 1, 6), 11, "0123456789-", 0, 3, false, 0, List.of());
        CheckDigit crossSum = check(weights(2, 1, 2, 1, 2, 1, 2), 10, "0987654321", 1, null, true, 0, List.of());
        CheckDigit twice = check(
                weights(1, 2, 3, 4, 5, 6, 7, 8, 9, 1),
                11,
                "0123456789-",
                0,
                null,
                false,
                0,
                weights(3, 4, 5, 6, 7, 8, 9, 1, 2, 3));
        return List.of(
                Arguments.of("an Australian business number, grouped", divisible, "51 824 753 556", true),
                Arguments.of("one digit off", divisible, "51 824 753 557", false),
                Arguments.of("an Irish number, small letter", letter, "6433435f", true),
                Arguments.of("its neighbour", letter, "6433435E", false),
                Arguments.of("a Chilean number", fromTheEnd, "12.345.678-5", true),
                Arguments.of("letters in front do not matter", fromTheEnd, "CL12345678-5", true),
                Arguments.of("too short", fromTheEnd, "345678-5", false),
                Arguments.of("an Austrian number, checked in fourth place", inFront, "1237010180", true),
                Arguments.of("a Spanish firm", crossSum, "A58818501", true),
                Arguments.of("an Estonian number", twice, "36805254218", true),
                Arguments.of("an Estonian number of the second weights", twice, "38001080079", true),
                Arguments.of("no digits at all", divisible, "-", false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("numbers")
    void tellsWhetherTheCheckCharacterIsRight(String what, CheckDigit check, String value, boolean holds) {
        assertThat(check.holds(value)).isEqualTo(holds);
    }

    @Test
    void refusesWhatCannotBeACheck() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(List.of(), 11, null, 0, null, false, 0, List.of()))
                .withMessageContaining("weights");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(weights(1, 2), 11, "0123", 0, null, false, 0, List.of()))
                .withMessageContaining("each of 11 remainders, not 4");
    }

    private static List<Integer> weights(int... weights) {
        return IntStream.of(weights).boxed().toList();
    }

    private static CheckDigit check(
            List<Integer> weights,
            int modulus,
            @Nullable String remainders,
            int from,
            @Nullable Integer at,
            boolean crossSum,
            int plus,
            List<Integer> otherwise) {
        return new CheckDigit(
                weights,
                modulus,
                remainders,
                from,
                at,
                "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                crossSum,
                plus,
                otherwise);
    }
}
