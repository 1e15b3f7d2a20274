package io.cloakroom.rules.engine.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Method;
import io.cloakroom.rules.engine.Span;
import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.engine.policy.Verdict;
import io.cloakroom.rules.engine.policy.Verdict.Decision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactorTest {

    private static final String TEXT = "Ask Marta Kowalczyk about it";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "PSEUDONYMIZE, Ask [PERSON_1] about it",
        "MASK,         Ask ************ about it",
        "LABEL,        Ask [PERSON] about it",
    })
    void methods(Method method, String expected) {
        Decision decision = new Decision(0, new Span(4, 19), EntityType.PERSON, null, Action.REDACT, method, "r");
        Verdict verdict = new Verdict(Action.REDACT, "p@1", "r", "", List.of(decision));
        Map<Integer, List<TextEdit>> edits = Redactor.edits(List.of(TEXT), verdict, (d, original) -> {
            assertThat(original).isEqualTo("Marta Kowalczyk");
            return "[PERSON_1]";
        });
        assertThat(Redactor.apply(TEXT, edits.get(0))).isEqualTo(expected);
    }

    @Test
    void whatIsOnlyObservedStays() {
        Decision decision =
                new Decision(0, new Span(4, 19), EntityType.PERSON, null, Action.OBSERVE, Method.PSEUDONYMIZE, "r");
        Verdict verdict = new Verdict(Action.OBSERVE, "p@1", "r", "", List.of(decision));
        assertThat(Redactor.edits(List.of(TEXT), verdict, (d, o) -> "never")).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "PERSON,      Marta Kowalczyk,     '\\p{L}+ \\p{L}+'",
        "EMAIL,       m@firm.example.org,  '.+@example\\.com'",
        "IP_ADDRESS,  10.20.30.40,         '192\\.0\\.2\\.\\d+'",
        "IP_ADDRESS,  fe80::1,             '2001:db8::.+'",
        "PHONE,       030 123,             '\\+1 202-555-01\\d\\d'",
        "CREDIT_CARD, 4111 1111 1111 1111, '\\d{4} \\d{4} \\d{4} \\d{4}'",
        "ID_NUMBER,   AB-12c,              '[A-Z]{2}-\\d{2}[a-z]'",
    })
    void surrogatesKeepTheShape(EntityType type, String original, String shape) {
        Surrogates surrogates = new Surrogates(original);
        String surrogate = surrogates.of(type, original);
        assertThat(surrogate).matches(shape).isNotEqualTo(original);
        assertThat(surrogates.of(type, original)).isEqualTo(surrogate);
        assertThat(surrogates.of(type, original + "1")).isNotEqualTo(surrogate);
    }

    @Test
    void aSurrogateThatIsInTheTextIsNotTaken() {
        String first = new Surrogates("").of(EntityType.PERSON, "x y");
        assertThat(new Surrogates("written by " + first).of(EntityType.PERSON, "x y"))
                .isNotEqualTo(first);
    }
}
