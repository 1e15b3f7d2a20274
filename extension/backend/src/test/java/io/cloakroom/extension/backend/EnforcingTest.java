package io.cloakroom.extension.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnforcingTest {

    static final String HEARTBEAT = "{\"site\":\"grok\",\"enforcing\":true}";
    private static final String PATH = "/api/ext/v1/enforcing";

    private static TestBackend backend;

    @BeforeAll
    static void start() {
        backend = new TestBackend();
    }

    @AfterAll
    static void stop() {
        backend.close();
    }

    private static Http.Request said(String body) {
        return Http.post(PATH, body).with("Origin", TestBackend.EXTENSION).with("User-Agent", "Browser/1");
    }

    @Test
    void aConfirmationCountsForThePersonAndTheBrowserUntilItIsWithdrawn() {
        Http.Answer answer = backend.send(said(HEARTBEAT));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"validSeconds\":" + Heartbeats.VALID_SECONDS + "}");
        assertThat(backend.confirmed).containsExactly("local grok Browser/1");

        assertThat(backend.send(said(HEARTBEAT.replace("true", "false"))).body())
                .isEqualTo("{\"validSeconds\":0}");
        assertThat(backend.confirmed).isEmpty();
    }

    @Test
    void anotherSitesPageConfirmsNothing() {
        assertThat(backend.send(said(HEARTBEAT).with("Origin", "https://grok.com"))
                        .status())
                .isEqualTo(403);
        assertThat(backend.confirmed).isEmpty();
    }

    @Test
    void aBrowserWithoutANameConfirmsNothing() {
        assertThat(backend.send(said(HEARTBEAT).with("User-Agent", null)).status())
                .isEqualTo(400);
        assertThat(backend.confirmed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 400",
                "{\"site\":\"grok\"} | 400",
                "{\"site\":\"../x\",\"enforcing\":true} | 400",
                "{\"site\":\"grok\",\"enforcing\":\"yes\"} | 400",
            })
    void whatIsNoHeartbeatIsRefused(String body, int status) {
        assertThat(backend.send(said(body)).status()).isEqualTo(status);
        assertThat(backend.confirmed).isEmpty();
    }
}
