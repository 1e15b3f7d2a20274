package io.cloakroom.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.testkit.LoopbackPki;
import io.cloakroom.proxy.testkit.LoopbackPki.Flaw;
import io.cloakroom.proxy.testkit.LoopbackServer;
import io.cloakroom.proxy.testkit.Recorder;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.wire.site.SiteDescriptor.Transport;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running installation counts, and that a site that judges handshakes is closed until a browser confirms. */
class MetricsTest {

    private static final String ORIGINAL = "ada.lovelace@example.org";
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    @TempDir
    private Path directory;

    @Test
    void countsFlowsFindingsPlaceholdersAndRefusalsAndNamesNobody() throws Exception {
        LoopbackPki pki = LoopbackPki.create();
        Recorder recorder = new Recorder();
        LoopbackServer.Host api = (request, reply) -> reply.text(
                200,
                "application/json",
                "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"for [EMAIL_1] or Email 1\"}}]}");
        try (LoopbackServer origin =
                new LoopbackServer(pki.serverContext(Flaw.NONE), Map.of("api.openai.com", api), recorder)) {
            Path roots = Files.writeString(directory.resolve("roots.pem"), pki.rootPem());
            Config config = Config.read(Files.writeString(
                            directory.resolve("cloakroom.yaml"),
                            "sites: { claude: { transport: page } }\ntenants: { openai: { allowed: [w-1] } }\n"))
                    .withPorts(0, 0)
                    .withUpstream(
                            Map.of("api.openai.com", origin.address(), "claude.ai", origin.address()),
                            List.of(roots.toString()));
            try (Cloakroom cloakroom = Cloakroom.start(config, directory, directory.resolve("data"))) {
                assertThat(cloakroom.catalogue().site("claude.ai").transport()).isEqualTo(Transport.PAGE);
                Client client = new Client(
                        cloakroom.proxyPort(), cloakroom.installation().caPem(), "");
                Client.Answer answer = client.send(
                        "POST",
                        "api.openai.com",
                        "/v1/chat/completions",
                        JSON,
                        "{\"messages\":[{\"role\":\"user\",\"content\":\"write to " + ORIGINAL + "\"}]}");
                assertThat(answer.body()).contains("for " + ORIGINAL);
                Client.Answer closed = client.send("GET", "claude.ai", "/", Map.of("Accept", "text/html"), "");
                assertThat(closed.status()).isEqualTo(403);
                assertThat(closed.body()).contains("claude.ai is not open here");

                String metrics = get(cloakroom.consoleUrl() + "/metrics");

                assertThat(metrics)
                        .contains(
                                "cloakroom_flows_total{action=\"redact\",site=\"openai-api\",visibility=\"observed\"} 1.0")
                        .contains("cloakroom_blocks_total{rule=\"transport-page\",site=\"claude\"} 1.0")
                        .contains("cloakroom_findings_total{site=\"openai-api\",type=\"EMAIL\",went=\"withheld\"} 1.0")
                        .contains("cloakroom_placeholders_total{became=\"restored\"} 1.0")
                        .contains("cloakroom_placeholders_total{became=\"altered\"} 1.0")
                        .contains("cloakroom_placeholders_total{became=\"unknown\"} 0.0")
                        .contains("cloakroom_refusals_total{reason=\"transport-page\"} 1.0")
                        .contains("cloakroom_refusals_total{reason=\"too-large\"} 0.0")
                        .contains("cloakroom_queue 0.0")
                        .contains("cloakroom_connections ")
                        .doesNotContain("lovelace")
                        .doesNotContain("local\"");
            }
        }
    }

    private static String get(String url) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void aConfirmationEndsByItself() {
        AtomicLong nanos = new AtomicLong();
        Confirmations confirmations = new Confirmations(nanos::get);
        Person minji = Person.of("minji");
        confirmations.confirm(minji, "grok", "Browser/1");

        nanos.addAndGet(89_000_000_000L);
        assertThat(confirmations.isConfirmed(minji, "grok", "Browser/1")).isTrue();
        assertThat(confirmations.isConfirmed(minji, "grok", "Browser/2")).isFalse();
        assertThat(confirmations.isConfirmed(minji, "other", "Browser/1")).isFalse();
        assertThat(confirmations.isConfirmed(Person.of("ada"), "grok", "Browser/1"))
                .isFalse();

        nanos.addAndGet(2_000_000_000L);
        assertThat(confirmations.isConfirmed(minji, "grok", "Browser/1")).isFalse();

        confirmations.confirm(minji, "grok", "Browser/1");
        confirmations.withdraw(minji, "grok", "Browser/1");
        assertThat(confirmations.isConfirmed(minji, "grok", "Browser/1")).isFalse();
    }
}
