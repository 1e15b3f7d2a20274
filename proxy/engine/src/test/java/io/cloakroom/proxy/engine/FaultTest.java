package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.proxy.engine.Faulty.Step;
import io.cloakroom.proxy.engine.OriginCertificates.Like;
import io.cloakroom.proxy.engine.gate.Limits;
import io.cloakroom.proxy.engine.guard.Identity;
import io.cloakroom.proxy.engine.tls.CertificateAuthority;
import io.cloakroom.proxy.testkit.ClientTls;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One thing breaks, in one place, in every way a thing can break; the rest of the engine runs as it is. */
class FaultTest {

    private static final String CHAT = "chatgpt.com";
    private static final String UNMAPPED = "us.api.openai.com";
    private static final String BODY = "{\"messages\":[{\"content\":{\"parts\":[\"write to ada@example.org\"]}}]}";
    private static final String POST = "POST /backend-api/f/conversation HTTP/1.1\r\nHost: %s\r\nAccept: text/html\r\n"
            + "Content-Type: application/json\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;
    private static final String ANSWER =
            "event: delta\ndata: {\"p\":\"\",\"o\":\"add\",\"v\":{\"message\":{\"content\":{\"parts\":[\"\"]}}}}\n\n"
                    + "event: delta\ndata: {\"p\":\"/message/content/parts/0\",\"o\":\"append\",\"v\":\"Dear [EMAIL_1]\"}\n\n";

    /** Ways to break. The last breaks whoever looks at it. */
    private static final Map<String, Throwable> WAYS = Map.of(
            "an exception", new IllegalStateException("broken"),
            "a stack overflow", new StackOverflowError(),
            "no memory", new OutOfMemoryError("Java heap space"),
            "an interrupt", new InterruptedException(),
            "a fault that cannot be looked at",
                    new IllegalStateException() {
                        private static final long serialVersionUID = 1;

                        @Override
                        public StackTraceElement[] getStackTrace() {
                            throw new IllegalStateException("broken too");
                        }
                    });
    /** An origin is verified and its leaf minted once, so each way needs an origin of its own. */
    private static final Map<String, String> UNKNOWN = Map.of(
            "an exception", "chat.deepseek.com",
            "a stack overflow", "chat.openai.com",
            "no memory", "api.openai.com",
            "an interrupt", "fe-static.deepseek.com",
            "a fault that cannot be looked at", "hif-leim.deepseek.com");

    @TempDir
    private static Path directory;

    private static RawOrigin origin;
    private static Faulty faulty;
    private static CertificateAuthority authority;
    private static ProxyServer proxy;

    @BeforeAll
    static void start() throws Exception {
        faulty = new Faulty();
        origin = new RawOrigin(OriginCertificates.context(Like.GOOD, CHAT), (head, in, out) -> {
            in.readNBytes(head.toLowerCase(java.util.Locale.ROOT).contains("content-length") ? 1 : 0);
            RawOrigin.write(
                    out,
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\nContent-Length: "
                            + ANSWER.length() + "\r\n\r\n" + ANSWER);
        });
        Map<String, String> hosts = Stream.concat(Stream.of(CHAT), UNKNOWN.values().stream())
                .collect(Collectors.toMap(Function.identity(), host -> origin.address()));
        authority = CertificateAuthority.open(
                directory.resolve("data"), Faulty.CATALOGUE.hostsByOperator(), Clock.systemUTC());
        ProxySettings settings = ProxySettings.loopback(0, new Identity("local", Map.of()), "run-1")
                .withUpstream(hosts, List.of())
                .withLimits(Limits.standard());
        proxy = ProxyServer.start(
                settings, authority, faulty.handler(), faulty.resolver(), usual -> faulty.fit(usual, authority));
    }

    @AfterAll
    static void stop() throws Exception {
        proxy.close();
        origin.close();
    }

    @BeforeEach
    void mend() {
        faulty.breakAt(Step.NOWHERE, null);
        origin.heads.clear();
        faulty.kept.starts.clear();
    }

    static Stream<Arguments> faults() {
        return Stream.of(Step.values())
                .filter(step -> step != Step.NOWHERE && step != Step.LEAF_ISSUER && step.compareTo(Step.ANSWER) < 0)
                .flatMap(step -> ways().map(way -> Arguments.of(step, way)));
    }

    static Stream<String> ways() {
        return WAYS.keySet().stream().sorted();
    }

    /** What the client gets: of its CONNECT when that is refused, else of the request inside. */
    private static RawClient.Response ask(String host, Runnable whenInside) throws Exception {
        try (RawClient client = new RawClient(proxy.address())) {
            client.send("CONNECT " + host + ":443 HTTP/1.1\r\nHost: " + host + ":443\r\n\r\n");
            RawClient.Response connected = client.receive();
            if (connected.status() != 200) {
                return connected;
            }
            client.startTls(ClientTls.trusting(authority.exportPem()), host, host);
            whenInside.run();
            return client.send(POST.formatted(host)).receive();
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("faults")
    @DisplayName("trust 35: whatever breaks on the way of a prompt, nothing is sent and the person reads why")
    void whateverBreaksNothingIsSent(Step step, String way) throws Exception {
        faulty.breakAt(step, WAYS.get(way));
        String host = switch (step) {
            case DESTINATION_GUARD -> UNMAPPED;
            case UPSTREAM_TRUST -> UNKNOWN.get(way);
            default -> CHAT;
        };

        RawClient.Response response = ask(host, () -> {});

        assertThat(response.status()).isIn(502, 503);
        assertThat(response.body()).contains("<h1>").containsAnyOf("not sent", "Nothing was sent", "No TLS connection");
        assertThat(origin.heads).isEmpty();
        faulty.breakAt(Step.NOWHERE, null);
        assertThat(ask(CHAT, () -> {}).status()).as("afterwards").isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("trust 35: without a leaf to speak under, the client's handshake fails at once and nothing is sent")
    void withoutALeafTheHandshakeFails(String way) {
        faulty.breakAt(Step.LEAF_ISSUER, WAYS.get(way));

        assertThatThrownBy(() -> ask(UNKNOWN.get(way), () -> {})).isInstanceOf(SSLException.class);
        assertThat(origin.heads).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUEST_GUARD", "SITE_CATALOGUE"})
    @DisplayName("trust 35: a fault at the head of a request inside a CONNECT sends nothing either")
    void insideAConnect(Step step) throws Exception {
        RawClient.Response response = ask(CHAT, () -> faulty.breakAt(step, new IllegalStateException("broken")));

        assertThat(response.status()).isEqualTo(step == Step.REQUEST_GUARD ? 503 : 200);
        assertThat(origin.heads).hasSize(step == Step.REQUEST_GUARD ? 0 : 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESTORER", "RESTORER_AT_THE_END"})
    @DisplayName("trust 35: an answer whose restoring breaks ends there, visibly cut off")
    void aBrokenRestorerEndsTheAnswer(Step step) throws Exception {
        for (Throwable fault : WAYS.values()) {
            faulty.breakAt(step, fault);

            String shown = rawAnswer();

            assertThat(shown).doesNotEndWith("0\r\n\r\n");
            if (step == Step.RESTORER) {
                assertThat(shown).doesNotContain("ada@");
            }
        }
    }

    @Test
    @DisplayName("trust 35: an answer for which no restorer can be made keeps its placeholders")
    void withoutARestorerPlaceholdersStay() throws Exception {
        for (Throwable fault : WAYS.values()) {
            faulty.breakAt(Step.ANSWER, fault);

            assertThat(rawAnswer())
                    .startsWith("HTTP/1.1 200")
                    .contains("[EMAIL_1]")
                    .doesNotContain("ada@");
        }
    }

    @Test
    @DisplayName("trust 35: and when nothing breaks, the placeholder leaves and the original comes back")
    void nothingBreaks() throws Exception {
        assertThat(rawAnswer()).contains("ada@example.org");
        assertThat(origin.heads).singleElement().asString().startsWith("POST /backend-api/f/conversation");
        assertThat(faulty.kept.starts).hasSize(1);
        long faults = faults().count() + ways().count();
        System.out.println(
                "trust 35: " + faults + " faults in 14 steps before the request leaves, 0 requests at the origin");
    }

    private static String rawAnswer() throws Exception {
        try (RawClient client = new RawClient(proxy.address())) {
            client.send("CONNECT " + CHAT + ":443 HTTP/1.1\r\nHost: " + CHAT + ":443\r\n\r\n");
            client.receive();
            client.startTls(ClientTls.trusting(authority.exportPem()), CHAT, CHAT);
            client.send(POST.formatted(CHAT).replace("Accept:", "Connection: close\r\nAccept:"));
            return new String(client.socket().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
