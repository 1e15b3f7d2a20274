package io.cloakroom.rules.wire.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.golden.GoldenResponse;
import io.cloakroom.rules.wire.golden.Shipped;
import io.cloakroom.rules.wire.site.RequestRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A site changes its answers from one day to the next: placeholders are restored or stay as they are, and nothing else happens to it. */
class MutatedAnswerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a site may do to its answers. */
    enum Mutation {
        FIELDS_RENAMED {
            @Override
            String of(String answer) {
                return answer.replaceAll("(\\\\*)\"([A-Za-z_]+)\\1\":", "$1\"new_$2$1\":");
            }
        },
        EVENTS_RENAMED {
            @Override
            String of(String answer) {
                return answer.replaceAll("(?m)^event: ?", "event: new_");
            }
        },
        EVENTS_BECOME_LINES {
            @Override
            String of(String answer) {
                return answer.replaceAll("(?m)^event:.*\n", "")
                        .replaceAll("(?m)^data: ?", "")
                        .replaceAll("\n\n+", "\n");
            }
        },
        LINES_BECOME_EVENTS {
            @Override
            String of(String answer) {
                return answer.replaceAll("(?m)^(.+)$", "data: $1\n");
            }
        };

        abstract String of(String answer);
    }

    record Mutated(
            GoldenResponse response,
            Mutation mutation,
            String answer,
            @Nullable RequestRule rule) {
        @Override
        public String toString() {
            return response + ", " + mutation + (rule == null ? ", another path" : "");
        }
    }

    static Stream<Mutated> mutated() {
        return Shipped.responses()
                .filter(response ->
                        !response.messages() && text(response.sample().contentType()))
                .flatMap(response -> Arrays.stream(Mutation.values()).flatMap(mutation -> {
                    String before = new String(response.body(), UTF_8);
                    String after = mutation.of(before);
                    return after.equals(before)
                            ? Stream.of()
                            : Stream.of(
                                    new Mutated(response, mutation, after, response.rule()),
                                    new Mutated(response, mutation, after, null));
                }));
    }

    private static boolean text(String contentType) {
        return contentType.startsWith("text/") || (contentType.contains("json") && !contentType.contains("connect"));
    }

    private static String restored(Mutated mutated, Map<String, String> originals, int piece) {
        AnswerRestorer restorer = Answers.restorer(
                mutated.response.site(),
                mutated.rule,
                mutated.response.sample().contentType(),
                Vault.Originals.of(originals));
        byte[] body = mutated.answer.getBytes(UTF_8);
        if (restorer == null) {
            return mutated.answer;
        }
        return new String(
                GoldenAnswerTest.restore(restorer, body, GoldenAnswerTest.cuts(piece, piece, body.length)), UTF_8);
    }

    @ParameterizedTest
    @MethodSource("mutated")
    void isRestoredOrLeftAndNeverGarbled(Mutated mutated) {
        Map<String, String> originals = mutated.response.originals();
        assertThat(restored(mutated, Map.of(), 7)).isEqualTo(mutated.answer);
        String whole = restored(mutated, originals, Integer.MAX_VALUE / 2);
        assertThat(restored(mutated, originals, 5)).isEqualTo(whole);
        assertThat(documents(whole)).isGreaterThanOrEqualTo(documents(mutated.answer));
        for (Map.Entry<String, String> original : originals.entrySet()) {
            String token = original.getKey();
            assertThat(count(whole, token)).as(token).isLessThanOrEqualTo(count(mutated.answer, token));
        }
    }

    /** Lines and events that are JSON. */
    private static long documents(String answer) {
        return answer.lines()
                .map(line -> line.replaceFirst("^(data:|[0-9a-z]+:)", ""))
                .filter(MutatedAnswerTest::json)
                .count();
    }

    private static boolean json(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node != null && node.isContainerNode();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static int count(String text, String part) {
        return List.of(text.split(java.util.regex.Pattern.quote(part), -1)).size() - 1;
    }
}
