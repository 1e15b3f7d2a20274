package io.cloakroom.rules.packs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.recognize.AllowList;
import io.cloakroom.rules.engine.recognize.CheckDigit;
import io.cloakroom.rules.engine.recognize.RulePack;
import io.cloakroom.rules.engine.recognize.Validators;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PackSchemaTest {

    private final JsonNode schema;

    PackSchemaTest() throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/packs/pack.schema.json"))) {
            schema = new ObjectMapper().readTree(in);
        }
    }

    static Stream<Arguments> records() {
        return Stream.of(
                Arguments.of("", RulePack.class),
                Arguments.of("/properties/patterns/items", RulePack.PatternRule.class),
                Arguments.of("/properties/patterns/items/properties/checks/items", CheckDigit.class),
                Arguments.of("/properties/context", RulePack.Context.class),
                Arguments.of("/properties/context/properties/raise", RulePack.Words.class),
                Arguments.of("/properties/allow", RulePack.Never.class),
                Arguments.of("/properties/deny", RulePack.Always.class),
                Arguments.of("/properties/examples", RulePack.Examples.class),
                Arguments.of("/properties/examples/properties/match/items", RulePack.Match.class),
                Arguments.of("/properties/examples/properties/no_match/items", RulePack.NoMatch.class));
    }

    @ParameterizedTest
    @MethodSource("records")
    void theSchemaHasTheKeysThatAreRead(String pointer, Class<?> record) {
        List<String> keys = Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                .map(((PropertyNamingStrategies.NamingBase) PropertyNamingStrategies.SNAKE_CASE)::translate)
                .toList();
        assertThat(schema.at(pointer + "/properties").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void theSchemaOfAllowListsHasTheKeysThatAreRead() throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/packs/allow.schema.json"))) {
            JsonNode allow = new ObjectMapper().readTree(in);
            assertThat(allow.at("/properties").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(AllowList.class.getRecordComponents())
                            .map(RecordComponent::getName)
                            .toList());
            assertThat(allow.at("/properties/types/items/enum")).hasSize(EntityType.values().length);
        }
    }

    @Test
    void theSchemaKnowsEveryTypeAndValidator() {
        assertThat(texts("/properties/type/enum"))
                .containsExactlyElementsOf(
                        Arrays.stream(EntityType.values()).map(Enum::name).toList());
        assertThat(texts("/properties/validator/enum")).containsExactlyInAnyOrderElementsOf(Validators.names());
    }

    private Stream<String> texts(String pointer) {
        return Stream.of(schema.at(pointer)).flatMap(node -> {
            Stream.Builder<String> texts = Stream.builder();
            node.forEach(n -> texts.add(n.asText()));
            return texts.build();
        });
    }
}
