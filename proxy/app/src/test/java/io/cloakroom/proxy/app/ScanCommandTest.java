package io.cloakroom.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScanCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Offsets count code points: 😀 is one, a Hangul syllable is one, and so is a combining mark. */
    private static final String LINES = """
            {"id":"plain","text":"write to ada@example.org now"}
            {"id":7,"text":"nothing here","lang":"en","source":"ignored","spans":[{"start":1}]}

            {"id":"emoji","text":"😀😀 ada@example.org 😀 bob@example.org"}
            {"id":"hangul","text":"안녕하세요 ada@example.org 입니다","lang":"ko"}
            {"text":"ada@example.org"}
            {"id":{"n":1},"text":""}
            {"id":"e\\u0301","text":"e\\u0301 \\ud83d\\ude00 ada@example.org"}
            """;

    private static Console console;

    @BeforeAll
    static void scan() {
        console = Console.typing(LINES, "scan", "--jsonl");
    }

    private static List<JsonNode> lines() {
        return console.out()
                .lines()
                .map(line -> {
                    try {
                        return JSON.readTree(line);
                    } catch (IOException e) {
                        throw new IllegalStateException(line, e);
                    }
                })
                .toList();
    }

    private static String spans(JsonNode line) {
        StringBuilder spans = new StringBuilder();
        line.path("spans")
                .forEach(span -> spans.append(spans.isEmpty() ? "" : " ")
                        .append(span.path("type").asText())
                        .append(' ')
                        .append(span.path("start").asInt())
                        .append('-')
                        .append(span.path("end").asInt()));
        return spans.toString();
    }

    @Test
    void everyLineIsAnsweredInOrder() {
        assertThat(console.exit()).isZero();
        assertThat(console.err()).isEmpty();
        assertThat(lines())
                .extracting(line -> line.path("id").toString())
                .containsExactly("\"plain\"", "7", "\"emoji\"", "\"hangul\"", "null", "{\"n\":1}", "\"e\u0301\"");
        assertThat(lines())
                .allSatisfy(line -> assertThat(line.fieldNames()).toIterable().containsExactly("id", "spans"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, EMAIL 9-24",
        "1, ''",
        "2, EMAIL 3-18 EMAIL 21-36",
        "3, EMAIL 6-21",
        "4, EMAIL 0-15",
        "5, ''",
        "6, EMAIL 5-20"
    })
    void offsetsCountCodePointsAndTheEndIsExclusive(int line, String expected) {
        assertThat(spans(lines().get(line))).isEqualTo(expected);
    }

    @Test
    void aSpanSaysWhatItIsAndHowCertain() {
        JsonNode span = lines().getFirst().path("spans").path(0);

        assertThat(span.fieldNames()).toIterable().containsExactly("start", "end", "type", "confidence", "recognizer");
        assertThat(span.path("confidence").asDouble()).isBetween(0.5, 1.0);
        assertThat(span.path("recognizer").asText()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":1,\"text\":\"a\"};not JSON;{\"id\":3,\"text\":\"c\"} | 2 | is not JSON",
                "{\"id\":1,\"text\":\"a\"};;{\"id\":3,\"txt\":\"c\"}          | 3 | has no string \"text\"",
                "{\"id\":1,\"text\":\"a\"};{\"id\":2,\"text\":5}              | 2 | has no string \"text\"",
                "{\"id\":1,\"text\":\"a\"};[1]                                | 2 | has no string \"text\"",
                "{\"id\":1,\"text\":\"a\"};{\"id\":2,\"text\":\"b\"} trailing | 2 | is not JSON",
            })
    void aBadLineEndsTheScanByItsNumber(String input, int number, String message) {
        Console bad = Console.typing(input.replace(";", "\n"), "scan", "--jsonl");

        assertThat(bad.exit()).isEqualTo(2);
        assertThat(bad.err())
                .startsWith("cloakroom scan: line " + number + " " + message)
                .endsWith("\n");
        assertThat(bad.out()).isEqualTo("{\"id\":1,\"spans\":[]}\n");
    }

    @Test
    void textIsScannedAsAWhole() {
        Console found = Console.typing("first line\nto ada@example.org\n", "scan", "--explain");
        Console nothing = Console.typing("first line\n", "scan");

        assertThat(found.exit()).isEqualTo(1);
        assertThat(found.out().lines())
                .singleElement()
                .asString()
                .startsWith("EMAIL ")
                .contains("ada@example.org  — ");
        assertThat(nothing).isEqualTo(new Console(0, "", ""));
    }

    @Test
    void weakFindingsAreLeftOut() {
        assertThat(Console.typing("to ada@example.org\n", "scan", "--min-confidence", "1")
                        .exit())
                .isZero();
    }
}
