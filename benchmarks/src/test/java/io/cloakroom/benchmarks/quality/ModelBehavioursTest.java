package io.cloakroom.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.policy.Verdict.Decision;
import io.cloakroom.rules.engine.recognize.KnownValues;
import io.cloakroom.rules.engine.restore.KnownPlaceholders;
import io.cloakroom.rules.engine.restore.TextRestorer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The project's own prompts, redacted, answered by scripted models, and restored: what comes back, and whether it is the right value. */
class ModelBehavioursTest {

    private static final double LEAST_RESTORED = 0.99;
    private static final int PIECE = 4;
    private static final List<Redacted> TEXTS = new ArrayList<>();

    /**
     * @param slotted the text with one character for each placeholder
     * @param tokens by number of the slot
     */
    private record Redacted(String slotted, List<String> tokens, Map<String, String> originals) {}

    @BeforeAll
    static void redact() throws IOException {
        Engine engine = Engine.shipped();
        for (Prompt prompt : EvaluationSet.read(EvaluationSetTest.FOLDER).prompts()) {
            Redacted redacted = redacted(engine, prompt.messages().getFirst().text());
            if (!redacted.tokens.isEmpty() && restored(Behaviour.REPEATS, redacted, new Outcome())) {
                TEXTS.add(redacted);
            }
        }
    }

    @Test
    void thereIsEnoughToRestore() {
        assertThat(Behaviour.values()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(TEXTS).as("texts whose placeholders stand outside of links").hasSizeGreaterThan(250);
    }

    @ParameterizedTest
    @EnumSource
    void whatAModelRepeatsIsRestored(Behaviour behaviour) {
        Outcome outcome = new Outcome();
        for (Redacted text : TEXTS) {
            restored(behaviour, text, outcome);
        }
        assertThat(outcome.wrong).isEmpty();
        assertThat(outcome.right).isPositive();
        assertThat((double) outcome.right / (outcome.right + outcome.missed.size()))
                .as(() -> "not restored: " + outcome.missed)
                .isGreaterThanOrEqualTo(LEAST_RESTORED);
    }

    private static final class Outcome {
        int right;
        final List<String> missed = new ArrayList<>();
        final List<String> wrong = new ArrayList<>();
    }

    /** Whether all was restored. Compares what is shown with what was written, piece by piece. */
    private static boolean restored(Behaviour behaviour, Redacted text, Outcome outcome) {
        String worked = behaviour.work(text.slotted);
        String shown = restore(text, answer(behaviour, text, worked));
        int missedBefore = outcome.missed.size();
        int at = 0;
        for (int i = 0; i < worked.length(); i++) {
            char c = worked.charAt(i);
            if (!Behaviour.isSlot(c)) {
                at = expect(shown, at, Character.toString(c));
            } else {
                String token = text.tokens.get(Behaviour.number(c));
                String right = behaviour.shown(text.originals.getOrDefault(token, token));
                if (at >= 0 && shown.startsWith(right, at)) {
                    outcome.right++;
                    at += right.length();
                } else {
                    outcome.missed.add(token + " in: " + worked.substring(Math.max(0, i - 12), i));
                    at = expect(shown, at, behaviour.form(token));
                }
            }
            if (at < 0) {
                outcome.wrong.add(shown);
                return false;
            }
        }
        return at == shown.length() && outcome.missed.size() == missedBefore;
    }

    private static int expect(String shown, int at, String piece) {
        return at >= 0 && shown.startsWith(piece, at) ? at + piece.length() : -1;
    }

    private static String answer(Behaviour behaviour, Redacted text, String worked) {
        StringBuilder answer = new StringBuilder();
        for (char c : worked.toCharArray()) {
            answer.append(Behaviour.isSlot(c) ? behaviour.form(text.tokens.get(Behaviour.number(c))) : c);
        }
        return answer.toString();
    }

    private static String restore(Redacted text, String answer) {
        TextRestorer restorer = new TextRestorer(KnownPlaceholders.of(Vault.Originals.of(text.originals)));
        StringBuilder shown = new StringBuilder();
        for (int at = 0; at < answer.length(); at += PIECE) {
            shown.append(restorer.push(answer.substring(at, Math.min(answer.length(), at + PIECE))));
        }
        return shown.append(restorer.finish()).toString();
    }

    private static Redacted redacted(Engine engine, String text) {
        StringBuilder slotted = new StringBuilder();
        List<String> tokens = new ArrayList<>();
        Map<String, String> tokenOf = new LinkedHashMap<>();
        int at = 0;
        for (Decision decision : engine.decide(text, KnownValues.of(List.of())).decisions()) {
            if (decision.action() == Action.REDACT) {
                String original = decision.span().of(text);
                slotted.append(text, at, decision.span().start()).append(Behaviour.slot(tokens.size()));
                tokens.add(tokenOf.computeIfAbsent(
                        original, value -> "[" + decision.type() + "_" + (tokenOf.size() + 1) + "]"));
                at = decision.span().end();
            }
        }
        Map<String, String> originals = new LinkedHashMap<>();
        tokenOf.forEach((original, token) -> originals.put(token, original));
        return new Redacted(slotted.append(text.substring(at)).toString(), tokens, originals);
    }
}
