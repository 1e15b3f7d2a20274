package io.cloakroom.rules.engine.recognize;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Normalizer;
import io.cloakroom.rules.engine.Vault.Placeholder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownValuesTest {

    @ParameterizedTest(name = "{1} in: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "PERSON, Mara Lind,           ask MARA  lind about it,        MARA  lind",
                "PERSON, Mara Lind,           Lindqvist is another,           -",
                "PERSON, Mara Lind,           Mara Lind's desk,               Mara Lind",
                "PERSON, 김하늘,                 김하늘은 어디에,                      김하늘",
                "PERSON, 王小明,                请问王小明在吗,                       王小明",
                "PERSON, Al,                  al dente,                       -",
                "EMAIL,  m.lind@firm.example, M.Lind@Firm.example wrote,      M.Lind@Firm.example",
                "EMAIL,  m.lind@firm.example, em.lind@firm.example,           -",
                "CREDIT_CARD, 4111 1111 1111 1111, paid 4111-1111-1111-1111,  4111-1111-1111-1111",
                "CREDIT_CARD, 4111 1111 1111 1111, paid 4111111111111111.,    4111111111111111",
                "PHONE,  010-1234-5678,       010 1234 5678 로,                010 1234 5678",
                "PHONE,  010-1234-5678,       9010-1234-5678,                 -",
                "IBAN,   DE89 3704 0044 0532 0130 00, de89370400440532013000, de89370400440532013000",
                "AGE,    54,                  54 apples,                      -",
                "PASSWORD, hunTer2,           is it hunTer2?,                 hunTer2",
                "PASSWORD, hunTer2,           is it HUNTER2?,                 -",
            })
    void findsEveryMention(EntityType type, String original, String text, String found) {
        KnownValues values = KnownValues.of(List.of(placeholder(type, 1, original)));
        List<Finding> findings = values.recognize(Normalizer.normalize(text, null));
        assertThat(findings).extracting(f -> f.span().of(text)).isEqualTo(found == null ? List.of() : List.of(found));
        assertThat(findings)
                .allMatch(f -> f.confidence() == 1
                        && f.type() == type
                        && f.recognizer().equals("known-value"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "Tomas Berghaus,       what does Berghaus want?,     Berghaus",
                "Tomas Berghaus,       TOMAS came,                   TOMAS",
                "Tomas Berghaus,       is tomas at home?,            tomas",
                "Tomas Berghaus,       Is tomas at home?,            -",
                "Tomas Berghaus,       Berghausen is a town,         -",
                "Tomas Berghaus,       Feridun'a ve Tomas'a yaz,     Tomas",
                "Will van der Brandt,  Will van der Valk come?,      -",
                "Will van der Brandt,  ask Brandt,                   Brandt",
            })
    void findsPartsOfNames(String original, String text, String found) {
        assertThat(KnownValues.of(List.of(placeholder(EntityType.PERSON, 1, original)))
                        .recognize(Normalizer.normalize(text, null)))
                .extracting(f -> f.span().of(text) + " " + f.confidence())
                .isEqualTo(found == null ? List.of() : List.of(found + " 0.9"));
    }

    @Test
    void findsThroughEvasion() {
        KnownValues values = KnownValues.of(List.of(placeholder(EntityType.PERSON, 1, "Mara Lind")));
        String text = "ask M\u0430ra\u00A0Li\u200Bnd!";
        assertThat(values.recognize(Normalizer.normalize(text, null)))
                .extracting(f -> f.span().of(text))
                .containsExactly("M\u0430ra\u00A0Li\u200Bnd");
    }

    @Test
    void neverMatchesInsideIssuedPlaceholders() {
        KnownValues values = KnownValues.of(List.of(placeholder(EntityType.USERNAME, 1, "person")));
        Analyzer analyzer = new Analyzer(List.of(), "1", 0);
        assertThat(analyzer.analyze("ask [PERSON_1], a person", null, List.of(values)))
                .extracting(f -> f.span().start())
                .containsExactly(18);
    }

    @Test
    void hundredsOfValuesAreFoundInOnePass() {
        List<Placeholder> many = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            many.add(placeholder(EntityType.EMAIL, i, "user" + i + "@firm.example"));
            text.append("user").append(i).append("@firm.example, ");
        }
        KnownValues values = KnownValues.of(many);
        assertThat(values.recognize(Normalizer.normalize(text.toString(), null)))
                .hasSize(500);
    }

    @ParameterizedTest
    @CsvSource({
        "PERSON, Kim, false",
        "PERSON, Miller, false",
        "PERSON, Kowalczyk, true",
        "PERSON, Ada Li, true",
        "PERSON, 김민, false",
        "PERSON, 김민수, true",
        "EMAIL, a@b.io, true",
        "AGE, 54, false",
        "ID_NUMBER, 850101, false",
        "ID_NUMBER, 850101-1234567, true",
        "SECRET, a1b2c3, true",
    })
    void onlySomeValuesMeanNothingElseAnywhere(EntityType type, String original, boolean specific) {
        assertThat(KnownValues.of(List.of(placeholder(type, 1, original)))
                        .specific()
                        .isEmpty())
                .isNotEqualTo(specific);
    }

    private static Placeholder placeholder(EntityType type, int number, String original) {
        return new Placeholder("[" + type + "_" + number + "]", type, original, "operator", "scope", 0);
    }
}
