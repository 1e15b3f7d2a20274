package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.recognize.Validator.Verdict;
import java.util.Locale;

/** Numbers of vehicles. */
final class Vehicles {

    private static final int[] WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};

    private Vehicles() {}

    /** Vehicle identification number, ISO 3779. The check digit (49 CFR 565.15) proves it; only North America and China ask for it. */
    static Verdict vin(String value) {
        String vin = value.toUpperCase(Locale.ROOT);
        if (vin.length() != WEIGHTS.length) {
            return Verdict.IMPOSSIBLE;
        }
        int sum = 0;
        boolean digit = false;
        boolean letter = false;
        for (int i = 0; i < vin.length(); i++) {
            char c = vin.charAt(i);
            boolean isDigit = c >= '0' && c <= '9';
            digit |= isDigit;
            letter |= !isDigit;
            sum += WEIGHTS[i] * (isDigit ? c - '0' : transliterate(c));
        }
        int remainder = sum % 11;
        boolean proven = vin.charAt(8) == (remainder == 10 ? 'X' : (char) ('0' + remainder));
        return !digit || !letter ? Verdict.IMPOSSIBLE : proven ? Verdict.PROVEN : Verdict.PLAUSIBLE;
    }

    private static int transliterate(char letter) {
        return switch (letter) {
            case 'A', 'J' -> 1;
            case 'B', 'K', 'S' -> 2;
            case 'C', 'L', 'T' -> 3;
            case 'D', 'M', 'U' -> 4;
            case 'E', 'N', 'V' -> 5;
            case 'F', 'W' -> 6;
            case 'G', 'P', 'X' -> 7;
            case 'H', 'Y' -> 8;
            default -> 9;
        };
    }
}
