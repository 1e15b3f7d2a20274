package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.recognize.Validator.Verdict;
import java.util.Locale;
import java.util.Set;

/** Tells what can be the value that a label announces from the words and figures of prose that may follow a label too. */
final class LabelledValues {

    private static final int FEWEST_DIGITS = 5;
    private static final int MOST_DIGITS = 20;
    private static final Set<String> WORDS = Set.of(
            "string",
            "null",
            "none",
            "field",
            "and",
            "the",
            "must",
            "varchar",
            "text",
            "true",
            "false",
            "input",
            "required",
            "admin",
            "root",
            "undefined",
            "not",
            "cannot",
            "should",
            "will",
            "can",
            "with",
            "already",
            "email");

    private static final Set<String> CURRENCIES = Set.of(
            "EUR", "USD", "GBP", "CHF", "JPY", "KRW", "CNY", "TWD", "INR", "BRL", "AUD", "CAD", "RUB", "TRY", "PLN");

    private LabelledValues() {}

    /** Enough digits, and neither a year nor a date nor an amount of money. */
    static Verdict number(String value) {
        int[] digits = Checksums.digits(value);
        boolean count = digits.length >= FEWEST_DIGITS && digits.length <= MOST_DIGITS;
        return count && !isDate(value) && !isAmount(value) ? Verdict.PLAUSIBLE : Verdict.IMPOSSIBLE;
    }

    private static boolean isDate(String value) {
        boolean separated = value.indexOf('-') > 0 || value.indexOf('/') > 0 || value.indexOf('.') > 0;
        int[] digits = Checksums.digits(value);
        return separated
                && !isSerialOfYear(value)
                && (digits.length == 8 || digits.length == 6)
                && value.chars().noneMatch(Character::isLetter)
                && (value.startsWith("19")
                        || value.startsWith("20")
                        || value.contains("/")
                        || value.contains(".19")
                        || value.contains(".20"));
    }

    /** {@code 4417/2025}: more than the months of a year before the year. */
    private static boolean isSerialOfYear(String value) {
        int slash = value.indexOf('/');
        return slash >= 3 && slash == value.lastIndexOf('/') && value.length() == slash + 5;
    }

    /** A currency behind the number, or a decimal point with two digits behind it. */
    private static boolean isAmount(String value) {
        int point = Math.max(value.lastIndexOf('.'), value.lastIndexOf(','));
        return (value.length() > 3 && CURRENCIES.contains(value.substring(value.length() - 3)))
                || (point == value.length() - 3
                        && value.indexOf('.') == point
                        && value.chars().noneMatch(c -> c == '-' || c == '/' || Character.isLetter(c)));
    }

    /** Letters and digits of a licence plate, some of both; no amount of money. */
    static Verdict licensePlate(String value) {
        boolean letter = value.chars().anyMatch(Character::isLetter);
        return letter && !isAmount(value) ? plate(value) : Verdict.IMPOSSIBLE;
    }

    /** Letters and digits of a plate or postal code: at least one digit. */
    static Verdict plate(String value) {
        boolean digit = value.chars().anyMatch(c -> c >= '0' && c <= '9');
        return digit && value.length() >= 3 ? Verdict.PLAUSIBLE : Verdict.IMPOSSIBLE;
    }

    /** A name to log in with: no word of prose or code. */
    static Verdict handle(String value) {
        return WORDS.contains(value.toLowerCase(Locale.ROOT)) ? Verdict.IMPOSSIBLE : Verdict.PLAUSIBLE;
    }
}
