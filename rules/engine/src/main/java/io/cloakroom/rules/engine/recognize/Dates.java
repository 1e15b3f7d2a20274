package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.recognize.Validator.Verdict;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;

/** Dates written in figures. */
final class Dates {

    private static final int OLDEST_BIRTH = 1900;

    private Dates() {}

    static boolean exists(int year, int month, int day) {
        return month >= 1
                && month <= 12
                && day >= 1
                && year >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth();
    }

    static boolean isFuture(int year) {
        return year > Year.now(ZoneOffset.UTC).getValue();
    }

    /** A date of three numbers in any usual order; other forms (with month names) are plausible. */
    static Verdict check(String value) {
        int[] n = numbers(value);
        return n.length != 3 || read(n) > 0 ? Verdict.PLAUSIBLE : Verdict.IMPOSSIBLE;
    }

    /** The same, of a year in which somebody alive may have been born. */
    static Verdict checkBirth(String value) {
        int[] n = numbers(value);
        if (n.length != 3) {
            return Verdict.PLAUSIBLE;
        }
        int year = read(n);
        return year >= OLDEST_BIRTH && !isFuture(year) ? Verdict.PLAUSIBLE : Verdict.IMPOSSIBLE;
    }

    /** The year of a date given as year-month-day, day-month-year or month-day-year; 0 when it does not exist. */
    private static int read(int[] n) {
        if (n[0] > 31) {
            return exists(year(n[0]), n[1], n[2]) ? year(n[0]) : 0;
        }
        int year = year(n[2]);
        return exists(year, n[1], n[0]) || exists(year, n[0], n[1]) ? year : 0;
    }

    private static int year(int written) {
        if (written >= 100) {
            return written;
        }
        return isFuture(2000 + written) ? 1900 + written : 2000 + written;
    }

    private static int[] numbers(String value) {
        int[] numbers = new int[value.length()];
        int count = 0;
        boolean inside = false;
        for (int i = 0; i < value.length(); i++) {
            int digit = Character.digit(value.charAt(i), 10);
            if (digit < 0) {
                inside = false;
            } else if (inside) {
                numbers[count - 1] = Math.min(numbers[count - 1], 9999) * 10 + digit;
            } else {
                numbers[count++] = digit;
                inside = true;
            }
        }
        return Arrays.copyOf(numbers, count);
    }
}
