package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.recognize.Validator.Verdict;

/** Numbers issued in the United States. */
final class UsNumbers {

    private UsNumbers() {}

    /** Social Security: no area 000, 666 or 900 and up, no group 00, no serial 0000 (SSA, RM 10201.035). */
    static Verdict ssn(String value) {
        int[] d = Checksums.digits(value);
        if (d.length != 9) {
            return Verdict.IMPOSSIBLE;
        }
        int area = d[0] * 100 + d[1] * 10 + d[2];
        boolean issued = area != 0
                && area != 666
                && area < 900
                && d[3] + d[4] > 0
                && d[5] + d[6] + d[7] + d[8] > 0
                && !Checksums.allSame(d);
        return issued ? Verdict.PLAUSIBLE : Verdict.IMPOSSIBLE;
    }

    /** Individual Taxpayer Identification: 9xx, group 50-65, 70-88, 90-92 or 94-99 (IRS, Publication 1915). */
    static Verdict itin(String value) {
        int[] d = Checksums.digits(value);
        if (d.length != 9 || d[0] != 9) {
            return Verdict.IMPOSSIBLE;
        }
        int group = d[3] * 10 + d[4];
        boolean assigned = group >= 50
                && group <= 99
                && group != 66
                && group != 67
                && group != 68
                && group != 69
                && group != 89
                && group != 93;
        return assigned ? Verdict.PLAUSIBLE : Verdict.IMPOSSIBLE;
    }

    /** ABA routing: weights 3 7 1, and a Federal Reserve prefix 00-12, 21-32, 61-72 or 80. */
    static Verdict abaRouting(String value) {
        int[] d = Checksums.digits(value);
        if (d.length != 9 || Checksums.weighted(d, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 != 0) {
            return Verdict.IMPOSSIBLE;
        }
        int prefix = d[0] * 10 + d[1];
        return Verdict.provenIf(!Checksums.allSame(d)
                && (prefix <= 12 || (prefix >= 21 && prefix <= 32) || (prefix >= 61 && prefix <= 72) || prefix == 80));
    }

    /** National Provider Identifier: Luhn over 80840 and the number (CMS). */
    static Verdict npi(String value) {
        int[] d = Checksums.digits(value);
        return Verdict.provenIf(d.length == 10 && Checksums.luhn(Checksums.digits("80840" + value)));
    }
}
