package io.cloakroom.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.policy.Verdict;
import io.cloakroom.rules.engine.policy.Verdict.Decision;
import io.cloakroom.rules.engine.recognize.KnownValues;
import io.cloakroom.rules.engine.redact.Placeholders;
import io.cloakroom.rules.engine.redact.Redactor;
import io.cloakroom.rules.engine.restore.KnownPlaceholders;
import io.cloakroom.rules.engine.restore.TextRestorer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What must hold for every text, with every rule pack and name model and the default policy. */
class RedactionPropertiesTest {

    private static final Engine ENGINE = Engine.shipped();

    /** A name is what the words around make of it: a name model may take another word for one once these are gone. */
    private static final Engine PATTERNS = Engine.withoutNames();

    private static final List<String> PROMPTS = prompts();

    private static List<String> prompts() {
        try {
            return EvaluationSet.read(EvaluationSetTest.FOLDER).prompts().stream()
                    .flatMap(prompt -> prompt.messages().stream())
                    .map(Labelled::text)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Placeholders are shorter than what they stand for: that labels come near by it and neighbours go is foreseen. */
    @Property(tries = 3000)
    void nothingIsFoundInWhatWasRedacted(@ForAll("texts") String text) {
        String redacted = redact(PATTERNS, text).text;
        assertThat(found(PATTERNS, redacted)).as(redacted).isEmpty();
    }

    @Property(tries = 150)
    void placeholdersAreNeverFound(@ForAll("texts") String text) {
        Redacted redacted = redact(PATTERNS, text);
        assertThat(found(PATTERNS, redacted.text)).noneMatch(redacted.originals::containsKey);
    }

    @Test
    void withNamesOnceIsMostlyEnough() {
        long once = PROMPTS.stream()
                .filter(text -> found(ENGINE, redact(ENGINE, text).text).isEmpty())
                .count();
        assertThat((double) once / PROMPTS.size()).isGreaterThanOrEqualTo(0.97);
    }

    private static List<String> found(Engine engine, String text) {
        return decide(engine, text).decisions().stream()
                .filter(RedactionPropertiesTest::withheld)
                .map(decision -> decision.span().of(text))
                .toList();
    }

    @Property(tries = 200)
    void whatIsRestoredIsWhatWasTyped(@ForAll("texts") String text) {
        Redacted redacted = redact(ENGINE, text);
        String restored = Redactor.apply(redacted.text, TokenEdits.of(redacted.text, redacted.originals));
        assertThat(restored).isEqualTo(text);
    }

    @Property(tries = 150)
    void answersThatRepeatTheTextAreRestoredOutsideOfLinks(@ForAll("prose") String text) {
        Redacted redacted = redact(ENGINE, text);
        assertThat(TextRestorer.restoreWhole(
                        KnownPlaceholders.of(Vault.Originals.of(redacted.originals)), redacted.text))
                .isEqualTo(text);
    }

    @Property(tries = 200)
    void spansLieInTheTextAndSplitNoCharacter(@ForAll("texts") String text) {
        for (Decision decision : decide(ENGINE, text).decisions()) {
            int start = decision.span().start();
            int end = decision.span().end();
            assertThat(end).isLessThanOrEqualTo(text.length());
            assertThat(splits(text, start) || splits(text, end))
                    .as(decision.toString())
                    .isFalse();
        }
    }

    private static boolean splits(String text, int at) {
        return at > 0 && at < text.length() && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
    }

    private record Redacted(String text, Map<String, String> originals) {}

    private static Verdict decide(Engine engine, String text) {
        return engine.decide(text, KnownValues.of(List.of()));
    }

    private static boolean withheld(Decision decision) {
        return decision.action() == Action.REDACT || decision.action() == Action.BLOCK;
    }

    private static Redacted redact(Engine engine, String text) {
        Placeholders placeholders = Placeholders.numbered(Map.of(), text);
        List<TextEdit> edits = decide(engine, text).decisions().stream()
                .filter(RedactionPropertiesTest::withheld)
                .map(decision -> new TextEdit(
                        decision.span(),
                        placeholders.of(decision.type(), decision.span().of(text))))
                .toList();
        return new Redacted(Redactor.apply(text, edits), placeholders.originals());
    }

    /** Prompts of the project's own set, whole and in pieces, with anything between. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> prompt = Arbitraries.of(PROMPTS);
        Arbitrary<String> piece = prompt.flatMap(
                text -> Arbitraries.integers().between(0, text.length()).map(at -> text.substring(at)));
        Arbitrary<String> anything = Arbitraries.strings().all().ofMaxLength(30);
        return Arbitraries.oneOf(prompt, piece, anything)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(all -> String.join(" ", all));
    }

    @Provide
    Arbitrary<String> prose() {
        return Arbitraries.of(PROMPTS.stream()
                .filter(text -> !text.matches("(?s).*(?:[/<=\\\\]|\\w:\\w|]\\(|url|@.*@).*"))
                .toList());
    }
}
