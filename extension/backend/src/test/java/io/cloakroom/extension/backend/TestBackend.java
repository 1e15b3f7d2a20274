package io.cloakroom.extension.backend;

import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Installation;
import io.cloakroom.rules.engine.Journal.Visibility;
import io.cloakroom.rules.engine.OwnOriginals;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.PromptPreview;
import io.cloakroom.rules.engine.Span;
import io.cloakroom.rules.engine.TransferRegister.Party;
import io.cloakroom.rules.engine.TransferRegister.Relation;
import io.cloakroom.rules.engine.TransferRegister.Transfer;
import io.cloakroom.rules.engine.Vault;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A backend on a free loopback port, with synthetic data behind it that a test may change. */
final class TestBackend implements AutoCloseable {

    static final String EXTENSION = "chrome-extension://abcdefghijklmnopabcdefghijklmnop";
    static final String FINGERPRINT = "AB:CD:" + "01:".repeat(29) + "EF";

    final List<Vault.Placeholder> placeholders = new ArrayList<>();
    final List<String> confirmed = new ArrayList<>();
    final List<Transfer> transfers = new ArrayList<>();
    final List<Installation.Health> health = new ArrayList<>(List.of(new Installation.Health("vault", true, "ok")));
    final BackendConfig config =
            new BackendConfig("127.0.0.1", 0, Set.of("console.example.org"), Set.of(EXTENSION), "1.2.3");
    final BackendServices services = services();
    PromptPreview preview = TestBackend::preview;
    private final BackendServer server;

    TestBackend() {
        server = new BackendServer(config, services).start();
    }

    Http.Answer send(Http.Request request) {
        return request.to(server.port());
    }

    Http.Answer get(String path) {
        return send(Http.get(path));
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }

    static Transfer transfer(String host, String operator, String user, Map<String, Integer> withheld) {
        return transfer(host, operator, user, new Relation("chatgpt", Party.SITE, false), withheld);
    }

    static Transfer transfer(
            String host, String operator, String user, Relation relation, Map<String, Integer> withheld) {
        Instant at = Instant.parse("2026-11-20T09:30:00Z");
        return new Transfer(
                host, operator, "US", relation, user, Visibility.OBSERVED, 3, 0, 900, Map.of(), withheld, at, at);
    }

    static Vault.Placeholder placeholder(String token, String original, String operator, String at) {
        long millis = Instant.parse(at).toEpochMilli();
        return new Vault.Placeholder(token, EntityType.PERSON, original, operator, "conversation", millis);
    }

    private BackendServices services() {
        return new BackendServices(
                new FakeInstallation(health),
                (person, site, text) -> preview.preview(person, site, text),
                new FakeOriginals(placeholders),
                () -> List.copyOf(transfers),
                address -> Person.of("local"),
                new Remembered(confirmed),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }

    private static PromptPreview.Preview preview(Person person, String site, String text) {
        return new PromptPreview.Preview(
                Action.REDACT,
                "",
                Map.of("PERSON", 1),
                Map.of(),
                List.of(new PromptPreview.PreviewSpan(new Span(0, 3), EntityType.PERSON, Action.REDACT)),
                "policy-7");
    }

    /** Lines such as {@code local grok curl/8}. */
    private record Remembered(List<String> confirmed) implements Heartbeats {
        @Override
        public void confirm(Person person, String site, String browser) {
            confirmed.add(person.user() + " " + site + " " + browser);
        }

        @Override
        public void withdraw(Person person, String site, String browser) {
            confirmed.remove(person.user() + " " + site + " " + browser);
        }
    }

    private record FakeInstallation(List<Health> health) implements Installation {

        @Override
        public String caPem() {
            return "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
        }

        @Override
        public String caFingerprint() {
            return FINGERPRINT;
        }

        @Override
        public String proxyAddress() {
            return "127.0.0.1:8180";
        }

        @Override
        public List<String> proxiedHosts() {
            return List.of("chatgpt.com", "*.volces.com");
        }

        @Override
        public String runId() {
            return "run-1";
        }
    }

    /** Every placeholder stands in the pages of every site but {@code nowhere}. */
    private record FakeOriginals(List<Vault.Placeholder> placeholders) implements OwnOriginals {

        @Override
        public List<Vault.Placeholder> all(Person person) {
            return person.user().equals("local") ? List.copyOf(placeholders) : List.of();
        }

        @Override
        public Map<String, String> of(Person person, String site, Collection<String> tokens) {
            if (site.equals("nowhere")) {
                throw new IllegalArgumentException("unknown site");
            }
            return all(person).stream()
                    .filter(placeholder -> tokens.contains(placeholder.token()))
                    .collect(Collectors.toMap(Vault.Placeholder::token, Vault.Placeholder::original));
        }
    }
}
