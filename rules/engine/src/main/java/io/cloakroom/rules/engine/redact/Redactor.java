package io.cloakroom.rules.engine.redact;

import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.Method;
import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.policy.Verdict;
import io.cloakroom.rules.engine.policy.Verdict.Decision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns a verdict into edits. Stateless but for the source of replacements it is given. */
public final class Redactor {

    private static final int LONGEST_MASK = 12;

    private Redactor() {}

    /** Gives the replacement for one value; the same value in the same request must get the same one. */
    @FunctionalInterface
    public interface Replacements {
        String replace(Decision decision, String original);
    }

    /**
     * @param texts the segments the verdict speaks of
     * @param reversible called for methods that can be undone (placeholders, surrogates); mask and label need no state
     * @return index of segment → edits
     */
    public static Map<Integer, List<TextEdit>> edits(List<String> texts, Verdict verdict, Replacements reversible) {
        Map<Integer, List<TextEdit>> edits = new HashMap<>();
        for (Decision decision : verdict.decisions()) {
            if (decision.action() == Action.REDACT) {
                String original = decision.span().of(texts.get(decision.segment()));
                edits.computeIfAbsent(decision.segment(), segment -> new ArrayList<>())
                        .add(new TextEdit(decision.span(), replacement(decision, original, reversible)));
            }
        }
        return edits;
    }

    /** The different values for which {@link #edits} asks, in the order of the text: to get all replacements at once. */
    public static List<Vault.Value> reversible(List<String> texts, Verdict verdict) {
        return verdict.decisions().stream()
                .filter(decision -> decision.action() == Action.REDACT && isReversible(decision.method()))
                .map(decision ->
                        new Vault.Value(decision.type(), decision.span().of(texts.get(decision.segment()))))
                .distinct()
                .toList();
    }

    private static boolean isReversible(Method method) {
        return method == Method.PSEUDONYMIZE || method == Method.SURROGATE;
    }

    private static String replacement(Decision decision, String original, Replacements reversible) {
        return switch (decision.method()) {
            case MASK -> "*".repeat(Math.min(original.length(), LONGEST_MASK));
            case LABEL -> "[" + decision.type() + "]";
            case PSEUDONYMIZE, SURROGATE -> reversible.replace(decision, original);
        };
    }

    /** The text with edits made. */
    public static String apply(String text, List<TextEdit> edits) {
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        for (TextEdit edit :
                edits.stream().sorted((a, b) -> a.span().compareTo(b.span())).toList()) {
            out.append(text, from, edit.span().start()).append(edit.replacement());
            from = edit.span().end();
        }
        return out.append(text, from, text.length()).toString();
    }
}
