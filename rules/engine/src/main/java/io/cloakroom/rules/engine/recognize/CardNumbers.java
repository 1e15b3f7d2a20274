package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.recognize.Validator.Verdict;

/** Payment card numbers: ISO/IEC 7812-1 check digit, and the issuer ranges and lengths that the networks publish. */
final class CardNumbers {

    private static final int SHORTEST = 12;
    private static final int LONGEST = 19;

    private CardNumbers() {}

    static Verdict check(String value) {
        int[] digits = Checksums.digits(value);
        if (digits.length < SHORTEST
                || digits.length > LONGEST
                || !Checksums.luhn(digits)
                || Checksums.allSame(digits)) {
            return Verdict.IMPOSSIBLE;
        }
        return isIssued(digits) ? Verdict.PROVEN : Verdict.PLAUSIBLE;
    }

    private static boolean isIssued(int[] digits) {
        int two = digits[0] * 10 + digits[1];
        int four = (two * 10 + digits[2]) * 10 + digits[3];
        int length = digits.length;
        if (digits[0] == 4) {
            return length == 13 || length == 16 || length == 19;
        }
        if (two == 34 || two == 37) {
            return length == 15;
        }
        if (two == 36 || two == 38 || two == 39 || (four >= 3000 && four <= 3059)) {
            return length >= 14;
        }
        boolean sixteen = (two >= 51 && two <= 55) || (four >= 2221 && four <= 2720) || (four >= 2200 && four <= 2204);
        boolean upToNineteen = (four >= 3528 && four <= 3589)
                || two == 62
                || four == 6011
                || two == 64
                || two == 65
                || two == 81
                || two == 60
                || two == 35;
        boolean maestro = two == 50 || (two >= 56 && two <= 58) || two == 63 || two == 67 || two == 68;
        return (sixteen && length == 16) || (upToNineteen && length >= 16) || maestro;
    }
}
