package io.cloakroom.rules.engine.recognize;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A check character as data: the letters and digits of a value, from {@code from} on, times {@code weights}, summed; what remains
 * of the sum modulo {@code modulus} says which character {@code at} must be. Most of the world's identity numbers are checked so.
 *
 * @param weights of the characters in turn
 * @param modulus what the sum is divided by, 2 or more
 * @param remainders the check character for each remainder from 0 on, {@code -} where none is issued; when absent, the sum must
 *     leave no remainder
 * @param from the first weighted character, counting letters and digits from 0; from the end when negative
 * @param at the check character, counted likewise; the one behind the weighted ones when absent
 * @param alphabet every character at the place of its worth; digits and then letters (A is 10) when absent
 * @param crossSum whether a product of two digits counts as their sum, as in ISO/IEC 7812-1
 * @param plus what is added to the sum
 * @param otherwise weights to take instead where {@code remainders} has no character; where it has none again, the character is 0
 */
public record CheckDigit(
        List<Integer> weights,
        Integer modulus,
        @Nullable String remainders,
        Integer from,
        @Nullable Integer at,
        String alphabet,
        Boolean crossSum,
        Integer plus,
        List<Integer> otherwise) {

    private static final String DIGITS_AND_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final char NOT_ISSUED = '-';
    private static final int UNREADABLE = -1;

    public CheckDigit {
        weights = weights == null ? List.of() : List.copyOf(weights);
        otherwise = otherwise == null ? List.of() : List.copyOf(otherwise);
        if (weights.isEmpty()) {
            throw new IllegalArgumentException("'weights' is missing");
        }
        if (modulus == null || modulus < 2) {
            throw new IllegalArgumentException("'modulus' is 2 or more, not " + modulus);
        }
        if (remainders != null && remainders.length() != modulus) {
            throw new IllegalArgumentException(
                    "'remainders' has a character for each of " + modulus + " remainders, not " + remainders.length());
        }
        from = Objects.requireNonNullElse(from, 0);
        alphabet = Objects.requireNonNullElse(alphabet, DIGITS_AND_LETTERS);
        crossSum = Objects.requireNonNullElse(crossSum, false);
        plus = Objects.requireNonNullElse(plus, 0);
    }

    /** Whether the check character is right. */
    boolean holds(String value) {
        String id = Checksums.compact(value);
        int remainder = remainder(id, weights);
        if (remainder == UNREADABLE || remainders == null) {
            return remainder == 0;
        }
        char expected = remainders.charAt(remainder);
        if (expected == NOT_ISSUED && !otherwise.isEmpty()) {
            int second = remainder(id, otherwise);
            expected = second == UNREADABLE ? NOT_ISSUED : remainders.charAt(second);
            expected = expected == NOT_ISSUED ? '0' : expected;
        }
        int place = place(id, at == null ? start(id) + weights.size() : at);
        return place >= 0 && place < id.length() && id.charAt(place) == expected;
    }

    private int remainder(String id, List<Integer> by) {
        int start = start(id);
        if (start < 0 || start + by.size() > id.length()) {
            return UNREADABLE;
        }
        int sum = plus;
        for (int i = 0; i < by.size(); i++) {
            int worth = alphabet.indexOf(id.charAt(start + i));
            if (worth < 0 && by.get(i) != 0) {
                return UNREADABLE;
            }
            int product = worth * by.get(i);
            sum += crossSum && product > 9 ? product / 10 + product % 10 : product;
        }
        return Math.floorMod(sum, modulus);
    }

    private int start(String id) {
        return place(id, from);
    }

    private static int place(String id, int index) {
        return index < 0 ? id.length() + index : index;
    }
}
