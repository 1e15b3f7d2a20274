package io.cloakroom.rules.wire.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every block of every shipped site: well-formed in its framing, and the message can be read in it. */
class BlocksTest {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final String MESSAGE = "Not sent: \"RRN\" \\ <b>주민등록번호</b>\n{{message}}, take it out.";

    static Stream<Arguments> blocks() {
        return SiteCatalogue.shipped().sites().stream().flatMap(site -> {
            SiteDescriptor.Block block = site.descriptor().block();
            Stream<SiteDescriptor.Template> streamed = Stream.ofNullable(block.stream());
            return Stream.concat(Stream.of(block.plain()), streamed)
                    .map(template -> Arguments.of(site.id(), template.contentType(), Site.fill(template, MESSAGE)));
        });
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("blocks")
    void isWellFormedAndReadable(String site, String contentType, BlockAnswer block) throws JsonProcessingException {
        List<String> strings = new ArrayList<>();
        List<String> documents = contentType.startsWith("application/connect+")
                ? envelopes(block.body())
                : documents(contentType, new String(block.body(), StandardCharsets.UTF_8));
        for (String document : documents) {
            strings(JSON.readTree(document), strings);
        }
        assertThat(strings).as(site).anyMatch(text -> text.contains(MESSAGE));
    }

    /** The messages of a Connect stream, after a look that lengths are right and that the last one, and no other, says how it ended. */
    private static List<String> envelopes(byte[] body) {
        List<String> messages = new ArrayList<>();
        List<Integer> flags = new ArrayList<>();
        ByteBuffer rest = ByteBuffer.wrap(body);
        while (rest.hasRemaining()) {
            flags.add((int) rest.get());
            byte[] message = new byte[rest.getInt()];
            rest.get(message);
            messages.add(new String(message, StandardCharsets.UTF_8));
        }
        assertThat(flags.removeLast()).isEqualTo(2);
        assertThat(flags).allMatch(flag -> flag == 0);
        return messages;
    }

    /** The JSON documents of a body, by its framing; counted ones (Gemini) stand on lines of their own. */
    private static List<String> documents(String contentType, String body) {
        String type = contentType.replaceFirst(";.*", "").strip();
        return switch (type) {
            case "text/event-stream" ->
                body.lines()
                        // Le Chat numbers its lines instead.
                        .map(line -> line.replaceFirst("^[0-9]+:", "data:"))
                        .peek(line -> assertThat(line).matches("(event|data|id|retry|):?.*"))
                        .filter(line -> line.startsWith("data:"))
                        .map(line -> line.substring("data:".length()).strip())
                        .filter(data -> data.startsWith("{") || data.startsWith("["))
                        .filter(data -> !data.equals("[DONE]"))
                        .toList();
            // Absent elements are left out there, which JSON does not allow.
            case "application/json+protobuf" -> List.of(body.replace("[,", "[null,"));
            case "application/json" ->
                body.startsWith(")]}'")
                        ? body.lines().filter(line -> line.startsWith("[")).toList()
                        : List.of(body);
            default -> body.lines().filter(line -> line.matches("[\\[{].*")).toList();
        };
    }

    /** Every string, also those in JSON that is a string. */
    private static void strings(JsonNode node, List<String> found) {
        if (!node.isTextual()) {
            node.forEach(child -> strings(child, found));
            return;
        }
        found.add(node.textValue());
        try {
            JsonNode inner = JSON.readTree(node.textValue());
            if (inner.isContainerNode()) {
                strings(inner, found);
            }
        } catch (JsonProcessingException none) {
            // Just a string.
        }
    }
}
