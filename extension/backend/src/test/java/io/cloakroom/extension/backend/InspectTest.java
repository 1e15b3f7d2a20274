package io.cloakroom.extension.backend;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.PromptPreview.Preview;
import io.cloakroom.rules.engine.PromptPreview.PreviewSpan;
import io.cloakroom.rules.engine.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class InspectTest {

    static final String QUESTION = "{\"site\":\"chatgpt\",\"text\":\"Ada sends her love\"}";
    private static final String PATH = "/api/ext/v1/inspect";

    private final TestBackend backend = new TestBackend();

    @AfterEach
    void stop() {
        backend.close();
    }

    @Test
    void saysWhatWouldHappen() {
        List<String> asked = new ArrayList<>();
        backend.preview = (person, site, text) -> {
            asked.addAll(List.of(person.user(), site, text));
            return new Preview(
                    Action.BLOCK,
                    "Secrets stay here.",
                    Map.of("SECRET", 2),
                    Map.of("PERSON", 1),
                    List.of(new PreviewSpan(new Span(0, 3), EntityType.SECRET, Action.BLOCK)),
                    "policy-9");
        };
        assertThat(backend.send(Http.post(PATH, QUESTION)).body())
                .isEqualTo(
                        "{\"action\":\"block\",\"reason\":\"Secrets stay here.\",\"withheld\":{\"SECRET\":2},\"sent\":{\"PERSON\":1},"
                                + "\"spans\":[{\"start\":0,\"end\":3,\"type\":\"SECRET\",\"action\":\"block\"}],\"policyVersion\":\"policy-9\"}");
        assertThat(asked).containsExactly("local", "chatgpt", "Ada sends her love");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{}",
                "{\"site\":\"chatgpt\"}",
                "{\"text\":\"Ada\"}",
                "{\"site\":\"chatgpt\",\"text\":null}",
                "{\"site\":\"chatgpt\",\"text\":7}",
                "{\"site\":\"chatgpt\",\"text\":true}",
                "{\"site\":\"chatgpt\",\"text\":[\"Ada\"]}",
                "{\"site\":\"chatgpt\",\"text\":\"Ada\",\"more\":1}",
                "{\"site\":\"chatgpt\",\"text\":\"Ada\",\"text\":\"Bob\"}",
                "{\"site\":\"chatgpt\",\"text\":\"Ada\"} {}",
                "{'site':'chatgpt','text':'Ada'}",
                "{\"site\":\"\",\"text\":\"Ada\"}",
                "{\"site\":\"../chatgpt\",\"text\":\"Ada\"}",
                "{\"site\":\"Chat GPT\",\"text\":\"Ada\"}",
            })
    void anythingElseIsRefusedWithoutRepeatingIt(String body) {
        Http.Answer answer = backend.send(Http.post(PATH, body));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("remedy").asText()).startsWith("Send ");
        assertThat(answer.body()).doesNotContain("Ada").doesNotContain("more");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] latin = "{\"site\":\"chatgpt\",\"text\":\"Müller\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] wide = QUESTION.getBytes(StandardCharsets.UTF_16);
        Http.Request request = Http.post(PATH, QUESTION);
        for (byte[] body : List.of(latin, wide)) {
            Http.Answer answer = backend.send(new Http.Request("POST", PATH, request.headers(), body));
            assertThat(answer.status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "application/json,                200",
                "Application/JSON; charset=utf-8, 200",
                "text/plain,                      415",
                "application/x-www-form-urlencoded, 415",
                "application/jsonp,               415",
                "-,                               415",
            })
    void theBodyIsDeclaredAsJson(String type, int status) {
        assertThat(backend.send(Http.post(PATH, QUESTION).with("Content-Type", type))
                        .status())
                .isEqualTo(status);
    }

    /** The limit counts bytes of the text, however it is escaped. */
    @ParameterizedTest
    @CsvSource({
        "a,        262144,  200",
        "a,        262145,  413",
        "ü,        131072,  200",
        "ü,        131073,  413",
        "\\u0061,  262144,  200",
        "\\u0061,  262145,  413",
        "\\u0061,  400000,  413",
        "a,        3000000, 413",
    })
    void aTextOverTheLimitIsNotInspectedInPart(String unit, int times, int status) {
        Http.Answer answer =
                backend.send(Http.post(PATH, "{\"site\":\"chatgpt\",\"text\":\"" + unit.repeat(times) + "\"}"));
        assertThat(answer.status()).isEqualTo(status);
        if (status == 413) {
            assertThat(answer.json().get("remedy").asText()).contains("shorter pieces");
        }
    }

    @Test
    void aBodyWithoutDeclaredLengthHasTheSameLimit() {
        String head = "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
        String chunk = "{\"site\":\"chatgpt\",\"text\":\"" + "a".repeat(2_000_000) + "\"}";
        String body = Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n0\r\n\r\n";
        Http.Answer answer =
                Http.raw(backend.port(), head.getBytes(StandardCharsets.UTF_8), body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void theExtensionCanReadARefusal() {
        Http.Answer answer = backend.send(Http.post(PATH, "{}").with("Origin", TestBackend.EXTENSION));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("access-control-allow-origin")).isEqualTo(TestBackend.EXTENSION);
    }

    @Test
    void metricsCountAnswersByOutcome() {
        backend.send(Http.post(PATH, QUESTION));
        backend.send(Http.post(PATH, QUESTION));
        backend.send(Http.post(PATH, "{}"));
        assertThat(backend.get("/metrics").body())
                .contains("cloakroom_inspect_seconds_count{outcome=\"redact\"} 2")
                .contains("cloakroom_inspect_seconds_count{outcome=\"refused\"} 1");
    }

    @Test
    void whatIsInspectedAppearsNowhereElse() {
        String canary = "canary-7f3a91";
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.INFO);
        try {
            String body = QUESTION.replace("Ada", canary);
            backend.send(Http.post(PATH, body));
            backend.send(Http.post(PATH, body + canary));
            backend.send(Http.post(PATH + "/" + canary, body));
            backend.preview = (person, site, text) -> {
                throw new IllegalStateException("cannot recognise " + text);
            };
            assertBroken(backend.send(Http.post(PATH, body)), canary);
            backend.preview = (person, site, text) -> {
                throw new StackOverflowError("cannot recognise " + text);
            };
            assertBroken(backend.send(Http.post(PATH, body)), canary);
        } finally {
            root.detachAppender(log);
            root.setLevel(before);
        }
        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).anyMatch(line -> line.contains(PATH));
        assertThat(log.list)
                .allSatisfy(event -> assertThat(event.getFormattedMessage()).doesNotContain(canary))
                .allSatisfy(event -> assertThat(event.getThrowableProxy()).isNull());
        assertThat(backend.get("/metrics").body()).doesNotContain(canary);
    }

    private static void assertBroken(Http.Answer answer, String canary) {
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.type()).isEqualTo(Problem.CONTENT_TYPE);
        assertThat(answer.body()).contains("Ask again").doesNotContain(canary);
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    }
}
