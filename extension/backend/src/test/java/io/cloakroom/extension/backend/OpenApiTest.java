package io.cloakroom.extension.backend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OpenApiTest {

    private static TestBackend backend;
    private static JsonNode document;

    @BeforeAll
    static void start() {
        backend = new TestBackend();
        document = backend.get("/api/v1/openapi.json").json();
    }

    @AfterAll
    static void stop() {
        backend.close();
    }

    @Test
    void namesEveryRouteAndNoOther() {
        Set<String> documented = document.get("paths").properties().stream()
                .flatMap(path ->
                        path.getValue().properties().stream().map(method -> method.getKey() + " " + path.getKey()))
                .collect(Collectors.toSet());
        Set<String> served = Routes.all(backend.config, backend.services).stream()
                .map(route -> route.method().name().toLowerCase(Locale.ROOT) + " " + route.path())
                .collect(Collectors.toSet());
        assertThat(documented).isEqualTo(served);
    }

    static Stream<Http.Request> requests() {
        Stream<Http.Request> pages = Routes.all(backend.config, backend.services).stream()
                .filter(route -> route.method().name().equals("GET"))
                .map(route -> Http.get(route.path()));
        return Stream.of(
                        pages,
                        Stream.of("/mine", "/api/v1/transfers", "/api/ext/v1/status")
                                .map(path -> Http.get(path).with("Via", "1.1 proxy")),
                        Stream.of(InspectTest.QUESTION, "{}").map(body -> Http.post("/api/ext/v1/inspect", body)),
                        Stream.of(OriginalsTest.QUESTION, "{}").map(body -> Http.post("/api/ext/v1/originals", body)))
                .flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void describesWhatIsAnswered(Http.Request request) {
        Http.Answer answer = backend.send(request);
        JsonNode content = document.get("paths")
                .get(request.path())
                .get(request.method().toLowerCase(Locale.ROOT))
                .get("responses")
                .get(String.valueOf(answer.status()))
                .get("content");
        assertThat(content.has(answer.type()))
                .as(answer.status() + " " + answer.type())
                .isTrue();
    }

    static Stream<Arguments> schemas() {
        return Stream.of(
                Arguments.of("Question", ExtensionApi.Question.class),
                Arguments.of("Answer", ExtensionApi.Answer.class),
                Arguments.of("Span", ExtensionApi.AnswerSpan.class),
                Arguments.of("Tokens", OriginalsApi.Tokens.class),
                Arguments.of("Originals", OriginalsApi.Originals.class),
                Arguments.of("Status", ExtensionApi.Status.class),
                Arguments.of("Readiness", HealthApi.Readiness.class),
                Arguments.of("Transfers", TransferApi.Report.class),
                Arguments.of("Transfer", TransferApi.Row.class),
                Arguments.of("Enforcing", ExtensionApi.Enforcing.class),
                Arguments.of("Until", ExtensionApi.Until.class),
                Arguments.of("Problem", Problem.class));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void schemasHaveTheMembersOfTheRecords(String name, Class<?> type) {
        JsonNode schema = document.at("/components/schemas/" + name);
        assertThat(schema.get("properties").properties().stream().map(Map.Entry::getKey))
                .containsExactlyElementsOf(Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
    }

    @Test
    void everySchemaIsChecked() {
        assertThat(document.at("/components/schemas").size())
                .isEqualTo((int) schemas().count());
    }
}
