package io.cloakroom.rules.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTapeTest {

    private static JsonTape tape(String json) throws IOException {
        return JsonTape.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":{\"b\":[1,\"x\"]}} | /a/b/1 | x",
                "{\"a/b\":{\"~\":\"x\"}} | /a~1b/~0 | x",
                "{\"a\":1,\"a\":\"x\"} | /a | x",
                "{\"a\":\"\\u00e9\\n\\\"\\ud83d\\ude42\"} | /a | é↵\"🙂",
                "[ -1.5e3 , true ] | /0 | -1.5e3",
                "[ -1.5e3 , true ] | /1 | true",
                "{\"a\":null} | /a | ''",
                "{\"a\":{}} | /a | ''",
                "{\"a\":\"x\"} | /a/0 | ''",
                "[\"x\"] | /01 | ''",
                "\"x\" | '' | x",
            })
    void findsByPointer(String json, String pointer, String scalar) throws IOException {
        assertThat(tape(json).scalar(0, pointer)).isEqualTo(scalar.replace('↵', '\n'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\"", "{\"a\":", "[1,]", "\"a", "\"a\\", "{} {}", "[DONE]", "nul", "{'a':1}"})
    void refusesWhatIsNotOneDocument(String json) {
        assertThatThrownBy(() -> tape(json)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void refusesDocumentsThatNestTooDeep(String open) {
        assertThatThrownBy(() -> tape(open.repeat(5000))).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/m/*/t | {\"m\":[{\"t\":\"a\"},{\"x\":1},{\"t\":\"b\"}]} | a[0] b[2]",
                "/*/*/t | {\"m\":[{\"t\":\"a\"}],\"n\":{\"k\":{\"t\":\"b\"}}} | a[m, 0] b[n, k]",
                "/m/-1/t | {\"m\":[{\"t\":\"a\"},{\"t\":\"b\"}]} | a[] b[]",
                "/m/1 | {\"m\":[\"a\",\"b\"]} | b[]",
            })
    void followsPatterns(String pattern, String json, String expected) throws IOException {
        JsonTape tape = tape(json);
        List<String> found = new ArrayList<>();
        JsonPattern.of(pattern).forEach(tape, 0, List.of(), (value, bound) -> found.add(tape.text(value) + bound));
        assertThat(String.join(" ", found)).isEqualTo(expected);
    }

    @Property(tries = 500)
    void readsStringsAsAnotherParserDoes(@ForAll String text) throws IOException {
        String json = new ObjectMapper().writeValueAsString(List.of(text));
        assertThat(tape(json).scalar(0, "/0"))
                .isEqualTo(new ObjectMapper().readTree(json).get(0).asText());
    }

    @Property(tries = 500)
    void writesStringsThatAnotherParserReads(@ForAll String text) throws IOException {
        JsonNode read =
                new ObjectMapper().readTree(('"' + JsonStrings.encode(text) + '"').getBytes(StandardCharsets.UTF_8));
        assertThat(read.asText()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/a | {\"a\":1} | {}",
                "/a | { \"a\" : 1 , \"b\" : 2 } | { \"b\" : 2 }",
                "/b | {\"a\":1,\"b\":[1,2]} | {\"a\":1}",
                "/b | {\"a\":1, \"b\":2, \"c\":3} | {\"a\":1, \"c\":3}",
                "/x/*/a | {\"x\":[{\"a\":1,\"b\":2},{\"b\":3,\"a\":4}]} | {\"x\":[{\"b\":2},{\"b\":3}]}",
                "/x/a | {\"x\":{\"a\":1},\"a\":2} | {\"x\":{},\"a\":2}",
                "/0 | [1] | [1]",
            })
    void takesMembersOut(String pointer, String json, String left) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertThat(new String(JsonMembers.remove(bytes, List.of(pointer)), StandardCharsets.UTF_8))
                .isEqualTo(left);
    }
}
