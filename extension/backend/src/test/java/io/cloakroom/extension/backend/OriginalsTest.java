package io.cloakroom.extension.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginalsTest {

    static final String QUESTION = "{\"site\":\"deepseek\",\"tokens\":[\"[PERSON_1]\",\"[PERSON_9]\"]}";
    private static final String PATH = "/api/ext/v1/originals";

    private static TestBackend backend;

    @BeforeAll
    static void start() {
        backend = new TestBackend();
        backend.placeholders.add(
                TestBackend.placeholder("[PERSON_1]", "Ada \"A\" 김", "DeepSeek", "2026-11-01T10:00:00Z"));
        backend.placeholders.add(TestBackend.placeholder("[PERSON_2]", "Grace", "DeepSeek", "2026-11-01T10:00:00Z"));
    }

    @AfterAll
    static void stop() {
        backend.close();
    }

    @Test
    void saysWhatTheAskedTokensStandFor() {
        Http.Answer answer = backend.send(Http.post(PATH, QUESTION).with("Origin", TestBackend.EXTENSION));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"originals\":{\"[PERSON_1]\":\"Ada \\\"A\\\" 김\"}}");
    }

    @ParameterizedTest
    @CsvSource({"https://chat.deepseek.com", "chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba", "null"})
    void nobodyElseIsTold(String origin) {
        Http.Answer answer = backend.send(Http.post(PATH, QUESTION).with("Origin", origin));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("Ada");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 400",
                "{\"site\":\"nowhere\",\"tokens\":[]} | 400",
                "{\"site\":\"../x\",\"tokens\":[]} | 400",
                "{\"site\":\"deepseek\",\"tokens\":\"[PERSON_1]\"} | 400",
                "{\"site\":\"deepseek\",\"tokens\":[]} | 200",
            })
    void whatIsNoQuestionIsRefused(String body, int status) {
        assertThat(backend.send(Http.post(PATH, body)).status()).isEqualTo(status);
    }

    @Test
    void anEnumerationIsRefused() {
        String many = String.join(",", Collections.nCopies(OriginalsApi.MOST_TOKENS + 1, "\"[PERSON_1]\""));

        Http.Answer answer = backend.send(Http.post(PATH, "{\"site\":\"deepseek\",\"tokens\":[" + many + "]}"));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).doesNotContain("Ada");
    }
}
