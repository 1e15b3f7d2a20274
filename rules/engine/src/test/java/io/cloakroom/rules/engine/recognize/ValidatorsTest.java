package io.cloakroom.rules.engine.recognize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cloakroom.rules.engine.recognize.Validator.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidatorsTest {

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource({
        "payment-card, 4111 1111 1111 1111, PROVEN",
        "payment-card, 378282246310005, PROVEN",
        "payment-card, 36050234196908, PROVEN",
        "payment-card, 2223003122003222, PROVEN",
        "payment-card, 4111 1111 1111 1112, IMPOSSIBLE",
        "payment-card, 0000 0000 0000 0000, IMPOSSIBLE",
        "payment-card, 1234567812345670, PLAUSIBLE",
        "luhn, 79927398713, PROVEN",
        "luhn, 79927398710, IMPOSSIBLE",
        "iban, DE89 3704 0044 0532 0130 00, PROVEN",
        "iban, gb29nwbk60161331926819, PROVEN",
        "iban, NO9386011117947, PROVEN",
        "iban, MT84MALT011000012345MTLCAST001S, PROVEN",
        "iban, DE89 3704 0044 0532 0130 01, IMPOSSIBLE",
        "iban, DE89 3704 0044 0532 0130, IMPOSSIBLE",
        "iban, ZZ89370400440532013000, IMPOSSIBLE",
        "us-ssn, 123-45-6789, PLAUSIBLE",
        "us-ssn, 000-45-6789, IMPOSSIBLE",
        "us-ssn, 666-45-6789, IMPOSSIBLE",
        "us-ssn, 901-45-6789, IMPOSSIBLE",
        "us-ssn, 123-00-6789, IMPOSSIBLE",
        "us-ssn, 123-45-0000, IMPOSSIBLE",
        "us-itin, 911-70-1234, PLAUSIBLE",
        "us-itin, 911-93-1234, IMPOSSIBLE",
        "us-aba-routing, 021000021, PROVEN",
        "us-aba-routing, 021000022, IMPOSSIBLE",
        "us-npi, 1234567893, PROVEN",
        "us-npi, 1234567894, IMPOSSIBLE",
        "kr-rrn, 900101-1234568, PROVEN",
        "kr-rrn, 900101-1234567, PLAUSIBLE",
        "kr-rrn, 210305-3123456, PLAUSIBLE",
        "kr-rrn, 991332-1234567, IMPOSSIBLE",
        "kr-rrn, 990230-1234567, IMPOSSIBLE",
        "kr-brn, 124-81-00998, PROVEN",
        "kr-brn, 124-81-00999, IMPOSSIBLE",
        "cn-resident-id, 11010519491231002X, PROVEN",
        "cn-resident-id, 110105194912310021, IMPOSSIBLE",
        "cn-resident-id, 11010519491331002X, IMPOSSIBLE",
        "in-aadhaar, 2341 2341 2346, PROVEN",
        "in-aadhaar, 2341 2341 2347, IMPOSSIBLE",
        "jp-my-number, 123456789018, PROVEN",
        "jp-my-number, 123456789012, IMPOSSIBLE",
        "sg-nric, S1234567D, PROVEN",
        "sg-nric, T1234567J, PROVEN",
        "sg-nric, F1234567N, PROVEN",
        "sg-nric, M4332674T, PROVEN",
        "sg-nric, S1234567A, IMPOSSIBLE",
        "tw-id, A123456789, PROVEN",
        "tw-id, A123456788, IMPOSSIBLE",
        "tw-id, A800000014, PROVEN",
        "tw-id, A800000015, IMPOSSIBLE",
        "tw-id, AC01234567, PROVEN",
        "au-tfn, 123456782, PROVEN",
        "au-tfn, 123456783, IMPOSSIBLE",
        "au-medicare, 2123 45670 1, PROVEN",
        "au-medicare, 2123 45671 1, IMPOSSIBLE",
        "de-tax-id, 86095742719, PROVEN",
        "de-tax-id, 86095742718, IMPOSSIBLE",
        "de-rvnr, 15 070649 C 103, PROVEN",
        "de-rvnr, 15 070649 C 104, IMPOSSIBLE",
        "de-kvnr, A123456780, PROVEN",
        "de-kvnr, A123456781, IMPOSSIBLE",
        "mod11-10, DE136695976, PROVEN",
        "mod11-10, DE136695977, IMPOSSIBLE",
        "mrz, L898902C36UTO7408122F1204159ZE184226B<<<<<10, PROVEN",
        "mrz, L898902C36UTO7408122F1204158ZE184226B<<<<<10, IMPOSSIBLE",
        "mrz, 7408122F1204159UTO<<<<<<<<<<<6, PROVEN",
        "es-dni, 12345678Z, PROVEN",
        "es-dni, X1234567L, PROVEN",
        "es-dni, 12345678A, IMPOSSIBLE",
        "fr-nir, 1 84 12 76 451 089 46, PROVEN",
        "fr-nir, 1 84 12 76 451 089 47, IMPOSSIBLE",
        "gb-nhs, 943 476 5919, PROVEN",
        "gb-nhs, 943 476 5918, IMPOSSIBLE",
        "gb-nino, AB 12 34 56 C, PLAUSIBLE",
        "gb-nino, GB123456C, IMPOSSIBLE",
        "it-codice-fiscale, RSSMRA85T10A562S, PROVEN",
        "it-codice-fiscale, RSSMRA85T10A562T, IMPOSSIBLE",
        "nl-bsn, 111222333, PROVEN",
        "nl-bsn, 111222334, IMPOSSIBLE",
        "pl-pesel, 44051401359, PROVEN",
        "pl-pesel, 44051401358, IMPOSSIBLE",
        "se-personnummer, 811218-9876, PROVEN",
        "se-personnummer, 811218-9875, IMPOSSIBLE",
        "fi-hetu, 131052-308T, PROVEN",
        "fi-hetu, 131052-308U, IMPOSSIBLE",
        "br-cpf, 111.444.777-35, PROVEN",
        "br-cpf, 111.444.777-36, IMPOSSIBLE",
        "br-cnpj, 11.222.333/0001-81, PROVEN",
        "br-cnpj, 11.222.333/0001-82, IMPOSSIBLE",
        "ca-sin, 046 454 286, PROVEN",
        "ca-sin, 046 454 287, IMPOSSIBLE",
        "ip-address, 192.0.2.1, PROVEN",
        "ip-address, 192.0.2.256, IMPOSSIBLE",
        "ip-address, 192.0.02.1, IMPOSSIBLE",
        "ip-address, 2001:db8::1, PROVEN",
        "ip-address, ::ffff:192.0.2.1, PROVEN",
        "ip-address, fe80::1%eth0, PROVEN",
        "ip-address, 1:2:3:4:5:6:7, IMPOSSIBLE",
        "ip-address, 1::2::3, IMPOSSIBLE",
        "bitcoin, 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2, PROVEN",
        "bitcoin, 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3, IMPOSSIBLE",
        "bitcoin, bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4, PROVEN",
        "bitcoin, bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5, IMPOSSIBLE",
        "vin, 1M8GDM9AXKP042788, PROVEN",
        "vin, 1M8GDM9A1KP042788, PLAUSIBLE",
        "vin, 12345678901234567, IMPOSSIBLE",
        "date, 2024-02-29, PLAUSIBLE",
        "date, 2023-02-29, IMPOSSIBLE",
        "date, 31/12/1999, PLAUSIBLE",
        "date, 12/31/1999, PLAUSIBLE",
        "date, 32/13/1999, IMPOSSIBLE",
        "date-of-birth, 12/3/84, PLAUSIBLE",
        "date-of-birth, 1784-03-12, IMPOSSIBLE",
        "date-of-birth, 2999-03-12, IMPOSSIBLE",
        "jwt, eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl, PROVEN",
        "jwt, eyJ, IMPOSSIBLE",
        "labelled-number, 26 954 371 827, PLAUSIBLE",
        "labelled-number, 1200.50 EUR, IMPOSSIBLE",
        "labelled-number, 12345.67, IMPOSSIBLE",
        "labelled-number, 12.34.56.78, PLAUSIBLE",
        "license-plate, B-AB 1234, PLAUSIBLE",
        "license-plate, 2000 EUR, IMPOSSIBLE",
        "license-plate, 2024, IMPOSSIBLE",
        "phone-shape, 0912 345 678, PLAUSIBLE",
        "phone-shape, 2024-03-01, IMPOSSIBLE",
        "phone-shape, 3.14159265, IMPOSSIBLE",
        "phone-shape, 12345, IMPOSSIBLE",
        "secret-value, s3cr3t, PLAUSIBLE",
        "secret-value, ${DB_PASSWORD}, IMPOSSIBLE",
        "secret-value, your-token-here, IMPOSSIBLE",
        "password, Tr0ub4dor&3, PROVEN",
        "password, correcthorse, PLAUSIBLE",
        "password, getpass.getpass(), IMPOSSIBLE",
        "password, null, IMPOSSIBLE",
        "random-value, 8fQ2xL9zR4mK7pW1, PROVEN",
        "random-value, web21server24021, IMPOSSIBLE",
        "random-value, X25519.KeyPairGenerator, IMPOSSIBLE",
        "random-value, short1A, IMPOSSIBLE",
    })
    void tellsWhatAValueCanBe(String validator, String value, Verdict verdict) {
        assertThat(Validators.named(validator).check(value)).isEqualTo(verdict);
    }

    @Test
    void noValidatorFailsOnOddInput() {
        for (String name : Validators.names()) {
            for (String odd : new String[] {"", "-", "ab", "0", "전화", "9".repeat(200), "x".repeat(200)}) {
                assertThat(Validators.named(name).check(odd))
                        .as(name + " of '" + odd + "'")
                        .isNotNull();
            }
        }
    }

    @Test
    void anUnknownNameNamesTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Validators.named("luhm"))
                .withMessageContaining("luhm")
                .withMessageContaining("luhn");
    }
}
