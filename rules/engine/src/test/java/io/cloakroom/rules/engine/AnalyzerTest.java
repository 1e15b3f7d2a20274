package io.cloakroom.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnalyzerTest {

    private static final long WEIGHT = 1 << 20;

    /** Finds the word PERSON and counts how often it is asked. */
    private static final class Counting implements Recognizer {
        final AtomicInteger runs = new AtomicInteger();

        @Override
        public String id() {
            return "counting";
        }

        @Override
        public List<Finding> recognize(Text text) {
            runs.incrementAndGet();
            List<Finding> findings = new ArrayList<>();
            String all = text.normalized();
            for (int at = all.indexOf("PERSON"); at >= 0; at = all.indexOf("PERSON", at + 1)) {
                findings.add(new Finding(EntityType.PERSON, null, text.toOriginal(at, at + 6), 0.8, id(), "said so"));
            }
            return findings;
        }
    }

    /** Finds the word PERSON with the letters behind it, and a number that starts at most 16 characters behind the word number. */
    private static final class Near implements Recognizer {

        private static final Pattern VALUE = Pattern.compile("PERSON[a-z]*|(?<=number.{1,16})77[0-9]*");

        @Override
        public String id() {
            return "near";
        }

        @Override
        public boolean isAskedAgain() {
            return true;
        }

        @Override
        public List<Finding> recognize(Text text) {
            return VALUE.matcher(text.normalized())
                    .results()
                    .map(m -> new Finding(
                            EntityType.PERSON, null, text.toOriginal(m.start(), m.end()), 0.8, id(), "said so"))
                    .toList();
        }
    }

    private final Counting counting = new Counting();
    private final Analyzer analyzer = new Analyzer(List.of(counting), "1", WEIGHT);

    @Test
    void theSameTextIsAnalyzedOnce() {
        List<Finding> first = analyzer.analyze("PERSON here", "en");
        assertThat(analyzer.analyze("PERSON here", "en")).isEqualTo(first).hasSize(1);
        assertThat(counting.runs).hasValue(1);
        analyzer.analyze("PERSON here", "de");
        analyzer.analyze("PERSON here", null);
        assertThat(counting.runs).hasValue(3);
    }

    @Test
    void whatBelongsToOnePersonIsNotRemembered() {
        Counting own = new Counting();
        assertThat(analyzer.analyze("a PERSON", null, List.of(own))).hasSize(2);
        assertThat(analyzer.analyze("a PERSON", null, List.of(own))).hasSize(2);
        assertThat(own.runs).hasValue(2);
        assertThat(counting.runs).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[PERSON_1]", "ask [PERSON_1] and [PERSON_22].", "[[PERSON_3]]"})
    void placeholdersAreNeverFound(String text) {
        assertThat(analyzer.analyze(text, null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[PERSON_x]", "[PERSON_]", "[PERSON 1]", "[XPERSON_1]", "PERSON_1"})
    void whatOnlyLooksLikeAPlaceholderIsFound(String text) {
        assertThat(analyzer.analyze(text, null)).hasSize(1);
    }

    @Test
    void offsetsAreThoseOfTheTextAsTyped() {
        String typed = "\u200B\u200B\uFF30ERSON!";
        assertThat(analyzer.analyze(typed, null))
                .singleElement()
                .extracting(f -> f.span().of(typed))
                .isEqualTo("\uFF30ERSON");
    }

    @Test
    void longTextsAreAnalyzedInWindowsThatShareWhatLiesBetween() {
        StringBuilder text = new StringBuilder();
        List<Integer> starts = new ArrayList<>();
        while (text.length() < 400_000) {
            text.append("PERSON ");
            starts.add(text.length() - 7);
            text.append(". ".repeat(1 + starts.size() % 13));
        }
        assertThat(analyzer.analyze(text.toString(), null))
                .extracting(f -> f.span().start())
                .isEqualTo(starts);
        assertThat(counting.runs.get()).isGreaterThan(3);
    }

    @ParameterizedTest
    @CsvSource({
        "number 778,778",
        "number: PERSONofaverylongname: 778,PERSONofaverylongname 778",
        "number: PERSONofaverylongname: PERSON: 778,PERSONofaverylongname PERSON",
        "PERSONofaverylongname: 778,PERSONofaverylongname",
        "number: [PERSON_1234567890123]: 778,778",
    })
    void whatWouldBeFoundInTheRedactedTextIsFoundAtOnce(String text, String found) {
        Analyzer closing = new Analyzer(List.of(new Near()), "1", WEIGHT);
        assertThat(closing.analyze(text, null))
                .extracting(f -> f.span().of(text))
                .containsExactly(found.split(" ", -1));
    }

    @Test
    void whatIsFoundLaterSaysWhy() {
        Analyzer closing = new Analyzer(List.of(new Near()), "1", WEIGHT);
        assertThat(closing.analyze("number: PERSONofaverylongname: 778", null))
                .extracting(Finding::explanation)
                .containsExactly("said so", "said so, once what stands around it is replaced");
    }

    @Test
    void anEmptyTextHasNoFindings() {
        assertThat(analyzer.analyze("", null)).isEmpty();
    }
}
