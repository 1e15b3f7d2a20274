package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.recognize.Validator.Verdict;

/** Tells numbers that can be phone numbers, once a label calls them so, from dates, amounts and fractions. */
final class PhoneShape {

    private static final int FEWEST = 6;

    /** ITU-T E.164: at most fifteen digits, and a prefix that is dialled before them. */
    private static final int MOST = 17;

    private PhoneShape() {}

    static Verdict check(String value) {
        int[] digits = Checksums.digits(value);
        boolean length = digits.length >= FEWEST && digits.length <= MOST && !Checksums.allSame(digits);
        return length && !isDate(value) && !isFraction(value) ? Verdict.PLAUSIBLE : Verdict.IMPOSSIBLE;
    }

    private static boolean isDate(String value) {
        String[] parts = value.replace('/', '-').replace('.', '-').split("-", -1);
        return parts.length == 3
                && parts[1].length() == 2
                && (isYear(parts[0]) && parts[2].length() == 2 || isYear(parts[2]) && parts[0].length() == 2);
    }

    private static boolean isYear(String part) {
        return part.length() == 4 && (part.startsWith("19") || part.startsWith("20"));
    }

    private static boolean isFraction(String value) {
        int dot = value.indexOf('.');
        return dot > 0
                && dot == value.lastIndexOf('.')
                && dot <= 2
                && value.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }
}
