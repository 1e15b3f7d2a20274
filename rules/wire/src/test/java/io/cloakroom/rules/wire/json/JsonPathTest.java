package io.cloakroom.rules.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPathTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonTape tape(String json) throws IOException {
        return JsonTape.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/a | {\"a\":\"x\"} | x[][]",
                "/*/2 > /4/*/1 | [[0,0,\"{\\\"4\\\":[[0,\\\"x\\\"]]}\"],[0,0,\"1\"],[0,0,\"no\"]] | x[0, 0][0]",
                "/a > /b > /c | {\"a\":\"{\\\"b\\\":\\\"{\\\\\\\"c\\\\\\\":\\\\\\\"x\\\\\\\"}\\\"}\"} | x[][]",
                "/a > /b | {\"a\":{\"b\":\"x\"}} | ''",
                "/a > /b | {\"a\":\"{\\\"b\\\":\\\"\\ud83d\\\"}\"} | ''",
            })
    void goesIntoStrings(String path, String json, String expected) throws IOException {
        List<String> found = new ArrayList<>();
        JsonPath.of(path)
                .forEach(tape(json), (inner, value, bound, inside) -> found.add(inner.text(value) + bound + inside));
        assertThat(String.join(" ", found)).isEqualTo(expected);
    }

    @Test
    void doesNotGoDeeperThanAnyoneMeans() throws IOException {
        String json = "1";
        for (int i = 0; i < 17; i++) {
            json = JSON.writeValueAsString(json);
        }
        JsonTape deepest = tape(json);
        for (int i = 0; i < 16 && deepest.kind(0) == JsonTape.Kind.STRING; i++) {
            deepest = deepest.inside(0);
        }
        JsonTape tape = deepest;
        assertThat(tape.depth()).isEqualTo(16);
        assertThatThrownBy(() -> tape.inside(0)).isInstanceOf(IOException.class);
    }

    /** What an edit inside relies on: every place in a document in strings is known in the outermost bytes. */
    @Property(tries = 500)
    void knowsWhereEverythingCameFrom(@ForAll String before, @ForAll String text, @ForAll @IntRange(max = 3) int depth)
            throws IOException {
        String json = JSON.writeValueAsString(List.of(clean(before), clean(text)));
        for (int i = 0; i < depth; i++) {
            json = JSON.writeValueAsString(List.of(json));
        }
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        JsonTape tape = JsonTape.parse(bytes);
        for (int i = 0; i < depth; i++) {
            tape = tape.inside(tape.element(0, 0));
        }
        int value = tape.element(0, 1);
        assertThat(tape.text(value)).isEqualTo(clean(text));
        String replacement = "\"\\\"é🙂\\\\\\n\"";
        for (int i = 0; i < depth; i++) {
            replacement = JsonStrings.encode(replacement);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int end = tape.outermost(tape.end(value));
        out.write(bytes, 0, tape.outermost(tape.start(value)));
        out.writeBytes(replacement.getBytes(StandardCharsets.UTF_8));
        out.write(bytes, end, bytes.length - end);
        JsonNode read = JSON.readTree(out.toByteArray());
        for (int i = 0; i < depth; i++) {
            read = JSON.readTree(read.get(0).asText());
        }
        assertThat(read.get(0).asText()).isEqualTo(clean(before));
        assertThat(read.get(1).asText()).isEqualTo("\"é🙂\\\n");
    }

    private static String clean(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
