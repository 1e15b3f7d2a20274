package io.cloakroom.rules.store;

import io.cloakroom.rules.engine.EntityType;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Decides when two spellings are the same value, and so get the same placeholder. */
final class NormalizedValue {
    private static final Pattern WHITESPACE = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern NOT_DIGIT = Pattern.compile("\\P{Nd}+");
    private static final Pattern NOT_ALPHANUMERIC = Pattern.compile("[^\\p{L}\\p{Nd}]+");

    private static final int MOST_ROUNDS = 4;

    private NormalizedValue() {}

    /**
     * What is compared:
     *
     * <ul>
     *   <li>numbers that people group as they like (phone, card): the digits alone;
     *   <li>identifiers with letters (IBAN, passport, …): letters and digits, case folded;
     *   <li>words (names, e-mail and postal addresses, dates, …): case folded, runs of white space as one space;
     *   <li>secrets and whatever is case-sensitive: every character, only white space around it dropped.
     * </ul>
     *
     * Digits of any script count as digits. A value that would become empty is compared as words. Removing characters can bring others
     * together that compose or fold anew (Hangul jamo, a sigma that becomes final), so this goes on until nothing changes.
     */
    static String of(EntityType type, String original) {
        String before = original;
        String reduced = reduce(type, original);
        for (int round = 0; round < MOST_ROUNDS && !reduced.equals(before); round++) {
            before = reduced;
            reduced = reduce(type, reduced);
        }
        return reduced;
    }

    private static String reduce(EntityType type, String original) {
        String composed = Normalizer.normalize(original, Normalizer.Form.NFC).strip();
        String reduced = switch (type) {
            case PHONE, CREDIT_CARD -> asciiDigits(NOT_DIGIT.matcher(composed).replaceAll(""));
            case IBAN, ID_NUMBER, PASSPORT, DRIVER_LICENSE, BANK_ACCOUNT, VEHICLE, DEVICE_ID, MAC, POSTAL_CODE ->
                asciiDigits(NOT_ALPHANUMERIC.matcher(fold(composed)).replaceAll(""));
            case PERSON,
                    EMAIL,
                    ADDRESS,
                    LOCATION,
                    ORGANIZATION,
                    DATE_OF_BIRTH,
                    DATE,
                    AGE,
                    IP_ADDRESS,
                    MEDICAL,
                    COORDINATES,
                    NRP -> words(composed);
            case URL, USERNAME, PASSWORD, SECRET, CRYPTO_ADDRESS, CUSTOM -> composed;
        };
        return reduced.isEmpty() ? words(composed) : reduced;
    }

    private static String words(String text) {
        return fold(WHITESPACE.matcher(text).replaceAll(" ").strip());
    }

    /** Through upper case, so that {@code ẞ}, {@code ß} and {@code ss} or the two lower-case sigmas meet. */
    private static String fold(String text) {
        String folded = text.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    private static String asciiDigits(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int digit = Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER ? Character.digit(c, 10) : -1;
            out.appendCodePoint(digit < 0 ? c : '0' + digit);
        });
        return out.toString();
    }
}
