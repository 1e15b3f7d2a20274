package io.cloakroom.rules.engine.recognize;

/** Arithmetic that check digits have in common. Digits come as values 0 to 9. */
final class Checksums {

    private static final int[][] DIHEDRAL = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
        {1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
        {2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
        {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
        {4, 0, 1, 2, 3, 9, 5, 6, 7, 8},
        {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
        {6, 5, 9, 8, 7, 1, 0, 4, 3, 2},
        {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
        {8, 7, 6, 5, 9, 3, 2, 1, 0, 4},
        {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}
    };
    private static final int[] PERMUTATION = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};

    private Checksums() {}

    /** The ASCII digits of a value, in order. */
    static int[] digits(String value) {
        return value.chars().filter(c -> c >= '0' && c <= '9').map(c -> c - '0').toArray();
    }

    /** The ASCII letters, in upper case, and digits of a value, in order. */
    static String compact(String value) {
        StringBuilder compact = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= 'a' && c <= 'z') {
                compact.append((char) (c - 'a' + 'A'));
            } else if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) {
                compact.append(c);
            }
        }
        return compact.toString();
    }

    /** ISO/IEC 7812-1 Annex B. */
    static boolean luhn(int[] digits) {
        int sum = 0;
        for (int i = 0; i < digits.length; i++) {
            int digit = digits[digits.length - 1 - i];
            int doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return digits.length > 1 && sum % 10 == 0;
    }

    /** Sum of digits times weights, as far as the weights go. */
    static int weighted(int[] digits, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += digits[i] * weights[i];
        }
        return sum;
    }

    /** ISO 7064 mod 11,10 over all digits, the last of which is the check digit. */
    static boolean mod1110(int[] digits) {
        if (digits.length < 2) {
            return false;
        }
        int product = 10;
        for (int i = 0; i < digits.length - 1; i++) {
            int sum = (digits[i] + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (11 - product) % 10 == digits[digits.length - 1];
    }

    /** Verhoeff, "Error Detecting Decimal Codes" (1969), as Aadhaar uses it. */
    static boolean verhoeff(int[] digits) {
        int check = 0;
        for (int i = 0; i < digits.length; i++) {
            int digit = digits[digits.length - 1 - i];
            for (int k = 0; k < i % 8; k++) {
                digit = PERMUTATION[digit];
            }
            check = DIHEDRAL[check][digit];
        }
        return check == 0;
    }

    /** Whether all letters and digits of a value are one and the same. */
    static boolean oneCharacter(String value) {
        String id = compact(value);
        return id.chars().distinct().count() <= 1;
    }

    static boolean allSame(int[] digits) {
        for (int digit : digits) {
            if (digit != digits[0]) {
                return false;
            }
        }
        return true;
    }
}
