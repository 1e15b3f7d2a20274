package io.cloakroom.rules.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodySketchTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"messages":[{"role":"user","content":"Erika"}],"n":1}|{"messages":[{"role":4,"content":5}],"n":number}
            {"Erika Mustermann":true,"erika@example.org":null}|{"…":boolean,"…":null}
            {"johnsmith":{"age":1},"erika":{},"max":[],"anna":{"johnsmith":2}}|{"…":{"age":number},"…":{},"…":[],"…":{"johnsmith":number}}
            {"a":{},"b":{},"c":{},"d":1}|{"a":{},"b":{},"c":{},"d":number}
            [1,2,3,4,5]|[number,number,number,… 5]
            name;Erika|no JSON, 10 bytes
            """)
    void saysNothingOfWhatABodySays(String body, String sketch) {
        assertThat(BodySketch.of(body.getBytes(StandardCharsets.UTF_8))).isEqualTo(sketch);
    }
}
