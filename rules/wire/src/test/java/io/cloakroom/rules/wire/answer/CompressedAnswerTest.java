package io.cloakroom.rules.wire.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.coding.Coded;
import io.cloakroom.rules.wire.coding.StreamDecoder;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that are compressed, and streams of lines: each event reaches the client when it came, not at the end. */
class CompressedAnswerTest {

    private static final Map<String, String> ISSUED = Map.of("[PERSON_1]", "Erika \"E\" Müller");

    private static final String OLLAMA = """
            id: ollama
            name: Ollama
            operator: Example Ltd
            jurisdiction: KR
            hosts: [{pattern: ollama.example.com, role: api}]
            requests:
              - {name: chat, methods: [POST], path: /api/chat, kind: prompt, text: [json:/messages/*/content], answers: [chat]}
            answers:
              - id: chat
                content_types: [application/x-ndjson]
                framing: ndjson
                text: [{path: /message/content, mode: append}]
                ends: [{when: {/done: "true"}}]
            block: {plain: {status: 403, content_type: application/json, body: '{}'}}
            """;

    private static List<byte[]> bytes(String... pieces) {
        return Stream.of(pieces).map(piece -> piece.getBytes(UTF_8)).toList();
    }

    /** What the client has after each piece, and at the end. */
    private static List<String> shown(AnswerRestorer restorer, String coding, List<byte[]> events) throws Exception {
        List<String> shown = new ArrayList<>();
        try (StreamDecoder decoder = StreamDecoder.of(coding)) {
            for (byte[] piece : Coded.coded(coding, events)) {
                shown.add(new String(restorer.push(decoder.push(piece)), UTF_8));
            }
            decoder.finish();
        }
        shown.add(new String(restorer.finish(), UTF_8));
        return shown;
    }

    private static String delta(String text) {
        return "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\""
                + text + "\"}}\n\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gzip", "deflate", "br", "zstd"})
    void eachEventComesWhenItCame(String coding) throws Exception {
        Site site = Objects.requireNonNull(SiteCatalogue.shipped().site("claude.ai"));
        AnswerRestorer restorer = Objects.requireNonNull(
                Answers.restorer(site, null, "text/event-stream; charset=utf-8", Vault.Originals.of(ISSUED)));
        String stop = "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n";
        assertThat(shown(restorer, coding, bytes(delta("Dear"), delta(" [PER"), delta("SON_1]!"), stop)))
                .containsExactly(delta("Dear"), delta(" "), delta("Erika \\\"E\\\" Müller!"), stop, "", "");
    }

    private static String line(String text, boolean done) {
        return "{\"model\":\"llama\",\"message\":{\"role\":\"assistant\",\"content\":\"" + text + "\"},\"done\":" + done
                + "}\n";
    }

    @ParameterizedTest
    @CsvSource({"'', SON_1]!, Erika \\\"E\\\" Müller!", "gzip, SON_1]!, Erika \\\"E\\\" Müller!", "zstd, SON?, [PERSON?"
    })
    void eachLineComesWhenItCame(String coding, String piece, String restored) throws Exception {
        Site site = SiteCatalogue.read("ollama.yaml", OLLAMA);
        AnswerRestorer restorer = Objects.requireNonNull(Answers.restorer(
                site, site.request("POST", "/api/chat"), "application/x-ndjson", Vault.Originals.of(ISSUED)));
        List<byte[]> lines = bytes(line("Dear [PER", false), line(piece, false), line("[PER", false), line("", true));
        List<String> shown = shown(restorer, coding, lines);
        assertThat(shown)
                .containsExactly(
                        line("Dear ", false), line(restored, false), line("", false), line("[PER", true), "", "");
    }
}
