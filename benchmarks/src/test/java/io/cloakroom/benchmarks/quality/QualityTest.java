package io.cloakroom.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The project's own set against its floor, as written and rewritten to evade. */
class QualityTest {

    private static final double SHARE_OF_CLEAN = 0.95;

    /** What evades is recognised by its form; names take time and find the same in both. */
    private static final Engine PATTERNS = Engine.withoutNames();

    private static EvaluationSet set = new EvaluationSet(List.of());

    @BeforeAll
    static void read() throws IOException {
        set = EvaluationSet.read(EvaluationSetTest.FOLDER);
    }

    @Test
    void theOwnSetIsNotBelowItsFloor() throws IOException, InvalidYamlException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Measuring measuring = new Measuring(
                Engine.shipped(),
                new Tables(new PrintStream(printed, true, StandardCharsets.UTF_8)),
                0.5,
                Set.of(),
                List.of());
        Result result = measuring.own(set);
        assertThat(Floor.read(Path.of("quality-floor.yaml")).own().problems(result))
                .as(printed.toString(StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("== en:", "== BENIGN harmless", "mentions of");
    }

    @Test
    @DisplayName("trust 29: values written in other Unicode forms are found as often as plain ones")
    void unicode() {
        evade(
                29,
                List.of(
                        Evasion.FULL_WIDTH,
                        Evasion.ARABIC_INDIC_DIGITS,
                        Evasion.ZERO_WIDTH,
                        Evasion.SOFT_HYPHEN,
                        Evasion.BIDI,
                        Evasion.NO_BREAK_SPACE,
                        Evasion.HOMOGLYPH,
                        Evasion.COMBINING_MARK));
    }

    @Test
    @DisplayName("trust 30: values behind encodings are found as often as plain ones")
    void encoded() {
        evade(
                30,
                List.of(
                        Evasion.BASE64,
                        Evasion.HEX,
                        Evasion.PERCENT,
                        Evasion.HTML_ENTITY,
                        Evasion.BACKSLASH_U,
                        Evasion.BASE64_OF_PERCENT));
    }

    @Test
    void addressesInWordsAndNumbersSpacedOutAreFoundAsOften() {
        evade(29, List.of(Evasion.AT_AND_DOT, Evasion.AT_AND_DOT_IN_BRACKETS, Evasion.SPACED_OUT));
    }

    private static void evade(int line, List<Evasion> evasions) {
        StringBuilder told = new StringBuilder();
        for (Evasion evasion : evasions) {
            Evaded evaded = Evaded.measure(PATTERNS, set, evasion);
            told.append("%s %.3f of %.3f; "
                    .formatted(evasion.name().toLowerCase(Locale.ROOT), evaded.evading(), evaded.clean()));
            assertThat(evaded.evading())
                    .as(evasion + ": " + evaded.lost())
                    .isGreaterThanOrEqualTo(SHARE_OF_CLEAN * evaded.clean());
        }
        System.out.println("trust " + line + ": recall on the evaluation set " + told);
    }
}
