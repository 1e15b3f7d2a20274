package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.recognize.Validator.Verdict;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** National numbers of European countries. */
final class EuropeanIds {

    private static final Set<String> NINO_UNUSED = Set.of("BG", "GB", "KN", "NK", "NT", "TN", "ZZ");
    private static final int[] CF_ODD = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };

    private EuropeanIds() {}

    /** German tax id: eleven digits, not starting with 0, ISO 7064 mod 11,10, a digit twice or thrice (BZSt). */
    static Verdict deTaxId(String value) {
        int[] d = Checksums.digits(value);
        if (d.length != 11 || d[0] == 0 || !Checksums.mod1110(d)) {
            return Verdict.IMPOSSIBLE;
        }
        int[] counts = new int[10];
        for (int i = 0; i < 10; i++) {
            counts[d[i]]++;
        }
        long unused = Arrays.stream(counts).filter(c -> c == 0).count();
        return Verdict.provenIf(unused == 1 || unused == 2);
    }

    /** Spanish DNI and NIE: the letter is the number modulo 23 (Ministerio del Interior). */
    static Verdict esDni(String value) {
        String id = Checksums.compact(value);
        if (id.length() != 9) {
            return Verdict.IMPOSSIBLE;
        }
        int series = "XYZ".indexOf(id.charAt(0));
        String number = (series >= 0 ? String.valueOf(series) + id.substring(1, 8) : id.substring(0, 8));
        if (!number.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Verdict.IMPOSSIBLE;
        }
        return Verdict.provenIf("TRWAGMYFPDXBNJZSQVHLCKE".charAt(Integer.parseInt(number) % 23) == id.charAt(8));
    }

    /** French NIR: thirteen digits (2A and 2B for Corsica) and a key, 97 minus the number modulo 97 (INSEE). */
    static Verdict frNir(String value) {
        String id = Checksums.compact(value);
        if (id.length() != 15) {
            return Verdict.IMPOSSIBLE;
        }
        // For Corsica the department 2A counts as 19 and 2B as 18.
        String number = id.substring(0, 13).replace("2A", "19").replace("2B", "18");
        String key = id.substring(13);
        if (!(number + key).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Verdict.IMPOSSIBLE;
        }
        return Verdict.provenIf(97 - Long.parseLong(number) % 97 == Integer.parseInt(key));
    }

    /** NHS number: weights 10 to 2, mod 11 (NHS Data Dictionary). */
    static Verdict gbNhs(String value) {
        int[] d = Checksums.digits(value);
        if (d.length != 10 || Checksums.allSame(d)) {
            return Verdict.IMPOSSIBLE;
        }
        int check = 11 - Checksums.weighted(d, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return Verdict.provenIf((check == 11 ? 0 : check) == d[9]);
    }

    /** National Insurance number: prefixes that are never issued (HMRC, NIM39110). */
    static Verdict gbNino(String value) {
        String id = Checksums.compact(value);
        boolean possible = id.length() >= 2 && !NINO_UNUSED.contains(id.substring(0, 2));
        return possible ? Verdict.PLAUSIBLE : Verdict.IMPOSSIBLE;
    }

    /** Codice fiscale: the sixteenth character checks the others (DM 23 December 1976). */
    static Verdict itCodiceFiscale(String value) {
        String id = Checksums.compact(value);
        if (id.length() != 16) {
            return Verdict.IMPOSSIBLE;
        }
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            char c = id.charAt(i);
            int ordinal = c <= '9' ? c - '0' : c - 'A';
            sum += i % 2 == 0 ? CF_ODD[ordinal] : ordinal;
        }
        return Verdict.provenIf('A' + sum % 26 == id.charAt(15));
    }

    /** Burgerservicenummer: weights 9 to 2 and -1, divisible by 11. */
    static Verdict nlBsn(String value) {
        int[] d = Checksums.digits(value);
        return Verdict.provenIf(
                d.length == 9 && !Checksums.allSame(d) && Checksums.weighted(d, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0);
    }

    /** PESEL: date of birth with the century in the month, weights 1 3 7 9. */
    static Verdict plPesel(String value) {
        int[] d = Checksums.digits(value);
        if (d.length != 11) {
            return Verdict.IMPOSSIBLE;
        }
        int month = d[2] * 10 + d[3];
        int century = switch (month / 20) {
            case 0 -> 1900;
            case 1 -> 2000;
            case 2 -> 2100;
            case 3 -> 2200;
            default -> 1800;
        };
        return Verdict.provenIf(Dates.exists(century + d[0] * 10 + d[1], month % 20, d[4] * 10 + d[5])
                && Checksums.weighted(d, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) % 10 == 0);
    }

    /** Swedish personal identity number: date, then Luhn over the last ten digits (SKV 704); coordination numbers add 60 to the day. */
    static Verdict sePersonnummer(String value) {
        int[] d = Checksums.digits(value);
        if (d.length != 10 && d.length != 12) {
            return Verdict.IMPOSSIBLE;
        }
        int[] last = Arrays.copyOfRange(d, d.length - 10, d.length);
        int day = last[4] * 10 + last[5];
        int leapYear = 2000;
        return Verdict.provenIf(
                Dates.exists(leapYear, last[2] * 10 + last[3], day > 60 ? day - 60 : day) && Checksums.luhn(last));
    }

    /** Finnish henkilötunnus: date, sign of the century, number modulo 31 (DVV). */
    static Verdict fiHetu(String value) {
        String id = value.toUpperCase(Locale.ROOT);
        int[] d = Checksums.digits(id.substring(0, Math.min(id.length(), 10)));
        if (id.length() != 11 || d.length != 9) {
            return Verdict.IMPOSSIBLE;
        }
        int number = 0;
        for (int digit : d) {
            number = number * 10 + digit;
        }
        return Verdict.provenIf(Dates.exists(2000, d[2] * 10 + d[3], d[0] * 10 + d[1])
                && "0123456789ABCDEFHJKLMNPRSTUVWXY".charAt(number % 31) == id.charAt(10));
    }

    /** German pension insurance number: the letter counts as two digits (VKVV § 2). */
    static Verdict deRvnr(String value) {
        return letterAsDigits(value, 8, new int[] {2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1});
    }

    /** German health insurance number, its ten unchanging characters: the letter counts as two digits (SGB V § 290). */
    static Verdict deKvnr(String value) {
        return letterAsDigits(value, 0, new int[] {1, 2, 1, 2, 1, 2, 1, 2, 1, 2});
    }

    /** Whether the sum of the digits of all products, modulo 10, is the last digit. */
    private static Verdict letterAsDigits(String value, int letterAt, int[] weights) {
        String id = Checksums.compact(value);
        if (id.length() != weights.length || id.charAt(letterAt) < 'A') {
            return Verdict.IMPOSSIBLE;
        }
        int ordinal = id.charAt(letterAt) - 'A' + 1;
        int[] d =
                Checksums.digits(id.substring(0, letterAt) + ordinal / 10 + ordinal % 10 + id.substring(letterAt + 1));
        if (d.length != weights.length + 1) {
            return Verdict.IMPOSSIBLE;
        }
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            int product = d[i] * weights[i];
            sum += product / 10 + product % 10;
        }
        return Verdict.provenIf(sum % 10 == d[weights.length]);
    }
}
