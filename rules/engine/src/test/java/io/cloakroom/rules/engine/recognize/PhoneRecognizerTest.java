package io.cloakroom.rules.engine.recognize;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Normalizer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneRecognizerTest {

    private final PhoneRecognizer phones =
            new PhoneRecognizer(PhoneRecognizer.REGIONS, List.of("phone", "tel", "call", "전화", "电话"));

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // international, also those reserved for fiction
                "reach me at +1 202-555-0147 today,  +1 202-555-0147",
                "+44 20 7946 0958,                   +44 20 7946 0958",
                "+82 10-1234-5678,                   +82 10-1234-5678",
                "(+49) 30 901820,                    (+49) 30 901820",
                "+49 (0)30 901820,                   +49 (0)30 901820",
                // national, in the form their region writes them
                "020 7946 0958 is busy,              020 7946 0958",
                "appelle le 06 12 34 56 78 vite,     06 12 34 56 78",
                // national, where a word speaks for them
                "tel 03 1234 5678,                   03 1234 5678",
                "电话 010-8888 6666,                   010-8888 6666",
                "call 2125551234,                    2125551234",
                // in brackets that are not its own
                "'(고객, 전화 010-1234-5678)께',          010-1234-5678",
                // other numbers
                "invoice 88231,                      -",
                "pi is 3.14159265358979,             -",
                "0.1234567890,                       -",
                "Boston MA 02110-1301,               -",
                "on 2009-05-19 14:30,                -",
                "550e8400-e29b-41d4-a716-446655440000, -",
                "call me on 2024-03-01,              -",
                "'1000 2 0 0 7 3 0',                 -",
            })
    void findsPhoneNumbers(String text, String found) {
        assertThat(phones.recognize(Normalizer.normalize(text, null)))
                .extracting(f -> f.span().of(text))
                .isEqualTo(found == null ? List.of() : List.of(found));
    }
}
