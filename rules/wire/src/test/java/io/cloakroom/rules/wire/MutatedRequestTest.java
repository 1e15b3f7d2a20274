package io.cloakroom.rules.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloakroom.rules.wire.golden.GoldenRequest;
import io.cloakroom.rules.wire.golden.Shipped;
import io.cloakroom.rules.wire.site.RequestRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A site changes its wire format from one day to the next: what was found before is still found, or nobody could read the body. */
class MutatedRequestTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a site may do to its bodies. */
    enum Mutation {
        RENAMED {
            @Override
            JsonNode apply(JsonNode body) {
                return fields(body, (name, value) -> Map.entry("new_" + name, value));
            }
        },
        DEEPER {
            @Override
            JsonNode apply(JsonNode body) {
                return fields(
                        body,
                        (name, value) -> Map.entry(name, JSON.createObjectNode().set("inner", value)));
            }
        },
        ARRAY_INSTEAD_OF_STRING {
            @Override
            JsonNode apply(JsonNode body) {
                return fields(
                        body,
                        (name, value) -> Map.entry(
                                name, value.isTextual() ? JSON.createArrayNode().add(value) : value));
            }
        },
        WRAPPED {
            @Override
            JsonNode apply(JsonNode body) {
                return JSON.createObjectNode().put("payload", body.toString());
            }
        };

        abstract JsonNode apply(JsonNode body);
    }

    interface Change {
        Map.Entry<String, JsonNode> of(String name, JsonNode value);
    }

    private static JsonNode fields(JsonNode node, Change change) {
        if (node.isArray()) {
            ArrayNode changed = JSON.createArrayNode();
            node.forEach(element -> changed.add(fields(element, change)));
            return changed;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode changed = JSON.createObjectNode();
        node.properties().forEach(field -> {
            Map.Entry<String, JsonNode> other = change.of(field.getKey(), fields(field.getValue(), change));
            changed.set(other.getKey(), other.getValue());
        });
        return changed;
    }

    record Mutated(GoldenRequest request, Mutation mutation) {

        Payload payload() {
            try {
                JsonNode body = mutation.apply(JSON.readTree(request.payload().body()));
                return new Payload(
                        request.payload().target(), request.payload().contentType(), JSON.writeValueAsBytes(body));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String toString() {
            return request + ", " + mutation;
        }
    }

    static Stream<Mutated> mutated() {
        return Shipped.requests()
                .filter(request -> json(request.payload().body()))
                .flatMap(request -> Stream.of(Mutation.values()).map(mutation -> new Mutated(request, mutation)));
    }

    private static boolean json(byte[] body) {
        try {
            return JSON.readTree(body).isContainerNode();
        } catch (IOException e) {
            return false;
        }
    }

    /** As the inspector looks: where the descriptor says, everywhere when nothing is there, and everywhere beside. */
    @ParameterizedTest
    @MethodSource("mutated")
    void neverLeaksSilently(Mutated mutated) {
        Payload payload = mutated.payload();
        RequestRule rule = mutated.request().rule();
        Lens everything = mutated.request().site().genericLens();
        List<String> described = rule == null ? List.of() : found(rule.lens(), payload);
        List<String> beside = found(everything, payload);
        for (String text : mutated.request().texts()) {
            boolean seen = Stream.concat(described.stream(), beside.stream()).anyMatch(string -> string.contains(text));
            assertThat(seen)
                    .as("%s in %s", text, new String(payload.body(), StandardCharsets.UTF_8))
                    .isTrue();
        }
    }

    private static List<String> found(Lens lens, Payload payload) {
        try {
            return texts(lens.locate(payload));
        } catch (LensException e) {
            return e.readable().map(MutatedRequestTest::texts).orElse(List.of());
        }
    }

    private static List<String> texts(Located located) {
        return located.segments().stream().map(TextSegment::text).toList();
    }
}
