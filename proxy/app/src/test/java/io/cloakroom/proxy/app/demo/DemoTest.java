package io.cloakroom.proxy.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloakroom.proxy.app.Console;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo tells the truth: it is asked for JSON, and its recipients' records are searched for what must not be there. */
class DemoTest {

    private static final List<JsonNode> STORIES = new ArrayList<>();
    private static Console console;

    @BeforeAll
    static void tell() throws IOException {
        console = Console.command("demo", "--once", "--json");
        for (String line : console.out().lines().toList()) {
            STORIES.add(new ObjectMapper().readTree(line));
        }
    }

    private static JsonNode story(int number) {
        return STORIES.get(number - 1);
    }

    private static List<String> left(JsonNode story) {
        return StreamSupport.stream(story.path("left").spliterator(), false)
                .map(left -> left.path("text").asText())
                .toList();
    }

    private static Map<String, String> withheld(JsonNode story) {
        return new ObjectMapper().convertValue(story.path("withheld"), new TypeReference<>() {});
    }

    static Stream<JsonNode> throughCloakroom() {
        return STORIES.stream().filter(story -> story.path("cloakroom").asBoolean());
    }

    @Test
    void everyStoryIsOneObject() {
        assertThat(console.exit()).isZero();
        assertThat(console.err()).isEmpty();
        assertThat(STORIES).extracting(story -> story.path("story").asInt()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(STORIES)
                .allSatisfy(story ->
                        assertThat(story.fieldNames()).toIterable().contains("typed", "left", "came_back", "shown"));
    }

    @Test
    void withoutCloakroomEverythingLeavesAndToAThirdPartyToo() {
        JsonNode alone = story(1);

        assertThat(alone.path("cloakroom").asBoolean()).isFalse();
        assertThat(alone.path("left"))
                .extracting(left -> left.path("host").asText())
                .containsExactly("gator.volces.com", "chat.deepseek.com");
        assertThat(left(alone))
                .allSatisfy(
                        text -> assertThat(text).contains(alone.path("typed").asText()));
        assertThat(alone.path("typed").asText())
                .isEqualTo(story(2).path("typed").asText());
    }

    /** What is personal in each prompt, by hand: that a recognizer missed it must not make the demo green. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | 김민수; 850101-1234567; 010-1234-5678",
                "3 | Marta Kowalczyk; marta.kowalczyk@example.com; +1 202-555-0147; 4111 1111 1111 1111",
                "4 | Tomas Berg; tomas.berg@example.org",
            })
    void whatIsPersonalIsWithheldAndShownAgain(int number, String values) {
        JsonNode story = story(number);
        List<String> originals =
                Arrays.stream(values.split(";")).map(String::strip).toList();

        assertThat(withheld(story).values()).hasSameElementsAs(originals);
        assertThat(left(story)).isNotEmpty().allSatisfy(text -> assertThat(text).doesNotContain(originals));
        String chatGot = left(story).getLast();
        assertThat(story.path("came_back").asText())
                .doesNotContain(originals)
                .contains(withheld(story).keySet().stream()
                        .filter(chatGot::contains)
                        .toList());
        assertThat(story.path("shown").asText())
                .contains(originals)
                .doesNotContain(withheld(story).keySet());
    }

    @ParameterizedTest
    @MethodSource("throughCloakroom")
    void noOriginalOfAnyStoryIsInWhatLeft(JsonNode story) {
        List<String> originals = throughCloakroom()
                .flatMap(other -> withheld(other).values().stream())
                .toList();

        assertThat(originals).hasSizeGreaterThan(8);
        assertThat(left(story)).allSatisfy(text -> assertThat(text).doesNotContain(originals));
    }

    @ParameterizedTest
    @CsvSource({"2, true", "3, false", "4, false"})
    void whatThePageHoldsDependsOnWhetherItIsTrusted(int number, boolean placeholders) {
        JsonNode story = story(number);
        String page = story.path("page").asText();

        if (placeholders) {
            assertThat(page)
                    .doesNotContain(withheld(story).values())
                    .contains(story.path("came_back").asText());
        } else {
            assertThat(page).isEqualTo(story.path("shown").asText());
        }
    }

    @Test
    void theThirdPartyGetsPlaceholdersToo() {
        assertThat(story(2).path("left"))
                .extracting(left -> left.path("operator").asText())
                .containsExactly("Beijing Volcano Engine", "Hangzhou DeepSeek");
        assertThat(left(story(2))).allSatisfy(text -> assertThat(text).contains("[PERSON_"));
    }

    @Test
    void aToolGetsNoOriginal() {
        String email = withheld(story(4)).entrySet().stream()
                .filter(entry -> entry.getValue().equals("tomas.berg@example.org"))
                .findFirst()
                .orElseThrow()
                .getKey();

        assertThat(story(4).path("tool_arguments").asText()).contains(email).doesNotContain("tomas.berg");
    }

    @Test
    void aClosedSiteGetsNothingAndThePersonReadsWhy() {
        assertThat(story(5).path("left")).isEmpty();
        assertThat(story(5).path("came_back").asText()).isEmpty();
        assertThat(story(5).path("shown").asText()).contains("DeepSeek is not available in this organisation");
    }

    @Test
    void whatIsMissedIsSaid() {
        String missed = story(6).path("missed").asText();

        assertThat(missed).isNotBlank();
        assertThat(left(story(6))).singleElement().asString().contains(missed);
        assertThat(withheld(story(6))).isEmpty();
        assertThat(STORIES.subList(0, 5))
                .allSatisfy(story -> assertThat(story.path("missed").isNull()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 6})
    void whatCameBackIsWhatTheModelSaid(int number) {
        assertThat(story(number).path("came_back").asText()).isNotBlank();
        assertThat(story(number).path("shown").asText()).isNotBlank();
    }
}
