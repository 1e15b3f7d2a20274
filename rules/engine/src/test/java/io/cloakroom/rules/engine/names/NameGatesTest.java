package io.cloakroom.rules.engine.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.names.LatinNames.Found;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameGatesTest {

    @ParameterizedTest
    @CsvSource({"zh, false", "ping, false", "Jo, true", "bo said so, true", "marta, true"})
    void aShortWordOfAProgramIsNoName(String text, boolean expected) {
        Tokens tokens = NameTokenizer.tokenize(text);
        Found name = new Found(EntityType.PERSON, 0, 1, 0.99);
        assertThat(NameGates.pass(tokens, List.of(name))).hasSize(expected ? 1 : 0);
    }
}
