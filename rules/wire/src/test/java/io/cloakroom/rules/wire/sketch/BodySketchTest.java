package io.cloakroom.rules.wire.sketch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.wire.golden.Shipped;
import io.cloakroom.rules.wire.json.JsonTape;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodySketchTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"messages":[{"role":"user","content":"Erika"}],"n":1}|{"messages":[{"role":"word 4","content":"word 5"}],"n":0}
            {"q":"Ask Erika","id":"5eed0000-0000-4000-8000-000000000001"}|{"q":"text 9","id":"id 36"}
            {"Erika Mustermann":true,"erika@example.org":null}|{"…":true,"…":null}
            {"johnsmith":{"age":1},"erika":{},"max":[],"anna":{"johnsmith":2}}|{"…":{"age":0},"…":{},"…":[],"…":{"johnsmith":0}}
            {"a":{},"b":{},"c":{},"d":1}|{"a":{},"b":{},"c":{},"d":0}
            [1,2,3,4,5]|[0,0,0,"… 5"]
            {"f":"{\\"erika\\":1}"}|{"f":"text 11"}
            {"f":"[Erika]"}|{"f":"text 7"}
            name;Erika|no JSON, 10 bytes
            """)
    void saysNothingOfWhatABodySays(String body, String sketch) {
        assertThat(BodySketch.of(body.getBytes(UTF_8))).isEqualTo(sketch);
    }

    @Test
    void aLongBodyIsCutSoThatTheSketchStaysWhole() throws IOException {
        String body = "{\"a\":[" + "{\"text\":\"some words\"},".repeat(2) + "{\"list\":{"
                + "\"some_field\":[[\"x y\"]],".repeat(400) + "\"end\":1}}],\"z\":1}";

        String sketch = BodySketch.of(body.getBytes(UTF_8));

        assertThat(sketch).hasSizeBetween(2000, 2100).contains("\"…\"");
        JsonTape.parse(sketch.getBytes(UTF_8));
    }

    /** What a sketch tells of a body is what it tells of the body that is made from it. */
    @Test
    void aBodyMadeFromASketchHasThatSketch() throws IOException {
        int sketched = 0;
        for (var golden : Shipped.requests().toList()) {
            String sketch = BodySketch.of(golden.payload().body());
            if (sketch.startsWith("{") && !sketch.contains("…")) {
                assertThat(BodySketch.of(SketchedBody.of(sketch))).isEqualTo(sketch);
                sketched++;
            }
        }
        assertThat(sketched).isGreaterThan(50);
    }
}
