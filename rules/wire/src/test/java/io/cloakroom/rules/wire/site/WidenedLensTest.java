package io.cloakroom.rules.wire.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.rules.engine.Span;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Located;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.TextSegment;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests of which a descriptor says where text was seen, and that there may be more. */
class WidenedLensTest {

    private static final String SITE = """
            id: example
            name: Example
            operator: Example Operator
            jurisdiction: US
            hosts: [{pattern: chat.example.com, role: chat}]
            requests:
              - {name: send, methods: [POST], path: /send, kind: prompt, text: [NOTATION], everything: true}
            own_fields: [id]
            block: {plain: {status: 403, content_type: application/json, body: '{}'}}
            """;

    private static Located locate(String notation, String body) throws InvalidYamlException, LensException {
        Site site = SiteCatalogue.read("example.yaml", SITE.replace("NOTATION", '"' + notation + '"'));
        Payload payload = new Payload("/send", "application/json", body.getBytes(UTF_8));
        return Objects.requireNonNull(site.request("POST", "/send")).lens().locate(payload);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"prompt\":\"a b\",\"other\":\"c\",\"id\":\"d\"} | json:/prompt, json:/other",
                "{\"other\":\"c\",\"prompt\":[\"a b\"]}            | ''",
                "{\"prompt\":\"bmFtZSxlbWFpbAphLGI=\",\"x\":\"c d\"} | json:/prompt, json:/x",
            })
    void everyStringIsFoundWhereTheTextIsAndNothingWhereItIsNot(String body, String paths) throws Exception {
        assertThat(locate("json:/prompt", body).segments())
                .extracting(TextSegment::path)
                .isEqualTo(paths.isEmpty() ? List.of() : List.of(paths.split(", ")));
    }

    @Test
    void aTextGoesByTheNameTheDescriptorGivesIt() throws Exception {
        assertThat(locate("json:/prompt > file", "{\"prompt\":\"bmFtZSBlbWFpbCBhIGIgYyBkIGUgZg==\",\"x\":\"c d\"}")
                        .segments())
                .extracting(TextSegment::path)
                .containsExactly("json:/prompt > file", "json:/x");
    }

    @Test
    void aDescribedTextIsNotMissedForWhatNobodyReadsBesideIt() {
        String many = "\"x\",".repeat(200_001);
        assertThatThrownBy(() -> locate("json:/prompt", "{\"pad\":[" + many + "0],\"prompt\":\"a b\"}"))
                .isInstanceOf(LensException.class)
                .hasMessageContaining("parts in one request");
    }

    @Test
    void textBesideIsWrittenBack() throws Exception {
        Located located = locate("json:/prompt", "{\"prompt\":\"a b\",\"other\":\"Erika\"}");
        Payload redacted = located.splice(Map.of(1, List.of(new TextEdit(new Span(0, 5), "[PERSON_1]"))));
        assertThat(new String(redacted.body(), UTF_8)).isEqualTo("{\"prompt\":\"a b\",\"other\":\"[PERSON_1]\"}");
    }
}
