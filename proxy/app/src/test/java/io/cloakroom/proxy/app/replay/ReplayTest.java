package io.cloakroom.proxy.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloakroom.proxy.app.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHATGPT = "https://chatgpt.com/backend-api/f/conversation";
    private static final String DEEPSEEK = "https://chat.deepseek.com/api/v0/chat/completion";
    private static final String PRIVATE_KEY =
            "-----BEGIN " + "PRIVATE KEY-----\\nMC4CAQAwBQYDK2VwBCIEIAAB\\n-----END PRIVATE KEY-----";

    /** Name → method, URL and body of a request in the sample file. */
    private static final Map<String, List<String>> REQUESTS = new TreeMap<>(Map.of(
            "answered",
                    List.of(
                            "POST",
                            "https://chatgpt.com/backend-api/conversation/experimental/generate_autocompletions",
                            "{\"input_text\":\"ada@example.o\"}"),
            "block", List.of("POST", DEEPSEEK, "{\"prompt\":\"my key: " + PRIVATE_KEY + "\"}"),
            "draft",
                    List.of(
                            "POST",
                            CHATGPT + "/prepare",
                            "{\"partial_query\":\"to ada@example.org\",\"model\":\"auto\"}"),
            "elsewhere", List.of("POST", "https://intranet.example.org/x?q=a|b", "to ada@example.org"),
            "nothing", List.of("POST", DEEPSEEK, "{ \"prompt\" : \"what is \\u0032 and 2?\" }"),
            "query", List.of("POST", DEEPSEEK + "?to=ada@example.org|x", "{\"prompt\":\"hello\"}"),
            "stranger",
                    List.of(
                            "POST",
                            "https://gator.volces.com/api/v0/chat/completion",
                            "{\"prompt\":\"hello\",\"n\":\"ada@example.org\"}"),
            "redact", List.of("POST", DEEPSEEK, "{\"prompt\":\"to ada@example.org\\n\",\"chat_session_id\":\"c1\"}"),
            "unheard of",
                    List.of(
                            "POST",
                            "https://chatgpt.com/backend-api/new",
                            "{\"x\":[\"to ada@example.org\",\"hello\"]}"),
            "unreadable", List.of("POST", DEEPSEEK, "{\"prompt\":\"to ada@example.org")));

    @TempDir
    private static Path directory;

    private static Path sample;
    private static Path har;
    private static List<JsonNode> played;

    @BeforeAll
    static void play() throws IOException {
        ObjectNode file = JSON.createObjectNode().put("service", "example");
        file.putArray("hosts").add("chatgpt.com");
        REQUESTS.forEach((name, request) -> file.withArray("requests")
                .addObject()
                .put("name", name)
                .put("method", request.get(0))
                .put("url", request.get(1))
                .put("body", request.get(2))
                .putObject("headers")
                .put("Content-Type", "application/json"));
        ArrayNode chunks = file.putArray("responses")
                .addObject()
                .put("name", "stream")
                .put("content_type", "text/event-stream")
                .putArray("chunks");
        answer("Dear [PER", "SON_1], card [CARD_1]. Not known: [PERSON_2]").forEach(chunks::add);
        sample = Files.writeString(directory.resolve("sample.json"), file.toString());

        ObjectNode recorded = JSON.createObjectNode();
        ArrayNode entries = recorded.putObject("log").put("version", "1.2").putArray("entries");
        entry(entries, DEEPSEEK, "{\"prompt\":\"to bob@example.org\"}", String.join("", answer("Hi [PERSON_1]")));
        entry(entries, "https://intranet.example.org/", "hello", "Hi [PERSON_1]");
        har = Files.writeString(directory.resolve("recorded.har"), recorded.toString());

        played = lines(Console.command("replay", sample.toString(), har.toString()));
    }

    private static void entry(ArrayNode entries, String url, String body, String answer) {
        ObjectNode entry = entries.addObject();
        ObjectNode request = entry.putObject("request").put("method", "POST").put("url", url);
        request.putArray("headers");
        request.putObject("postData").put("mimeType", "application/json").put("text", body);
        entry.putObject("response")
                .putObject("content")
                .put("mimeType", "text/event-stream")
                .put("text", answer);
    }

    /** A ChatGPT answer in two deltas, the chunks cut in the middle of an event. */
    private static List<String> answer(String... pieces) {
        StringBuilder events = new StringBuilder(
                "event: delta\ndata: "
                        + "{\"p\":\"\",\"o\":\"add\",\"v\":{\"message\":{\"content\":{\"content_type\":\"text\",\"parts\":[\"\"]}}}}\n\n");
        String patch = "{\"p\":\"/message/content/parts/0\",\"o\":\"append\",\"v\":\"";
        for (String piece : pieces) {
            events.append("event: delta\ndata: ").append(patch).append(piece).append("\"}\n\n");
            patch = "{\"v\":\"";
        }
        events.append(
                "event: delta\ndata: {\"p\":\"/message/status\",\"o\":\"replace\",\"v\":\"finished_successfully\"}\n\ndata: [DONE]\n\n");
        int cut = events.length() / 2;
        return List.of(events.substring(0, cut), events.substring(cut));
    }

    private static List<JsonNode> lines(Console console) throws IOException {
        assertThat(console.err()).isEmpty();
        assertThat(console.exit()).isZero();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : console.out().lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static JsonNode line(String name) {
        return played.stream()
                .filter(line -> line.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String decoded(JsonNode base64) {
        return new String(Base64.getDecoder().decode(base64.asText()), StandardCharsets.UTF_8);
    }

    @Test
    void everyRequestOfEveryFileIsALineInOrder() {
        List<String> names = new ArrayList<>(REQUESTS.keySet());
        names.add("POST " + DEEPSEEK);
        names.add("POST https://intranet.example.org/");

        assertThat(played).extracting(line -> line.path("name").asText()).containsExactlyElementsOf(names);
        assertThat(played)
                .extracting(line -> line.path("file").asText())
                .startsWith(sample.toString())
                .endsWith(har.toString());
        assertThat(played)
                .allSatisfy(line -> assertThat(line.fieldNames())
                        .toIterable()
                        .contains("file", "name", "site", "verdict", "located", "findings", "body"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "answered   | chatgpt  | answered      | ``",
                "block      | deepseek | block         | ``",
                "draft      | chatgpt  | allow         | {\"model\":\"auto\"}",
                "redact     | deepseek | redact        | {\"prompt\":\"to [EMAIL_1]\\n\",\"chat_session_id\":\"c1\"}",
                "unheard of | chatgpt  | redact        | {\"x\":[\"to [EMAIL_1]\",\"hello\"]}",
                "unreadable | deepseek | uninspectable | ``",
                "query      | deepseek | redact        | {\"prompt\":\"hello\"}",
                // What DeepSeek's requests mean says nothing of a third party's: every string is inspected.
                "stranger   | deepseek | redact        | {\"prompt\":\"hello\",\"n\":\"[EMAIL_1]\"}",
            })
    void whatWouldLeave(String name, String site, String verdict, String body) {
        JsonNode line = line(name);

        assertThat(line.path("site").asText()).isEqualTo(site);
        assertThat(line.path("verdict").asText()).isEqualTo(verdict);
        assertThat(decoded(line.path("body"))).isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource({"nothing, deepseek, allow", "elsewhere, '', tunnelled"})
    void whatNeedsNoChangeLeavesAsItCame(String name, String site, String verdict) {
        JsonNode line = line(name);

        assertThat(line.path("site").asText()).isEqualTo(site);
        assertThat(line.path("verdict").asText()).isEqualTo(verdict);
        assertThat(decoded(line.path("body"))).isEqualTo(REQUESTS.get(name).get(2));
        assertThat(line.path("findings")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"answered, ada@example.o", "draft, to ada@example.org"})
    void whatDoesNotLeaveIsLocatedAllTheSame(String name, String text) {
        assertThat(line(name).path("located")).extracting(JsonNode::asText).contains(text);
        assertThat(line(name).path("findings")).isEmpty();
    }

    @Test
    void theLineSaysWhereTextWasAndWhatWasFoundInIt() {
        assertThat(line("redact").path("located")).extracting(JsonNode::asText).containsExactly("to ada@example.org\n");
        assertThat(line("unheard of").path("located"))
                .extracting(JsonNode::asText)
                .contains("to ada@example.org", "hello");
        JsonNode finding = line("redact").path("findings").path(0);
        assertThat(finding.path("path").asText()).isEqualTo("json:/prompt");
        assertThat(finding.path("type").asText()).isEqualTo("EMAIL");
        assertThat(finding.path("text").asText()).isEqualTo("ada@example.org");
        assertThat(finding.path("action").asText()).isEqualTo("redact");
        assertThat(line("query").path("target").asText())
                .doesNotContain("ada@example.org")
                .contains("EMAIL_1");
        assertThat(line("unreadable").path("reason").asText()).isNotBlank().doesNotContain("ada@example.org");
    }

    @Test
    void theResponsesAreRestoredChunkByChunk() throws IOException {
        Path map = Files.writeString(
                directory.resolve("map.json"),
                "{\"[PERSON_1]\":\"Ada \\\"L\\\"\",\"[CARD_1]\":\"4111 1111 1111 1111\"}");

        List<JsonNode> restored = lines(Console.command("replay", sample.toString(), "--restore", map.toString()));

        assertThat(restored).singleElement().satisfies(line -> {
            assertThat(line.path("file").asText()).isEqualTo(sample.toString());
            assertThat(line.path("name").asText()).isEqualTo("stream");
            assertThat(line.path("visible_text").asText())
                    .isEqualTo("Dear Ada \"L\", card 4111 1111 1111 1111. Not known: [PERSON_2]");
            StringBuilder whole = new StringBuilder();
            line.path("chunks").forEach(chunk -> whole.append(decoded(chunk)));
            assertThat(whole).contains("Ada \\\"L\\\"").endsWith("data: [DONE]\n\n");
        });
    }

    @Test
    void everyResponseOfAHarIsALineAndOthersThanCataloguedOnesStay() throws IOException {
        Path map = Files.writeString(directory.resolve("other.json"), "{\"[PERSON_1]\":\"Ada\"}");

        List<JsonNode> restored = lines(Console.command("replay", har.toString(), "--restore", map.toString()));

        assertThat(restored)
                .extracting(line -> line.path("name").asText())
                .containsExactly("POST " + DEEPSEEK, "POST https://intranet.example.org/");
        assertThat(restored.getLast().path("chunks"))
                .extracting(ReplayTest::decoded)
                .containsExactly("Hi [PERSON_1]");
        assertThat(restored.getLast().path("visible_text").asText()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--policy no-such.yaml | 2 | no-such.yaml:1: no such policy (name a file, or one of the presets default, korea-pipc, italy-full-ban)",
                "--restore no/map.json | 3 | no map file no/map.json",
                "no/such.har           | 3 | no such file: no/such.har",
            })
    void whatIsMissingIsNamed(String more, int exit, String message) {
        List<String> args = new ArrayList<>(List.of("replay", sample.toString()));
        args.addAll(List.of(more.split(" ")));

        Console console = Console.command(args.toArray(String[]::new));

        assertThat(console.exit()).isEqualTo(exit);
        assertThat(console.err()).startsWith("cloakroom: " + message);
    }
}
