package io.cloakroom.rules.wire.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GoldensTest {

    private static final String DESCRIPTOR = """
            id: example
            name: Example
            operator: Example Operator
            jurisdiction: US
            hosts: [{pattern: chat.example.com, role: chat}]
            requests:
              - {name: send, methods: [POST], path: /send, kind: prompt, text: ["json:/prompt"], stream: always, answers: [chat]}
            answers:
              - {id: chat, content_types: [text/event-stream], framing: sse, text: [{path: /text, mode: append}], conversation: [/id]}
            block: {plain: {status: 403, content_type: application/json, body: '{}'}}
            """;

    private static final String GOLDEN = """
            {"service": "example",
             "originals": {"[PERSON_1]": "Erika Beispiel"},
             "requests": [
              {"name": "send", "method": "POST", "url": "https://chat.example.com/send",
               "headers": {"content-type": "application/json"},
               "body": "{\\"prompt\\":\\"Write to Erika Beispiel \\\\ud83d\\\\ude42\\"}",
               "text_locations": ["json:/prompt"], "expect_text": ["Erika Beispiel"]}],
             "responses": [
              {"name": "stream", "method": "POST", "url": "https://chat.example.com/send",
               "content_type": "text/event-stream",
               "chunks": ["data: {\\"id\\":\\"5eed\\",\\"text\\":\\"Dear [PER\\"}\\n\\ndata: {\\"te", "xt\\":\\"SON_1], \\"}\\n\\n"],
               "visible_text": "Dear [PERSON_1], ", "conversation": "5eed"}]}
            """;

    private static List<Failure> failures(String descriptor, String golden) throws InvalidYamlException {
        Site site = SiteCatalogue.read("example.yaml", descriptor);
        return Goldens.of(site, "example.golden.json", golden).failures();
    }

    static Stream<Goldens> shipped() {
        return Shipped.goldens();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyShippedDescriptorPassesItsGoldens(Goldens goldens) {
        assertThat(goldens.requests()).isNotEmpty();
        assertThat(goldens.failures()).isEmpty();
    }

    @Test
    void aDescriptorThatIsRightPasses() throws InvalidYamlException {
        assertThat(failures(DESCRIPTOR, GOLDEN)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json:/prompt            | json:/text               | expected text at json:/prompt; came none",
                "json:/prompt            | json:/text               | 'Erika Beispiel' to be found",
                "json:/prompt            | raw                      | expected text at json:/prompt; came text at [raw]",
                "json:/prompt            | form:prompt              | expected text at json:/prompt; came none",
                "json:/prompt            | connect:0                | a body that can be read",
                "mode: append            | mode: whole              | restored text 'Dear Erika Beispiel, '; came 'Dear [PERSON_1], '",
                "mode: append            | mode: whole              | placeholders to be restored; came none was",
                "path: /text             | path: /other             | visible text",
                "conversation: [/id]     | conversation: [/other]   | conversation '5eed'; came ''",
                "text/event-stream       | application/octet-stream | conversation '5eed'; came ''",
                "chat.example.com, role  | other.example.com, role  | one of the descriptor's hosts; came one to chat.example.com",
            })
    void aDescriptorThatIsWrongIsToldWhatIsDifferent(String right, String wrong, String told)
            throws InvalidYamlException {
        assertThat(DESCRIPTOR).contains(right);
        assertThat(failures(DESCRIPTOR.replace(right, wrong), GOLDEN))
                .extracting(Failure::toString)
                .anySatisfy(failure -> assertThat(failure).contains(told));
    }

    @Test
    void whatIsHiddenInAnotherFieldIsNotGone() throws InvalidYamlException {
        String twice = GOLDEN.replace("{\\\"prompt\\\"", "{\\\"title\\\":\\\"Erika Beispiel\\\",\\\"prompt\\\"");
        assertThat(failures(DESCRIPTOR, twice))
                .extracting(Failure::toString)
                .containsExactly(
                        "example: send: expected 'Erika Beispiel' to be gone once it is replaced; came it is still there");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"service\": \"example\"        | \"service\": \"other\"  | example.golden.json:1: samples of 'other' beside the descriptor of 'example'",
                "\"visible_text\"                | \"visible\"            | example.golden.json:12: unknown key 'visible'",
                "\"method\": \"POST\", \"url\"   | \"url\"                | needs method",
                "https://chat.example.com/send   | /send                  | has no host in its url",
                "\"text_locations\"              | \"body_encoding\": \"hex\", \"text_locations\" | write base64, or nothing for text",
            })
    void aFileThatIsNoneSaysWhere(String right, String wrong, String told) {
        assertThat(GOLDEN).contains(right);
        assertThatThrownBy(() -> failures(DESCRIPTOR, GOLDEN.replace(right, wrong)))
                .isInstanceOf(InvalidYamlException.class)
                .hasMessageContaining(told);
    }

    @Test
    void aSiteThatComesWithoutSamplesHasNone() {
        Site listed = Objects.requireNonNull(SiteCatalogue.shipped().sites().stream()
                .filter(site -> !site.described())
                .findFirst()
                .orElse(null));
        assertThat(Goldens.shipped(listed).size()).isZero();
        assertThat(Goldens.shipped(listed).failures()).isEmpty();
    }

    @Test
    void longValuesAreShortened() {
        String body = "x".repeat(1000);
        assertThat(new Failure("s", body, "y").toString()).hasSizeLessThan(500).contains("(1000 characters)");
    }
}
