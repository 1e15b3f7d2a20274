package io.cloakroom.rules.engine.recognize;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Normalizer;
import io.cloakroom.rules.engine.StrictYaml;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackRecognizerTest {

    private static final String PACK = """
            id: ticket
            type: CUSTOM
            subtype: TICKET
            languages: [en, ko]
            source: https://intranet.example/tickets
            digits: 4
            reach: 2
            boundary: '-'
            patterns:
              - name: with letter
                regex: 'T[0-9]{4}'
                confidence: 0.6
              - name: digits only
                regex: '[0-9]{4}'
                confidence: 0.2
            context:
              window: 20
              after: 14
              raise: {words: [ticket, 티켓], by: 0.3}
              lower: {words: [train], by: 0.4}
            allow:
              values: [T0000]
              regexes: ['T9.*']
            deny:
              values: [project bluebird]
            examples: {match: [{text: T1234}]}
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "-",
            value = {
                // text, value, confidence
                "see T1234,                        T1234,  0.6",
                "my ticket T1234,                  T1234,  0.9",
                "티켓은 1234번,                        1234,   0.5",
                "ticket 1234,                      1234,   0.5",
                "tickets 1234,                     -,      0",
                "1234,                             -,      0",
                "T1234 of the train,               -,      0",
                "ticket T1234 of the train,        T1234,  0.5",
                "ticket .................... 1234, -,      0",
                "T0000 and t0000,                  -,      0",
                "T9123,                            -,      0",
                "XT1234,                           -,      0",
                "T12345,                           -,      0",
                "T1234-5,                          -,      0",
                "T1234- fine,                      T1234,  0.6",
                "about Project Bluebird!,          Project Bluebird, 1",
                "project bluebirds,                -,      0",
            })
    void proposesByPatternContextAndLists(String text, String value, double confidence) throws Exception {
        List<Finding> findings = run(PACK, text, null);
        assertThat(findings).extracting(f -> f.span().of(text)).isEqualTo(value == null ? List.of() : List.of(value));
        assertThat(findings)
                .allMatch(f -> f.confidence() == confidence
                        && f.recognizer().equals("ticket")
                        && "TICKET".equals(f.subtype()));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, 1", "en, 1", "en-GB, 1", "ko, 1", "de, 0", "eng, 0"})
    void aTextKnownToBeInAnotherLanguageIsNotSearched(String language, int findings) throws Exception {
        assertThat(run(PACK, "T1234", language)).hasSize(findings);
    }

    @Test
    void theExplanationSaysWhyAndDoesNotQuoteTheValue() throws Exception {
        assertThat(run(PACK, "ticket T1234 of the train", null))
                .singleElement()
                .extracting(Finding::explanation)
                .isEqualTo("looks like ticket (with letter), near 'ticket', but near 'train'");
    }

    @Test
    void tokensEndAtWhiteSpace() throws Exception {
        String pack = """
                id: key
                type: SECRET
                source: https://intranet.example/keys
                keywords: [key_]
                within: token
                entropy: 2
                patterns:
                  - {name: key, regex: 'key_[a-z0-9 ]+', confidence: 0.9}
                examples: {match: [{text: key_7fa9}]}
                """;
        String text = "use KEY_no or key_7fa9 or key_aaaaaaaaaaaa";
        assertThat(run(pack, text, null)).extracting(f -> f.span().of(text)).containsExactly("key_7fa9");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "-",
            value = {
                "due jan 2031,       jan 2031",
                "due Jan 2031,       Jan 2031",
                "due mar 2031,       -",
                "jan; due mar 2031,  -",
                "part X12345,        X12345",
                "part x_X12345,      -",
                "part X1234,         -",
                "part X123-456,      -",
            })
    void aPatternIsTriedOnlyWhereWhatItNeedsOccurs(String text, String value) throws Exception {
        String pack = """
                id: needy
                type: CUSTOM
                source: https://intranet.example/parts
                digits: 1
                reach: 8
                patterns:
                  - {name: month, regex: '[A-Za-z]{3} [0-9]{4}', confidence: 0.9, needs: [jan, feb]}
                  - {name: part, regex: 'X[0-9-]+', confidence: 0.9, run: 6}
                examples: {match: [{text: jan 2031}]}
                """;
        assertThat(run(pack, text, null))
                .extracting(f -> f.span().of(text))
                .isEqualTo(value == null ? List.of() : List.of(value));
    }

    @Test
    void spansAreThoseOfTheTextAsTyped() throws Exception {
        String text = "see \uFF34\u200B1\u00AD2\uFF13\u0664!";
        assertThat(run(PACK, text, null))
                .extracting(f -> f.span().of(text))
                .containsExactly("\uFF34\u200B1\u00AD2\uFF13\u0664");
    }

    private static List<Finding> run(String pack, String text, String language) throws InvalidYamlException {
        RulePack read = StrictYaml.read("pack.yaml", pack, RulePack.class);
        return new PackRecognizer(List.of(read)).recognize(Normalizer.normalize(text, language));
    }
}
