package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.recognize.Validator.Verdict;
import java.util.Locale;

/** National numbers of Korea, China, India, Japan, Singapore, Taiwan and Australia. */
final class AsiaPacificIds {

    private static final int FIRST_YEAR_WITHOUT_CHECK_DIGIT = 2020;

    /** Letters of the places of registration; their numbers are 10 and up. */
    private static final String TW_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO";

    private AsiaPacificIds() {}

    /**
     * Korean resident registration number: birth date, then a digit for sex and century, then six digits of which the last was a
     * check digit until numbers issued from October 2020 on.
     */
    static Verdict krRrn(String value) {
        int[] d = Checksums.digits(value);
        if (d.length != 13) {
            return Verdict.IMPOSSIBLE;
        }
        int century = switch (d[6]) {
            case 9, 0 -> 1800;
            case 1, 2, 5, 6 -> 1900;
            default -> 2000;
        };
        int year = century + d[0] * 10 + d[1];
        if (!Dates.exists(year, d[2] * 10 + d[3], d[4] * 10 + d[5]) || Dates.isFuture(year)) {
            return Verdict.IMPOSSIBLE;
        }
        int sum = Checksums.weighted(d, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5);
        boolean foreigner = d[6] >= 5 && d[6] <= 8;
        int check = (11 - sum % 11 + (foreigner ? 2 : 0)) % 10;
        return check == d[12] && year < FIRST_YEAR_WITHOUT_CHECK_DIGIT ? Verdict.PROVEN : Verdict.PLAUSIBLE;
    }

    /** Korean business registration number (National Tax Service). */
    static Verdict krBrn(String value) {
        int[] d = Checksums.digits(value);
        if (d.length != 10) {
            return Verdict.IMPOSSIBLE;
        }
        int sum = Checksums.weighted(d, 1, 3, 7, 1, 3, 7, 1, 3, 5) + d[8] * 5 / 10;
        return Verdict.provenIf((10 - sum % 10) % 10 == d[9]);
    }

    /** Chinese resident identity card, GB 11643-1999: date of birth and ISO 7064 mod 11-2. */
    static Verdict cnResidentId(String value) {
        String id = value.toUpperCase(Locale.ROOT);
        if (id.length() != 18) {
            return Verdict.IMPOSSIBLE;
        }
        int[] d = Checksums.digits(id.substring(0, 17));
        if (d.length != 17 || !bornOn(id.substring(6, 14))) {
            return Verdict.IMPOSSIBLE;
        }
        int sum = Checksums.weighted(d, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);
        return Verdict.provenIf("10X98765432".charAt(sum % 11) == id.charAt(17));
    }

    private static boolean bornOn(String yyyymmdd) {
        int year = Integer.parseInt(yyyymmdd.substring(0, 4));
        return year >= 1850
                && !Dates.isFuture(year)
                && Dates.exists(
                        year, Integer.parseInt(yyyymmdd.substring(4, 6)), Integer.parseInt(yyyymmdd.substring(6)));
    }

    /** Aadhaar: twelve digits, the first not 0 or 1, Verhoeff (UIDAI). */
    static Verdict inAadhaar(String value) {
        int[] d = Checksums.digits(value);
        return Verdict.provenIf(d.length == 12 && d[0] > 1 && Checksums.verhoeff(d) && !Checksums.allSame(d));
    }

    /** Japanese individual number (ordinance on the My Number Act, article 5). */
    static Verdict jpMyNumber(String value) {
        int[] d = Checksums.digits(value);
        if (d.length != 12 || Checksums.allSame(d)) {
            return Verdict.IMPOSSIBLE;
        }
        int remainder = Checksums.weighted(d, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11;
        return Verdict.provenIf((remainder <= 1 ? 0 : 11 - remainder) == d[11]);
    }

    /** Singapore NRIC and FIN, series S, T, F, G and M. */
    static Verdict sgNric(String value) {
        String id = value.toUpperCase(Locale.ROOT);
        int[] d = Checksums.digits(id);
        if (d.length != 7 || id.length() != 9) {
            return Verdict.IMPOSSIBLE;
        }
        char series = id.charAt(0);
        int sum = Checksums.weighted(d, 2, 7, 6, 5, 4, 3, 2)
                + (series == 'T' || series == 'G' ? 4 : series == 'M' ? 3 : 0);
        String letters = switch (series) {
            case 'S', 'T' -> "JZIHGFEDCBA";
            case 'F', 'G' -> "XWUTRQPNMLK";
            case 'M' -> "XWUTRQPNJLK";
            default -> "";
        };
        return Verdict.provenIf(!letters.isEmpty() && letters.charAt(sum % 11) == id.charAt(8));
    }

    /**
     * Taiwanese national identity card and number of foreign residents: the letter counts as two digits; the second letter of
     * numbers issued to foreigners before 2021 as its last one.
     */
    static Verdict twId(String value) {
        String id = value.toUpperCase(Locale.ROOT);
        if (id.length() != 10) {
            return Verdict.IMPOSSIBLE;
        }
        int second = TW_LETTERS.indexOf(id.charAt(1));
        int[] d = Checksums.digits(second < 0 ? id : "" + second % 10 + id.substring(2));
        int letter = TW_LETTERS.indexOf(id.charAt(0)) + 10;
        if (d.length != 9 || letter < 10) {
            return Verdict.IMPOSSIBLE;
        }
        int sum = letter / 10 + letter % 10 * 9 + Checksums.weighted(d, 8, 7, 6, 5, 4, 3, 2, 1, 1);
        return Verdict.provenIf(sum % 10 == 0);
    }

    /** Australian tax file number: weights, divisible by 11 (ATO). */
    static Verdict auTfn(String value) {
        int[] d = Checksums.digits(value);
        return Verdict.provenIf(
                d.length == 9 && !Checksums.allSame(d) && Checksums.weighted(d, 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0);
    }

    /** Australian Medicare card: first digit 2 to 6, ninth digit checks the first eight. */
    static Verdict auMedicare(String value) {
        int[] d = Checksums.digits(value);
        return Verdict.provenIf((d.length == 10 || d.length == 11)
                && d[0] >= 2
                && d[0] <= 6
                && Checksums.weighted(d, 1, 3, 7, 9, 1, 3, 7, 9) % 10 == d[8]);
    }
}
