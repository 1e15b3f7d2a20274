package io.cloakroom.extension.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloakroom.rules.engine.Installation.Health;
import io.cloakroom.rules.engine.TransferRegister.Party;
import io.cloakroom.rules.engine.TransferRegister.Relation;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    private static TestBackend backend;

    @BeforeAll
    static void start() {
        backend = new TestBackend();
    }

    @AfterAll
    static void stop() {
        backend.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /                        | 200 | text/html                         | <title>Home · Cloakroom</title>
            /mine                    | 200 | text/html                         | Nothing yet
            /setup                   | 200 | text/html                         | Trust the certificate
            /ca.pem                  | 200 | application/x-pem-file            | -----BEGIN CERTIFICATE-----
            /proxy.pac               | 200 | application/x-ns-proxy-autoconfig | "PROXY 127.0.0.1:8180"
            /healthz                 | 200 | text/plain                        | ok
            /readyz                  | 200 | application/json                  | {"ready":true,"parts":[{"part":"vault","ready":true,"detail":"ok"}]}
            /metrics                 | 200 | text/plain                        | jvm_memory_used_bytes
            /metrics                 | 200 | text/plain                        | jvm_threads_live_threads
            /assets/cloakroom.css    | 200 | text/css                          | prefers-color-scheme: dark
            /assets/icon.svg         | 200 | image/svg+xml                     | <svg xmlns="http://www.w3.org/2000/svg"
            /api/v1/openapi.json     | 200 | application/json                  | "openapi": "3.1.0"
            /api/v1/transfers        | 200 | application/json                  | {"transfers":[]}
            /api/ext/v1/status       | 200 | application/json                  | {"runId":"run-1","version":"1.2.3","ready":true}
            /api/ext/v1/inspect      | 405 | application/problem+json          | "remedy":"Use POST."
            /nothing/here            | 404 | application/problem+json          | "status":404
            """)
    void answers(String path, int status, String type, String holds) {
        Http.Answer answer = backend.get(path);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo(type);
        assertThat(answer.body()).contains(holds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/mine",
                "/setup",
                "/ca.pem",
                "/metrics",
                "/nothing",
                "/api/ext/v1/status",
                "/api/v1/transfers"
            })
    void everyAnswerIsProtected(String path) {
        assertProtected(backend.get(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
                "GET http://evil.example/mine HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /%2e%2e/mine HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            })
    void whatIsNotHttpIsRefusedInTheSameWords(String request) {
        Http.Answer answer = Http.raw(backend.port(), request.getBytes(StandardCharsets.UTF_8), new byte[0]);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("remedy").asText()).isNotBlank();
        assertProtected(answer);
    }

    @Test
    void browsersGetAPageForAnErrorAndProgramsAProblem() {
        Http.Answer page = backend.send(Http.get("/nothing").with("Accept", "text/html,*/*;q=0.8"));
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.type()).isEqualTo("text/html");
        assertThat(page.body()).contains("There is nothing at this address.");

        Http.Answer problem = backend.send(Http.get("/api/nothing").with("Accept", "text/html,*/*;q=0.8"));
        assertThat(problem.type()).isEqualTo("application/problem+json");
        assertThat(problem.json().properties().stream().map(Map.Entry::getKey))
                .containsExactly("type", "title", "status", "detail", "remedy");
    }

    @Test
    void aWrongMethodIsToldTheRightOne() {
        Http.Answer answer = backend.send(Http.get("/mine").method("DELETE"));
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow")).isEqualTo("GET");
    }

    @Test
    void oneUnreadyPartMakesTheWholeUnready() {
        try (TestBackend ailing = new TestBackend()) {
            ailing.health.add(new Health("journal", false, "The disk is full: free some space."));
            Http.Answer readiness = ailing.get("/readyz");
            assertThat(readiness.status()).isEqualTo(503);
            assertThat(readiness.json().at("/parts/1/detail").asText()).isEqualTo("The disk is full: free some space.");
            assertThat(ailing.get("/healthz").status()).isEqualTo(200);
            assertThat(ailing.get("/api/ext/v1/status").json().get("ready").asBoolean())
                    .isFalse();
            assertThat(ailing.get("/").body()).contains("The disk is full: free some space.");
        }
    }

    @Test
    void theSetUpPageNamesFingerprintAndConfiguration() {
        Http.Answer page = backend.send(Http.get("/setup")
                .with("Host", "localhost:8181")
                .with("User-Agent", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/150"));
        assertThat(page.body())
                .contains(
                        TestBackend.FINGERPRINT,
                        TestBackend.FINGERPRINT.replace(":", ""),
                        "http://localhost:8181/proxy.pac")
                .containsPattern("<details name=\"system\" open>\\s*<summary>macOS");
    }

    @Test
    void theTransferRegisterAddsPeopleUpAndNamesNone() {
        try (TestBackend register = new TestBackend()) {
            register.transfers.add(TestBackend.transfer("chatgpt.com", "OpenAI", "local", Map.of("PERSON", 2)));
            register.transfers.add(
                    TestBackend.transfer("chatgpt.com", "OpenAI", "ada", Map.of("PERSON", 1, "EMAIL", 4)));
            Http.Answer answer = register.get("/api/v1/transfers");
            assertThat(answer.body()).doesNotContain("ada");
            JsonNode row = answer.json().at("/transfers/0");
            assertThat(row.get("people").asInt()).isEqualTo(2);
            assertThat(row.get("flows").asInt()).isEqualTo(6);
            assertThat(row.get("withheld").toString()).isEqualTo("{\"EMAIL\":4,\"PERSON\":3}");
        }
    }

    @Test
    void whatIsNotTheSiteItselfIsSaidAndHowThatIsKnown() {
        try (TestBackend register = new TestBackend()) {
            Relation known = new Relation("deepseek", Party.THIRD_PARTY, true);
            Relation unknown = new Relation("deepseek", Party.UNKNOWN_THIRD_PARTY, false);
            register.transfers.add(
                    TestBackend.transfer("gator.volces.com", "Volcano Engine", "local", known, Map.of()));
            register.transfers.add(TestBackend.transfer("api.openai.com", "OpenAI", "local", unknown, Map.of()));

            assertThat(register.get("/api/v1/transfers").json().at("/transfers"))
                    .extracting(
                            row -> row.get("site").asText(),
                            row -> row.get("party").asText(),
                            row -> row.get("inferred").asBoolean())
                    .containsExactly(
                            tuple("deepseek", "unknown_third_party", false), tuple("deepseek", "third_party", true));
            assertThat(register.get("/mine").body())
                    .contains("unknown third party of deepseek", "third party of deepseek (inferred)");
        }
    }

    @Test
    void aTakenPortIsSaidWithWhatToDo() {
        BackendConfig taken = new BackendConfig("127.0.0.1", backend.port(), Set.of(), Set.of(), "1");
        assertThatThrownBy(() -> new BackendServer(taken, backend.services).start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("--console-port");
    }

    private static void assertProtected(Http.Answer answer) {
        assertThat(answer.headers())
                .containsEntry("content-security-policy", Guard.CONTENT_SECURITY_POLICY)
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("x-frame-options", "DENY")
                .containsEntry("referrer-policy", "no-referrer")
                .containsEntry("cross-origin-resource-policy", "same-origin")
                .containsEntry("cache-control", "no-store")
                .doesNotContainKeys("server", "set-cookie", "x-powered-by");
    }
}
