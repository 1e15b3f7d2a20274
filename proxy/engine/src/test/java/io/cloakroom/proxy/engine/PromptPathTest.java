package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cloakroom.proxy.engine.FlowHandler.Answer;
import io.cloakroom.proxy.engine.FlowHandler.Flow;
import io.cloakroom.proxy.engine.FlowHandler.FlowRequest;
import io.cloakroom.proxy.engine.FlowHandler.Forward;
import io.cloakroom.proxy.engine.FlowHandler.Outcome;
import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Journal;
import io.cloakroom.rules.engine.Journal.End;
import io.cloakroom.rules.engine.Journal.Visibility;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.Recognizer;
import io.cloakroom.rules.engine.RestoreReport;
import io.cloakroom.rules.engine.Text;
import io.cloakroom.rules.engine.policy.Policies;
import io.cloakroom.rules.engine.policy.PolicyEngine;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.Drift;
import io.cloakroom.rules.wire.Inspector;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptPathTest {

    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final SiteCatalogue CATALOGUE = SiteCatalogue.shipped();
    private static final String CHATGPT = "/backend-api/f/conversation";
    private static final String DEEPSEEK = "/api/v0/chat/completion";
    private static final String REDACT =
            "id: p\nversion: '1'\nrules:\n  - { id: all, what: {}, action: redact, reason: kept inside }\n";
    private static final String BLOCK = REDACT.replace("redact", "block");

    private final PathRecorder kept = new PathRecorder();
    private final List<String> drifted = new ArrayList<>();
    private final List<String> enumerated = new ArrayList<>();

    private Way path(String policy, Recognizer... recognizers) {
        PolicyEngine engine = engine(policy);
        Inspector inspector = new Inspector(new Analyzer(List.of(recognizers), "test", 0), () -> engine, kept);
        return new Way(new PromptPath(
                CATALOGUE,
                inspector,
                () -> engine,
                kept,
                kept,
                new Alarms() {
                    @Override
                    public void drift(SiteRequest asked, Drift drift, String sketch) {
                        drifted.add(asked.request().target());
                    }

                    @Override
                    public void enumeration(SiteRequest asked) {
                        enumerated.add(asked.request().target());
                    }
                },
                Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    /** Waits for what was recorded. */
    private record Way(PromptPath path) {

        Outcome decide(FlowRequest request) {
            return path.decide(request).toCompletableFuture().join();
        }

        Flow tunnel(String flow, Person person, String host) {
            return path.tunnel(flow, person, host).toCompletableFuture().join();
        }
    }

    private Way path(String policy) {
        return path(policy, new Mail());
    }

    private static PolicyEngine engine(String policy) {
        try {
            return new PolicyEngine(Policies.parse("policy.yaml", policy));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static FlowRequest post(String host, String target, String body) {
        return post(host, target, body.getBytes(StandardCharsets.UTF_8), headers());
    }

    private static FlowRequest post(String host, String target, byte[] body, HttpHeaders headers) {
        return new FlowRequest("flow-1", Person.of("minji"), host, 443, "POST", target, headers, body);
    }

    private static HttpHeaders headers(String... more) {
        HttpHeaders headers = new DefaultHttpHeaders().set("Content-Type", "application/json");
        for (int i = 0; i < more.length; i += 2) {
            headers.set(more[i], more[i + 1]);
        }
        return headers;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Test
    void theStartIsRecordedBeforeThereIsAnythingToForward() {
        Forward forward = (Forward) path(REDACT)
                .decide(post(
                        "chat.deepseek.com",
                        DEEPSEEK,
                        "{\"chat_session_id\":\"c1\",\"prompt\":\"to ada@example.org\"}"));

        assertThat(text(forward.body())).isEqualTo("{\"chat_session_id\":\"c1\",\"prompt\":\"to [EMAIL_1]\"}");
        assertThat(kept.order).containsExactly("issue [EMAIL_1]", "start flow-1");
        assertThat(kept.starts).singleElement().satisfies(start -> {
            assertThat(start.at()).isEqualTo(NOW);
            assertThat(start.person().user()).isEqualTo("minji");
            assertThat(start.recipient().site()).isEqualTo("deepseek");
            assertThat(start.recipient().host()).isEqualTo("chat.deepseek.com");
            assertThat(start.recipient().jurisdiction()).isEqualTo("CN");
            assertThat(start.recipient().kind()).isEqualTo("prompt");
            assertThat(start.visibility()).isEqualTo(Visibility.OBSERVED);
            assertThat(start.action()).isEqualTo("redact");
            assertThat(start.policyVersion()).isEqualTo("p@1");
            assertThat(start.rule()).isEqualTo("all");
            assertThat(start.bodyBytes()).isEqualTo(forward.body().length);
            assertThat(start.sent()).isEmpty();
            assertThat(start.withheld()).containsExactly(Map.entry("EMAIL", 1));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Other         | to a@b.org | true",
                "Content-MD5     | to a@b.org | false",
                "Content-MD5     | hello      | true",
                "x-amz-checksum-sha256 | to a@b.org | false"
            })
    void whatCarriesAChecksumLeavesAsItIsOrNotAtAll(String header, String prompt, boolean leaves) {
        byte[] body = ("{\"prompt\":\"" + prompt + "\"}").getBytes(StandardCharsets.UTF_8);

        Outcome outcome = path(REDACT)
                .decide(post("chat.deepseek.com", DEEPSEEK, body, headers(header, "kAFQmDzST7DWlj99KOF/cg==")));

        assertThat(outcome instanceof Forward).isEqualTo(leaves);
        assertThat(outcome instanceof Answer answer ? text(answer.body()) : "a checksum of it")
                .contains("a checksum of it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | text/csv                 | attachment; filename=a.csv | name,ada@example.org",
                "200 | application/octet-stream | attachment; filename=a.md  | name,ada@example.org",
                "200 | text/html                | attachment; filename=a.htm | name,[EMAIL_1]",
                "200 | text/csv                 | inline                     | name,[EMAIL_1]",
                "206 | text/csv                 | attachment; filename=a.csv | name,[EMAIL_1]",
            })
    void filesOfferedForDownloadAreRestoredWhereTheyAreText(int status, String type, String disposition, String kept) {
        Forward forward = (Forward) path(REDACT)
                .decide(post(
                        "chatgpt.com",
                        "/backend-api/f/conversation",
                        "{\"messages\":[{\"content\":{\"parts\":[\"ada@example.org\"]}}]}"));
        HttpHeaders headers =
                new DefaultHttpHeaders().set("Content-Type", type).set("Content-Disposition", disposition);

        AnswerRestorer restorer = forward.flow().answer(status, headers);

        byte[] file = "name,[EMAIL_1]".getBytes(StandardCharsets.UTF_8);
        assertThat(restorer == null ? text(file) : text(restorer.push(file)) + text(restorer.finish()))
                .isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({
        "chatgpt.com, /backend-api/upload, Content-Range, bytes 0-8/13",
        "api.openai.com, /v1/uploads/upload_1/parts, Accept, */*"
    })
    void aPieceOfAFileIsUninspectable(String host, String target, String header, String value) {
        Answer answer = (Answer) path(REDACT)
                .decide(post(
                        host,
                        target,
                        "Minsu Gil".getBytes(StandardCharsets.UTF_8),
                        headers(header, value, "Content-Type", "text/plain")));

        assertThat(text(answer.body())).contains("in pieces");
        assertThat(kept.starts.getLast().visibility()).isEqualTo(Visibility.UNINSPECTABLE);
    }

    @Test
    void theEndIsRecordedWhenTheFlowEnds() {
        Forward forward = (Forward) path(REDACT).decide(post("chat.deepseek.com", DEEPSEEK, "{\"prompt\":\"hello\"}"));

        forward.flow().end(200, 18, 4000, "complete");

        assertThat(kept.ends).containsExactly(new End("flow-1", NOW, 200, 18, 4000, RestoreReport.NONE, "complete"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // host | target | body | operator | scope
                "chat.deepseek.com | /api/v0/chat/completion | {\"chat_session_id\":\"c1\",\"prompt\":\"a@b.org\"} | Hangzhou DeepSeek | c1",
                "chatgpt.com | /backend-api/f/conversation | {\"messages\":[{\"content\":{\"parts\":[\"a@b.org\"]}}]} | OpenAI | flow:flow-1",
                "api.openai.com | /v1/chat/completions | {\"messages\":[{\"content\":\"a@b.org\"}]} | OpenAI | user",
                "chatgpt.com | /backend-api/unheard-of | {\"x\":\"a@b.org\"} | OpenAI | user",
                "gator.volces.com | /list | {\"events\":[\"a@b.org\"]} | Beijing Volcano Engine | user",
            })
    void placeholdersAreBoundToOperatorAndConversation(
            String host, String target, String body, String operator, String scope) {
        path(REDACT).decide(post(host, target, body));

        assertThat(kept.placeholders).singleElement().satisfies(placeholder -> {
            assertThat(placeholder.operator()).isEqualTo(operator);
            assertThat(placeholder.scope()).isEqualTo(scope);
        });
    }

    @Test
    void aBlockedRequestIsAnsweredInTheSitesOwnShapeAndRecordedAsEnded() {
        Answer answer =
                (Answer) path(BLOCK).decide(post("chat.deepseek.com", DEEPSEEK, "{\"prompt\":\"to ada@example.org\"}"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().get("Content-Type")).startsWith("text/event-stream");
        assertThat(text(answer.body())).contains("kept inside").doesNotContain("ada@example.org");
        assertThat(kept.order).containsExactly("start flow-1", "end flow-1");
        assertThat(kept.starts).singleElement().satisfies(start -> {
            assertThat(start.action()).isEqualTo("block");
            assertThat(start.bodyBytes()).isZero();
            assertThat(start.withheld()).containsExactly(Map.entry("EMAIL", 1));
        });
        assertThat(kept.ends).containsExactly(new End("flow-1", NOW, 200, 0, 0, RestoreReport.NONE, "blocked"));
    }

    @ParameterizedTest(name = "{0}, {1} {2}: {3}")
    @CsvSource({
        // host, method, Sec-Fetch-Mode, page
        "chat.deepseek.com, GET,  navigate, DeepSeek is not open here",
        "chat.deepseek.com, POST, navigate, DeepSeek is not open here",
        "chat.deepseek.com, GET,  cors,     ",
        "gator.volces.com,  GET,  navigate, gator.volces.com is not open here",
        "gator.volces.com,  GET,  no-cors,  ",
    })
    void whoGoesToAClosedSiteReadsAPageAndItsOwnPageGetsAnErrorOfIts(
            String host, String method, String mode, @Nullable String title) {
        String closed = REDACT.replace(
                "rules:\n", "rules:\n  - { id: closed, where: { sites: [deepseek] }, action: block, reason: 닫혔습니다 }\n");

        Answer answer = (Answer) path(closed)
                .decide(new FlowRequest(
                        "flow-1",
                        Person.of("minji"),
                        host,
                        443,
                        method,
                        "/anything",
                        headers("Accept", "text/html,*/*", "Sec-Fetch-Mode", mode),
                        new byte[0]));

        assertThat(text(answer.body())).contains("닫혔습니다");
        assertThat(answer.status()).isEqualTo(title == null ? 200 : 403);
        assertThat(answer.headers().get("Content-Type")).startsWith(title == null ? "application/json" : "text/html");
        assertThat(text(answer.body()).contains("<h1>" + title + "</h1>")).isEqualTo(title != null);
        assertThat(kept.ends).extracting(End::status).containsExactly(answer.status());
    }

    @Test
    void aBlockedSearchIsAPageThatSaysWhatToLeaveOut() {
        HttpHeaders headers = headers("Accept", "text/html", "Sec-Fetch-Mode", "navigate");

        Answer answer = (Answer) path(BLOCK)
                .decide(new FlowRequest(
                        "flow-1",
                        Person.of("minji"),
                        "chatgpt.com",
                        443,
                        "GET",
                        "/backend-api/conversations/search?query=to%20ada%40example.org",
                        headers,
                        new byte[0]));

        assertThat(text(answer.body()))
                .contains("<h1>This was not sent to ChatGPT</h1>", "kept inside", "something personal: email.")
                .doesNotContain("ada");
    }

    @ParameterizedTest
    @CsvSource({
        "gator.volces.com,  /list,                   third_party, block",
        "gator.volces.com,  /api/v0/chat/completion, third_party, block",
        "chat.deepseek.com, /api/v0/chat/completion, prompt,      redact",
        "chat.deepseek.com, /unheard-of,             other,       redact",
    })
    void aPolicyCanTellThirdPartiesFromTheSite(String host, String target, String kind, String action) {
        String policy = REDACT.replace(
                "rules:\n",
                "rules:\n  - { id: third, where: { kinds: [third_party] }, what: {}, action: block, reason: strangers }\n");

        path(policy).decide(post(host, target, "{\"prompt\":\"to ada@example.org\"}"));

        assertThat(kept.starts)
                .extracting(start -> start.recipient().kind(), Journal.Start::action)
                .containsExactly(tuple(kind, action));
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource({
        // recipient, Origin or Referer, page, action
        "gator.volces.com,  Origin  https://chat.deepseek.com,      deepseek, block",
        "gator.volces.com,  Referer https://chat.deepseek.com/a/b,  deepseek, block",
        "gator.volces.com,  Origin  https://www.doubao.com,         doubao,   block",
        "gator.volces.com,  Origin  null,                           '',       block",
        "gator.volces.com,  Origin  https://gator.volces.com,       '',       block",
        "chat.deepseek.com, Origin  https://chat.deepseek.com,      '',       redact",
        "api.openai.com,    Origin  https://chat.deepseek.com,      deepseek, block",
        "api.openai.com,    Origin  https://CHAT.deepseek.com:8443, deepseek, block",
        "api.openai.com,    Origin  https://chatgpt.com,            '',       redact",
        "api.openai.com,    Origin  https://unheard.example,        '',       redact",
        "api.openai.com,    Origin  http://localhost:3000,          '',       redact",
        "api.openai.com,    Referer ::,                             '',       redact",
        "api.elevenlabs.io, Origin  https://claude.ai,              claude,   block",
    })
    void aPageIsNamedByItsBrowserAndCanOnlyMakeThingsStricter(String host, String header, String page, String action) {
        String policy = REDACT.replace(
                "rules:\n",
                "rules:\n  - { id: third, where: { kinds: [third_party] }, what: {}, action: block, reason: strangers }\n");
        String[] named = header.split(" +");

        path(policy)
                .decide(post(
                        host,
                        "/anything",
                        "{\"prompt\":\"to ada@example.org\"}".getBytes(StandardCharsets.UTF_8),
                        headers(named[0], named[1])));

        assertThat(kept.starts)
                .extracting(start -> start.recipient().page(), Journal.Start::action)
                .containsExactly(tuple(page, action));
    }

    @Test
    void aLinkThatIsFollowedIsNoTransferOfThePageItWasOn() {
        HttpHeaders headers = headers(
                "Referer", "https://chat.deepseek.com/", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document");

        path(REDACT)
                .decide(new FlowRequest(
                        "flow-1", Person.of("minji"), "chatgpt.com", 443, "GET", "/", headers, new byte[0]));

        assertThat(kept.starts).extracting(start -> start.recipient().page()).containsExactly("");
    }

    @ParameterizedTest
    @CsvSource({
        "chatgpt.com, /backend-api/conversations/search?query=",
        "claude.ai, /api/organizations/5eed0000-0000-4000-8000-000000000004/conversation/search?limit=5&query=",
    })
    void whatIsSearchedForInTheHistoryIsTextLikeAnyOther(String host, String target) {
        FlowRequest request = new FlowRequest(
                "flow-1",
                Person.of("minji"),
                host,
                443,
                "GET",
                target + "to%20ada%40example.org",
                headers(),
                new byte[0]);

        assertThat(path(REDACT).decide(request))
                .isInstanceOfSatisfying(
                        Forward.class,
                        forward -> assertThat(URLDecoder.decode(forward.target(), StandardCharsets.UTF_8))
                                .isEqualTo(target + "to [EMAIL_1]"));
        assertThat(path(BLOCK).decide(request)).isInstanceOf(Answer.class);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("trust 36: what may pass uninspected, because policy says so, is recorded as such before it leaves")
    @CsvSource(
            delimiter = '|',
            value = {
                "a coding nobody knows | snappy | {\"prompt\":\"hello\"}",
                "not gzip at all       | gzip   | {\"prompt\":\"hello\"}",
                "not JSON              | ''     | {\"prompt\":\"hel",
            })
    void whatCannotBeReadIsBlockedUnlessPolicySaysOtherwise(String what, String coding, String body) {
        FlowRequest request = post(
                "chat.deepseek.com",
                DEEPSEEK,
                body.getBytes(StandardCharsets.UTF_8),
                coding.isEmpty() ? headers() : headers("Content-Encoding", coding));

        Answer blocked = (Answer) path(REDACT).decide(request);
        assertThat(text(blocked.body())).contains("could not read this message");
        assertThat(kept.starts)
                .extracting("visibility", "action", "rule", "bodyBytes")
                .containsExactly(tuple(Visibility.UNINSPECTABLE, "block", "uninspectable", 0L));
        assertThat(kept.ends).extracting("outcome").containsExactly("blocked");

        Forward observed = (Forward) path(REDACT + "uninspectable: observe\n").decide(request);
        assertThat(observed.body()).isSameAs(request.body());
        assertThat(observed.headers()).isSameAs(request.headers());
        assertThat(kept.starts.getLast().action()).isEqualTo("observe");
        assertThat(kept.starts.getLast().visibility()).isEqualTo(Visibility.UNINSPECTABLE);
        assertThat(kept.starts.getLast().bodyBytes()).isEqualTo(request.body().length);
    }

    @Test
    void whatIsTypedAheadIsAnsweredHereAndNothingIsSent() {
        Answer answer = (Answer) path(BLOCK)
                .decide(post(
                        "chatgpt.com",
                        "/backend-api/conversation/experimental/generate_autocompletions",
                        "{\"input_text\":\"to ada@example.o\"}"));

        assertThat(text(answer.body())).isEqualTo("{\"completions\":[]}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(kept.order).isEmpty();
    }

    @Test
    void aDraftIsTakenOutOfTheRequestThatCarriesIt() throws IOException {
        String body =
                "{\"conversation_id\":\"c1\",\"partial_query\":{\"content\":\"to ada@example.o\"},\"model\":\"auto\"}";

        Forward forward = (Forward) path(REDACT)
                .decide(post(
                        "chatgpt.com",
                        "/backend-api/f/conversation/prepare",
                        gzip(body),
                        headers("Content-Encoding", "gzip")));

        assertThat(text(forward.body())).isEqualTo("{\"conversation_id\":\"c1\",\"model\":\"auto\"}");
        assertThat(forward.headers().contains("Content-Encoding")).isFalse();
        assertThat(kept.order).containsExactly("start flow-1");
    }

    @Test
    void anUnchangedBodyStaysInItsContentCoding() throws IOException {
        FlowRequest request = post(
                "chat.deepseek.com", DEEPSEEK, gzip("{\"prompt\":\"hello\"}"), headers("Content-Encoding", "gzip"));

        Forward forward = (Forward) path(REDACT).decide(request);

        assertThat(forward.body()).isSameAs(request.body());
        assertThat(forward.headers().get("Content-Encoding")).isEqualTo("gzip");
        assertThat(kept.starts).extracting("bodyBytes").containsExactly((long) request.body().length);
    }

    @Test
    void aChangedBodyHasNoContentCodingAnyMore() throws IOException {
        FlowRequest request = post(
                "chat.deepseek.com",
                DEEPSEEK,
                gzip("{\"prompt\":\"to ada@example.org\"}"),
                headers("Content-Encoding", "gzip", "X-Other", "kept"));

        Forward forward = (Forward) path(REDACT).decide(request);

        assertThat(text(forward.body())).isEqualTo("{\"prompt\":\"to [EMAIL_1]\"}");
        assertThat(forward.headers().contains("Content-Encoding")).isFalse();
        assertThat(forward.headers().get("X-Other")).isEqualTo("kept");
        assertThat(request.headers().get("Content-Encoding"))
                .as("the request itself is not changed")
                .isEqualTo("gzip");
    }

    @Test
    void personalDataInTheQueryDoesNotLeaveEither() {
        Forward forward = (Forward) path(REDACT)
                .decide(post("chat.deepseek.com", DEEPSEEK + "?for=ada%40example.org&n=1", "{\"prompt\":\"hello\"}"));

        assertThat(forward.target()).doesNotContain("ada").contains("EMAIL_1").endsWith("&n=1");
        assertThat(text(forward.body())).isEqualTo("{\"prompt\":\"hello\"}");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // As described: nobody needs to look.
                "chatgpt.com | /backend-api/f/conversation | {\"messages\":[{\"content\":{\"parts\":[\"a@b.org\"]}}]} | 0",
                "chatgpt.com | /backend-api/f/conversation | {\"messages\":[{\"body\":\"hello\"}]} | 0",
                // Text where the descriptor names none, and a request that it does not name.
                "chatgpt.com | /backend-api/f/conversation | {\"messages\":[{\"body\":\"a@b.org\"}]} | 1",
                "chatgpt.com | /backend-api/unheard-of | {\"x\":\"hello\"} | 0",
                "chatgpt.com | /backend-api/unheard-of | {\"x\":\"please write to my good old friend\"} | 1",
            })
    void aSiteThatChangedIsInspectedAndReported(String host, String target, String body, int reports) {
        Forward forward = (Forward) path(REDACT).decide(post(host, target, body));

        assertThat(text(forward.body())).doesNotContain("a@b.org");
        assertThat(drifted).hasSize(reports);
    }

    @Test
    void withoutTheJournalNothingIsForwarded() {
        kept.journalFails = true;

        assertThatThrownBy(() -> path(REDACT).decide(post("chat.deepseek.com", DEEPSEEK, "{\"prompt\":\"hello\"}")))
                .isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> path(BLOCK).decide(post("chat.deepseek.com", DEEPSEEK, "{\"prompt\":\"a@b.org\"}")))
                .isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> path(REDACT).tunnel("flow-2", Person.of("minji"), "elsewhere.example"))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void withoutTheVaultNothingIsForwarded() {
        kept.vaultFails = true;

        assertThatThrownBy(() -> path(REDACT).decide(post("chat.deepseek.com", DEEPSEEK, "{\"prompt\":\"a@b.org\"}")))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(kept.starts).isEmpty();
    }

    @Test
    void aRecognizerThatFailsForwardsNothing() {
        Recognizer broken = new Recognizer() {
            @Override
            public String id() {
                return "broken";
            }

            @Override
            public List<Finding> recognize(Text text) {
                throw new IllegalStateException("broken");
            }
        };

        assertThatThrownBy(
                        () -> path(REDACT, broken).decide(post("chatgpt.com", CHATGPT, "{\"messages\":[\"hello\"]}")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(kept.starts).isEmpty();
    }

    @Test
    void aTunnelIsRecordedByHostBytesAndTimeAlone() {
        Flow tunnel = path(REDACT).tunnel("flow-2", Person.of("minji"), "elsewhere.example");
        tunnel.end(0, 700, 9000, "complete");

        assertThat(kept.order).containsExactly("start flow-2", "end flow-2");
        assertThat(kept.starts).singleElement().satisfies(start -> {
            assertThat(start.visibility()).isEqualTo(Visibility.TUNNELLED);
            assertThat(start.recipient().host()).isEqualTo("elsewhere.example");
            assertThat(start.recipient().operator()).isEmpty();
            assertThat(start.sent()).isEmpty();
            assertThat(start.withheld()).isEmpty();
        });
        assertThat(kept.ends).containsExactly(new End("flow-2", NOW, 0, 700, 9000, RestoreReport.NONE, "complete"));
        assertThat(tunnel.answer(200, new DefaultHttpHeaders())).isNull();
    }

    @Test
    void theAnswerIsRestoredCountedAndBoundToTheConversationItNames() {
        Forward forward = (Forward) path(REDACT)
                .decide(post(
                        "chatgpt.com", CHATGPT, "{\"messages\":[{\"content\":{\"parts\":[\"to ada@example.org\"]}}]}"));
        HttpHeaders events = new DefaultHttpHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        String answer = """
                event: delta
                data: {"p":"","o":"add","v":{"message":{"content":{"parts":[""]}},"conversation_id":"c7"}}

                event: delta
                data: {"p":"/message/content/parts/0","o":"append","v":"To [EMAIL_1] and [EMAIL_9]."}

                """;

        AnswerRestorer restorer = Objects.requireNonNull(forward.flow().answer(200, events));
        String shown = text(restorer.push(answer.getBytes(StandardCharsets.UTF_8))) + text(restorer.finish());
        forward.flow().end(200, 60, 300, "complete");

        assertThat(shown).contains("To ada@example.org and [EMAIL_9].");
        assertThat(kept.ends)
                .containsExactly(new End("flow-1", NOW, 200, 60, 300, new RestoreReport(1, 0, 1), "complete"));
        assertThat(kept.order)
                .containsExactly("issue [EMAIL_1]", "start flow-1", "end flow-1", "rebind flow:flow-1 to c7");
    }

    @Test
    void anAnswerOfAnotherOperatorOrOfNoTextIsLeftAlone() {
        Way path = path(REDACT);
        path.decide(post("chatgpt.com", CHATGPT, "{\"messages\":[{\"content\":{\"parts\":[\"ada@example.org\"]}}]}"));
        Forward other = (Forward) path.decide(post("chat.deepseek.com", DEEPSEEK, "{\"prompt\":\"and [EMAIL_1]?\"}"));

        AnswerRestorer restorer = Objects.requireNonNull(
                other.flow().answer(200, new DefaultHttpHeaders().set("Content-Type", "application/json")));
        String body = "{\"biz_msg\":\"[EMAIL_1]\"}";

        assertThat(text(restorer.push(body.getBytes(StandardCharsets.UTF_8))) + text(restorer.finish()))
                .isEqualTo(body);
        assertThat(other.flow().answer(200, new DefaultHttpHeaders().set("Content-Type", "image/png")))
                .isNull();
    }

    private static final String CHAT = "{\"messages\":[{\"content\":{\"parts\":[\"to ada@example.org\"]}}]}";

    @Test
    void whatCanBeRewrittenIsAndWhatCannotStopsTheRequestAndWhatIsNotNeededIsLeftOut() {
        Way path = path(REDACT);
        path.decide(post("chatgpt.com", CHATGPT, CHAT));

        Forward written = (Forward) path.decide(post("chatgpt.com", "/backend-api/x/ada@example.org", "{}"));
        assertThat(written.target()).isEqualTo("/backend-api/x/%5BEMAIL_2%5D");

        Answer stopped = (Answer) path.decide(post("chatgpt.com", "/backend-api/x/YWRhQGV4YW1wbGUub3Jn", "{}"));
        assertThat(text(stopped.body())).contains("email", "its address").doesNotContain("ada@");
        assertThat(kept.starts.getLast().action()).isEqualTo("block");
        assertThat(kept.starts.getLast().withheld()).containsExactly(Map.entry("EMAIL", 1));

        Forward sent = (Forward) path.decide(post(
                "chatgpt.com",
                CHATGPT,
                "{\"messages\":[]}".getBytes(StandardCharsets.UTF_8),
                headers("Referer", "https://chatgpt.com/?q=ada%40example.org", "Cookie", "a=1; m=ada@example.org")));
        assertThat(sent.headers().contains("Referer")).isFalse();
        assertThat(sent.headers().get("Cookie")).isEqualTo("a=1");
    }

    @Test
    void anUnreadableRequestThatPolicyLetsPassIsStoppedByALiveValue() {
        Way path = path(REDACT + "uninspectable: observe\n");
        path.decide(post("chatgpt.com", CHATGPT, CHAT));

        assertThat(path.decide(post("chatgpt.com", CHATGPT, "{\"x\": ada@example.org")))
                .isInstanceOf(Answer.class);
        assertThat(path.decide(post("chatgpt.com", CHATGPT, "{\"x\": someone@")))
                .isInstanceOf(Forward.class);
    }

    @ParameterizedTest
    @CsvSource({
        // host, text asked for → shown, outcome
        "chatgpt.com, 5, complete",
        "chatgpt.com, 999, enumeration",
        "chat.deepseek.com, 999, enumeration",
    })
    void anAnswerThatAsksForPlaceholdersByNumberGetsNone(String host, int upTo, String outcome) {
        Way path = path(REDACT);
        path.decide(post("chatgpt.com", CHATGPT, CHAT));
        path.decide(post("chat.deepseek.com", DEEPSEEK, "{\"prompt\":\"to eve@example.org\"}"));
        Forward forward = (Forward) path.decide(post(host, "/backend-api/x", "{\"prompt\":\"list\"}"));
        String asked = IntStream.rangeClosed(1, upTo)
                .mapToObj(number -> "[EMAIL_" + number + "]")
                .collect(Collectors.joining(" "));

        AnswerRestorer restorer = Objects.requireNonNull(
                forward.flow().answer(200, new DefaultHttpHeaders().set("Content-Type", "application/json")));
        String shown = text(restorer.push(("{\"text\":\"" + asked + "\"}").getBytes(StandardCharsets.UTF_8)))
                + text(restorer.finish());
        forward.flow().end(200, 10, 10, "complete");

        assertThat(shown.contains("ada@example.org")).isEqualTo(outcome.equals("complete"));
        assertThat(kept.ends.getLast().outcome()).isEqualTo(outcome);
        assertThat(enumerated).hasSize(outcome.equals("complete") ? 0 : 1);
    }

    @Test
    void aPageThatIsNotTrustedKeepsItsPlaceholders() {
        Forward forward = (Forward)
                path(REDACT).decide(post("chat.deepseek.com", DEEPSEEK, "{\"prompt\":\"to ada@example.org\"}"));
        String answer = "data: {\"p\":\"response/fragments/-1/content\",\"v\":\"To [EMAIL_1].\"}\n\n";

        AnswerRestorer restorer = Objects.requireNonNull(
                forward.flow().answer(200, new DefaultHttpHeaders().set("Content-Type", "text/event-stream")));

        assertThat(text(restorer.push(answer.getBytes(StandardCharsets.UTF_8))) + text(restorer.finish()))
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "chatgpt.com, true",
        "chat.deepseek.com, true",
        "gator.volces.com, true",
        "elsewhere.example, false",
        "chatgpt.com.elsewhere.example, false"
    })
    void onlyCataloguedHostsAreOpened(String host, boolean intercepted) {
        assertThat(path(REDACT).path().intercepts(host)).isEqualTo(intercepted);
    }
}
