package io.cloakroom.rules.wire.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Content;
import io.cloakroom.rules.engine.recognize.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteLintTest {

    private static final String FINE = """
            id: example
            name: Example
            operator: Example Operator
            jurisdiction: US
            facts: 2026-11-28
            hosts:
              - {pattern: chat.example.com, role: chat}
            requests:
              - name: send
                methods: [POST]
                path: /send
                kind: prompt
                text: ["json:/prompt"]
                answers: [chat]
              - name: title
                methods: [POST]
                path: /title
                kind: title
            own_fields: [id]
            answers:
              - id: chat
                content_types: [text/event-stream]
                framing: sse
                text:
                  - {path: /text, mode: append}
            block: {plain: {status: 403, content_type: application/json, body: '{}'}}
            """;

    private static List<String> lint(String yaml) {
        return lint(Map.of("sites/example.yaml", yaml));
    }

    private static List<String> lint(Map<String, String> files) {
        return SiteCatalogue.lint(files).stream().map(Problem::toString).toList();
    }

    @Test
    void whatIsFineHasNoProblems() {
        assertThat(lint(FINE)).isEmpty();
    }

    @Test
    void whatComesWithCloakroomHasNone() {
        assertThat(SiteCatalogue.lint()).isEmpty();
    }

    @Test
    void namedFilesLeaveEachOthersHostsAlone() {
        String other = FINE.replace("id: example", "id: other");

        assertThat(lint(Map.of(
                        "example.yaml", FINE, "other.yaml", other.replace("chat.example.com", "other.example.com"))))
                .isEmpty();
        assertThat(lint(Map.of("example.yaml", FINE, "other.yaml", other)))
                .hasSize(2)
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("other.yaml:7: host chat.example.com is one of site 'example'"));
        assertThat(lint(Map.of("a/example.yaml", FINE, "b/example.yaml", FINE)))
                .anySatisfy(problem -> assertThat(problem).contains("another site has the id 'example'"));
    }

    @Test
    void aDescriptorReplacesTheOneOfItsName() {
        assertThat(lint(Map.of("kimi.yaml", Content.SHIPPED.text("sites/kimi.yaml"))))
                .isEmpty();
        assertThat(lint(Map.of(
                        "iask.yaml", FINE.replace("id: example", "id: iask").replace("chat.example.com", "iask.ai"))))
                .anySatisfy(problem -> assertThat(problem).contains("host iask.ai is one of site 'iask' already"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id: example             | id: other                   | example.yaml:1: site 'other' in a file called example.yaml (call the file other.yaml)",
                "facts: 2026-11-28       | stateless: true             | example.yaml:1: no facts (write the day",
                "chat.example.com        | chatgpt.com                 | example.yaml:7: host chatgpt.com is one of site 'chatgpt' already, and a host has one site (leave it out here or there; services",
                "chat.example.com        | login.windows.net           | example.yaml:7: host login.windows.net is one of site 'microsoft-login' already",
                "chat.example.com        | you.com                     | stand in catalogue/services.yaml",
                "name: title             | name: send                  | example.yaml:15: two requests are called 'send'",
                "path: /title            | path: /send                 | example.yaml:15: request 'title' is never reached, since 'send' before it has the same methods and path",
                "path: /title            | path: /t(itle               | example.yaml:15: the path of request 'title' is no RE2 expression",
                "json:/prompt            | jason:/prompt               | example.yaml:13: no step is called 'jason' in 'jason:/prompt'; the steps are json, form",
                "answers: [chat]         | answers: [other]            | names the answer 'other', which is not described",
                "own_fields: [id]        | own_fields: [id, content]   | example.yaml:19: own field 'content' is one in which people type",
                "{path: /text, mode: append} | {path: /a}\\n      - {path: /a > /b} | example.yaml:26: answer 'chat' has text at /a and inside of it, at /a > /b",
                "kind: prompt            | kind: prompt\\n    piece: true | example.yaml:9: request 'send' is a piece of a file, which is not inspected",
                "kind: title             | kind: titel                 | example.yaml:18: requests[1].kind:",
            })
    void whatIsWrongIsToldWithLineAndRemedy(String right, String wrong, String told) {
        assertThat(FINE).contains(right);
        assertThat(lint(FINE.replace(right, wrong.replace("\\n", "\n"))))
                .anySatisfy(problem -> assertThat(problem).contains(told));
    }
}
