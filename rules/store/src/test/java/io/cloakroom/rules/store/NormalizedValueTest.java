package io.cloakroom.rules.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.EntityType;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizedValueTest {

    @ParameterizedTest
    @CsvSource({
        "PERSON,      Anna Berg,             ' anna  BERG '",
        "PERSON,      Straß,                 STRASS",
        "PERSON,      STRA\u1e9e,             strass",
        "PERSON,      Anna,                  '\u00a0Anna '",
        "PERSON,      Zoe\u0308,             Zo\u00eb",
        "PERSON,      Anna Berg,             Anna\u00a0Berg",
        "EMAIL,       A.Berg@Example.org,    a.berg@example.org",
        "ADDRESS,     'Weg 1, Ulm',          'WEG 1,  ULM'",
        "PHONE,       +49 (731) 12-34,       49 731 1234",
        "PHONE,       \u0661\u0662\u0663,    123",
        "CREDIT_CARD, 4111-1111 1111.1111,   4111111111111111",
        "IBAN,        de44 5001 0517 5407,   DE44500105175407",
        "ID_NUMBER,   123-45-6789,           123456789",
        "MAC,         00:1B:44:11:3A:B7,     00-1b-44-11-3a-b7",
        "PASSWORD,    Geheim 1,              ' Geheim 1 '",
    })
    void theSameValue(EntityType type, String one, String other) {
        assertThat(NormalizedValue.of(type, other)).isEqualTo(NormalizedValue.of(type, one));
    }

    @ParameterizedTest
    @CsvSource({
        "PERSON,         Anna Berg, Anna Berger",
        "PERSON,         Anna Berg, Annaberg",
        "EMAIL,          a@x.org,   b@x.org",
        "PHONE,          123,       124",
        "PASSWORD,       Geheim,    geheim",
        "SECRET,         'a  b',    a b",
        "CRYPTO_ADDRESS, 1BoatSLRH, 1boatslrh",
        "USERNAME,       Anna,      anna",
        "PHONE,          call me,   phone me", // without a digit compared as words
    })
    void differentValues(EntityType type, String one, String other) {
        assertThat(NormalizedValue.of(type, other)).isNotEqualTo(NormalizedValue.of(type, one));
    }

    @Property
    void normalizingTwiceChangesNothing(@ForAll EntityType type, @ForAll String value) {
        String once = NormalizedValue.of(type, value);

        assertThat(NormalizedValue.of(type, once)).isEqualTo(once);
    }
}
