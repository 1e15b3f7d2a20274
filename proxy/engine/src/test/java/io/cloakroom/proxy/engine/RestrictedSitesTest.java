package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.FlowHandler.Answer;
import io.cloakroom.proxy.engine.FlowHandler.FlowRequest;
import io.cloakroom.proxy.engine.FlowHandler.Forward;
import io.cloakroom.proxy.engine.FlowHandler.Outcome;
import io.cloakroom.proxy.engine.FlowHandler.Passage;
import io.cloakroom.proxy.engine.guard.Refusal;
import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.Journal;
import io.cloakroom.rules.engine.Journal.Visibility;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.policy.Policies;
import io.cloakroom.rules.engine.policy.PolicyEngine;
import io.cloakroom.rules.wire.Inspector;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import io.cloakroom.rules.wire.site.SiteDescriptor.Transport;
import io.cloakroom.rules.wire.site.Tenant;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sites whose bodies are signed, that are open to some accounts only, or that judge handshakes. */
class RestrictedSitesTest {

    private static final String SIGNED = """
            id: signing
            name: Signing
            operator: Example Operator
            jurisdiction: US
            signed_when: {header: authorization, prefix: AWS4-HMAC-SHA256}
            hosts: [{pattern: signing.example.com, role: api}]
            requests: [{name: send, methods: [POST], path: /send, kind: prompt, text: ["json:/prompt"]}]
            block: {plain: {status: 400, content_type: application/json, body: '{"message":"{{message}}"}'}}
            """;
    private static final String POLICY = "id: p\nversion: '1'\nrules:\n  - { id: all, what: {}, action: redact }\n";

    private final PathRecorder kept = new PathRecorder();
    private final PromptPath path = path();

    private PromptPath path() {
        try {
            PolicyEngine engine = new PolicyEngine(Policies.parse("policy.yaml", POLICY));
            Tenant.Required required = new Tenant.Required(List.of("w-1", "w-2"), "directory-1");
            SiteCatalogue shipped = SiteCatalogue.shipped(
                            Map.of("openai", required, "anthropic", required, "microsoft", required))
                    .reached(Map.of("gemini", Transport.PAGE));
            List<Site> sites = new ArrayList<>(shipped.sites());
            sites.add(SiteCatalogue.read("signing.yaml", SIGNED));
            return new PromptPath(
                    SiteCatalogue.of(sites),
                    new Inspector(new Analyzer(List.of(new Mail()), "test", 0), () -> engine, kept),
                    () -> engine,
                    kept,
                    kept,
                    (asked, drift, sketch) -> {},
                    (person, site, browser) -> site.equals("gemini") && browser.equals("Browser/1"),
                    Clock.fixed(Instant.parse("2026-03-01T09:00:00Z"), ZoneOffset.UTC));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Outcome post(String host, String target, String body, String... headers) {
        HttpHeaders all = new DefaultHttpHeaders().set("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            all.set(headers[i], headers[i + 1]);
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return path.decide(new FlowRequest("flow-1", Person.of("minji"), host, 443, "POST", target, all, bytes))
                .toCompletableFuture()
                .join();
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Test
    void whatIsSignedIsBlockedWithItsReasonAndNothingIsKept() {
        Outcome outcome = post(
                "signing.example.com",
                "/send",
                "{\"prompt\":\"to ada@example.org\"}",
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=EXAMPLE");

        assertThat(outcome).isInstanceOfSatisfying(Answer.class, answer -> {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(text(answer.body()))
                    .contains("Cloakroom did not send this")
                    .contains("(email)")
                    .contains("signs its messages")
                    .contains("Take the data out")
                    .doesNotContain("ada@");
        });
        assertThat(kept.starts).singleElement().satisfies(start -> {
            assertThat(start.action()).isEqualTo("block");
            assertThat(start.withheld()).containsEntry("EMAIL", 1);
        });
        assertThat(kept.values("minji")).isEmpty();
    }

    @Test
    void whatIsSignedAndHoldsNothingPassesAsItCame() {
        String body = "{ \"prompt\" : \"h\\u0065llo\" }";

        Outcome outcome = post("signing.example.com", "/send", body, "Authorization", "AWS4-HMAC-SHA256 C=EXAMPLE");

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Forward.class, sent -> assertThat(text(sent.body())).isEqualTo(body));
    }

    @Test
    void theSameWithAKeyIsRedacted() {
        Outcome outcome = post(
                "signing.example.com", "/send", "{\"prompt\":\"to ada@example.org\"}", "Authorization", "Bearer k");

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Forward.class,
                        sent -> assertThat(text(sent.body())).isEqualTo("{\"prompt\":\"to [EMAIL_1]\"}"));
    }

    @ParameterizedTest
    @CsvSource({
        "chatgpt.com, /backend-api/f/conversation, ChatGPT-Allowed-Workspace-Id, 'w-1,w-2'",
        "claude.ai, /api/new, anthropic-allowed-org-ids, 'w-1,w-2'",
        "api.anthropic.com, /v1/messages, anthropic-allowed-org-ids, 'w-1,w-2'",
        "login.microsoftonline.com, /common/login, Restrict-Access-To-Tenants, 'w-1,w-2'",
        "login.windows.net, /common/login, Restrict-Access-Context, directory-1",
    })
    void theVendorHearsOfOurTenantsAndNotOfTheClients(String host, String target, String header, String value) {
        Outcome outcome = post(host, target, "{\"prompt\":\"hello\"}", header.toLowerCase(Locale.ROOT), "theirs");

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Forward.class,
                        sent -> assertThat(sent.headers().getAll(header)).containsExactly(value));
    }

    /** Asks for a WebSocket, as a browser does. */
    private Outcome open(String host, String target, String... headers) {
        HttpHeaders all = new DefaultHttpHeaders().set("Upgrade", "websocket");
        for (int i = 0; i < headers.length; i += 2) {
            all.set(headers[i], headers[i + 1]);
        }
        return path.decide(new FlowRequest("flow-1", Person.of("minji"), host, 443, "GET", target, all, new byte[0]))
                .toCompletableFuture()
                .join();
    }

    @ParameterizedTest
    @CsvSource({
        "chatgpt.com, /ws, ChatGPT-Allowed-Workspace-Id, 'w-1,w-2'",
        "api.anthropic.com, /v1/stream, anthropic-allowed-org-ids, 'w-1,w-2'",
    })
    void soDoesOneThatIsAskedForAWebSocket(String host, String target, String header, String value) {
        assertThat(open(host, target, header.toLowerCase(Locale.ROOT), "theirs"))
                .isInstanceOfSatisfying(
                        Forward.class,
                        sent -> assertThat(sent.headers().getAll(header)).containsExactly(value));
    }

    @ParameterizedTest
    @CsvSource({
        "chatgpt.com, /backend-anon/f/conversation, with an account of its own only",
        "login.microsoftonline.com, /socket, no WebSocket is opened where they do",
    })
    void aWebSocketThatMayNotBeIsRefusedWithItsReason(String host, String target, String reason) {
        assertThat(open(host, target))
                .isInstanceOfSatisfying(
                        Answer.class, answer -> assertThat(text(answer.body())).contains(reason));
        assertThat(kept.starts)
                .singleElement()
                .satisfies(start -> assertThat(start.action()).isEqualTo("block"));
    }

    @Test
    void aClientsOwnTenantsAreTakenOutWhereNoneAreRequired() {
        Outcome outcome = post(
                "gemini.google.com", "/x", "{\"prompt\":\"hello\"}", "X-GoogApps-Allowed-Domains", "theirs.example");

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Forward.class,
                        sent -> assertThat(sent.headers().contains("X-GoogApps-Allowed-Domains"))
                                .isFalse());
    }

    @Test
    void whatPeopleSignInWithIsNotRead() {
        String body = "{\"username\":\"ada@example.org\"}";

        Outcome outcome = post("login.microsoftonline.com", "/common/login", body);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Forward.class, sent -> assertThat(text(sent.body())).isEqualTo(body));
        assertThat(kept.starts)
                .singleElement()
                .satisfies(start -> assertThat(start.visibility()).isEqualTo(Visibility.TUNNELLED));
    }

    @Test
    void aServiceWithoutAnAccountIsRefused() {
        Outcome outcome = post("chatgpt.com", "/backend-anon/f/conversation", "{\"messages\":[]}");

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Answer.class,
                        answer -> assertThat(text(answer.body())).contains("with an account of its own only"));
        assertThat(kept.starts)
                .singleElement()
                .satisfies(start -> assertThat(start.rule()).isEqualTo("tenant-restriction"));
    }

    @ParameterizedTest
    @CsvSource({
        "gemini.google.com, Browser/1, TUNNEL",
        "gemini.google.com, curl/8, REFUSE",
        "gemini.google.com, '', REFUSE",
        "chatgpt.com, curl/8, INSPECT",
    })
    void aSiteThatJudgesHandshakesIsOpenToBrowsersThatConfirmed(String host, String browser, Passage passage) {
        assertThat(path.passage(Person.of("minji"), host, browser)).isEqualTo(passage);
    }

    @Test
    void aRefusedConnectionIsRecordedWithItsRecipient() {
        path.refused("flow-2", Person.of("minji"), "gemini.google.com", Refusal.Kind.TRANSPORT_PAGE, 403)
                .toCompletableFuture()
                .join();

        path.refused("flow-3", Person.of("minji"), "elsewhere.example", Refusal.Kind.UNREACHABLE, 502)
                .toCompletableFuture()
                .join();

        assertThat(kept.ends).extracting(Journal.End::outcome).containsExactly(Journal.REFUSED);
        assertThat(kept.starts).singleElement().satisfies(start -> {
            assertThat(start.recipient().site()).isEqualTo("gemini");
            assertThat(start.action()).isEqualTo("block");
            assertThat(start.rule()).isEqualTo("transport-page");
        });
    }

    @ParameterizedTest
    @CsvSource({"gemini.google.com, transport-page", "chatgpt.com, ''", "elsewhere.example, ''"})
    void aTunnelIsRecordedWithTheRuleThatLetItPass(String host, String rule) {
        path.tunnel("flow-3", Person.of("minji"), host).toCompletableFuture().join();

        assertThat(kept.starts)
                .singleElement()
                .satisfies(start -> assertThat(start.rule()).isEqualTo(rule));
    }
}
