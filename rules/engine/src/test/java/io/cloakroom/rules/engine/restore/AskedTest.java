package io.cloakroom.rules.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Vault;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Twenty people are known here; the conversation was told of the first two. */
class AskedTest {

    private static final Map<String, String> ISSUED = new TreeMap<>(IntStream.rangeClosed(1, 20)
            .boxed()
            .collect(Collectors.toMap(number -> "[PERSON_" + number + "]", number -> "Name" + number)));

    private static KnownPlaceholders known(int limit) {
        return KnownPlaceholders.of(
                Vault.Originals.of(ISSUED), new Asked(Set.of("[PERSON_1]", "[PERSON_2]")::contains, limit));
    }

    /** {@code [PERSON_a]} to {@code [PERSON_b]}, with something between. */
    private static String people(int first, int last, String between) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(number -> "[PERSON_" + number + "]")
                .collect(Collectors.joining(between));
    }

    @ParameterizedTest
    @CsvSource({
        // first, last, limit → originals shown, alarm
        "1, 2, 0, 2, false",
        "1, 3, 1, 3, false",
        "1, 10, 8, 10, false",
        "1, 11, 8, 2, true",
        "3, 11, 8, 0, true",
        "1, 999, 8, 2, true",
        // Numbers nobody was issued are asked for as well.
        "18, 26, 8, 0, true",
        "21, 40, 8, 0, true",
        "1, 20, 50, 20, false",
        "1, 999, 50, 2, true",
    })
    void fewStrangersAreRestoredAndOfManyNone(int first, int last, int limit, int shown, boolean alarm) {
        KnownPlaceholders known = known(limit);
        String answer = TextRestorer.restoreWhole(known, people(first, last, ", "));

        assertThat(answer.split("Name", -1)).hasSize(shown + 1);
        assertThat(known.asked().alarmed()).isEqualTo(alarm);
    }

    @ParameterizedTest
    @CsvSource({"'Person ','; '", "person_,' '", "PERSON-,' and '", "' Person ',' '"})
    void otherSpellingsAreTheSameQuestion(String spelling, String between) {
        KnownPlaceholders known = known(3);
        String asked = IntStream.rangeClosed(3, 20)
                .mapToObj(number -> "[" + spelling + number + "]")
                .collect(Collectors.joining(between));

        assertThat(TextRestorer.restoreWhole(known, asked)).isEqualTo(asked);
        assertThat(TextRestorer.restoreWhole(known, "[PERSON_20] [PERSON_1]")).isEqualTo("[PERSON_20] Name1");
    }

    @Property(tries = 300)
    void aStreamThatAsksForManyGetsNoneHoweverItIsSplit(@ForAll java.util.List<Integer> cuts) {
        String answer = people(3, 40, " ");
        TextRestorer restorer = new TextRestorer(known(8));
        StringBuilder shown = new StringBuilder();
        int at = 0;
        for (int cut : cuts) {
            int end = Math.min(answer.length(), at + Math.floorMod(cut, 9));
            shown.append(restorer.push(answer.substring(at, end)));
            at = end;
        }
        shown.append(restorer.push(answer.substring(at))).append(restorer.finish());

        assertThat(shown.toString()).isEqualTo(answer);
    }

    @Test
    void aStrangerWaitsForWhatFollowsAndThoseOfTheConversationDoNot() {
        TextRestorer restorer = new TextRestorer(known(8));

        assertThat(restorer.push("[PERSON_1] met [PERSON_3] and")).isEqualTo("Name1 met ");
        assertThat(restorer.holding()).isTrue();
        assertThat(restorer.push("x".repeat(180))).startsWith("Name3 and");
        assertThat(restorer.push("[PERSON_4] wrote")).isEmpty();
        assertThat(restorer.release()).as("after a pause").isEqualTo("Name4 wrote");
        assertThat(restorer.push(" [PERSON_5]") + restorer.finish()).isEqualTo(" Name5");
    }

    @Test
    void whoAsksSlowlyGetsNoMoreThanTheLimit() {
        TextRestorer restorer = new TextRestorer(known(8));
        StringBuilder shown = new StringBuilder();
        for (int number = 3; number <= 20; number++) {
            shown.append(restorer.push("[PERSON_" + number + "] ")).append(restorer.release());
        }

        assertThat(shown.toString()).contains("Name10 [PERSON_11]").doesNotContain("Name11", "Name20");
    }

    @Test
    void whatIsExpectedCounts() {
        KnownPlaceholders known = known(2);
        known.asked().expect("[PERSON_3], [PERSON_4] or [PERSON_400]; [PERSON_1]");

        assertThat(TextRestorer.restoreWhole(known, "[PERSON_3] [PERSON_1]")).isEqualTo("[PERSON_3] Name1");
    }
}
