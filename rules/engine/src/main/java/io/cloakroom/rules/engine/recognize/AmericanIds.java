package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.recognize.Validator.Verdict;

/** National numbers of Brazil and Canada. */
final class AmericanIds {

    private AmericanIds() {}

    /** CPF: two check digits modulo 11 (Receita Federal). */
    static Verdict brCpf(String value) {
        int[] d = Checksums.digits(value);
        return Verdict.provenIf(d.length == 11
                && !Checksums.allSame(d)
                && checkDigit(Checksums.weighted(d, 10, 9, 8, 7, 6, 5, 4, 3, 2)) == d[9]
                && checkDigit(Checksums.weighted(d, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)) == d[10]);
    }

    /** CNPJ: two check digits modulo 11 (Receita Federal). */
    static Verdict brCnpj(String value) {
        int[] d = Checksums.digits(value);
        return Verdict.provenIf(d.length == 14
                && !Checksums.allSame(d)
                && checkDigit(Checksums.weighted(d, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) == d[12]
                && checkDigit(Checksums.weighted(d, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) == d[13]);
    }

    private static int checkDigit(int sum) {
        int remainder = sum % 11;
        return remainder < 2 ? 0 : 11 - remainder;
    }

    /** Canadian social insurance number: Luhn, not starting with 8. */
    static Verdict caSin(String value) {
        int[] d = Checksums.digits(value);
        return Verdict.provenIf(d.length == 9 && d[0] != 8 && Checksums.luhn(d) && !Checksums.allSame(d));
    }
}
