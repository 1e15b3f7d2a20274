package io.cloakroom.benchmarks.quality;

import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.policy.Verdict;
import io.cloakroom.rules.engine.policy.Verdict.Decision;
import io.cloakroom.rules.engine.recognize.KnownValues;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the default policy lets leave of the project's own set: in how many of the prompts that hold direct identifiers at least one of them
 * leaves, and how many mentions of what was withheld earlier in a conversation are withheld too.
 */
final class Leaving {

    /** Numbers with a label or a check digit, cards, secrets, and ways to reach a person. */
    static final Set<String> IDENTIFIERS = Set.of(
            "ID_NUMBER",
            "PASSPORT",
            "DRIVER_LICENSE",
            "CREDIT_CARD",
            "IBAN",
            "BANK_ACCOUNT",
            "SECRET",
            "PASSWORD",
            "CRYPTO_ADDRESS",
            "EMAIL",
            "PHONE",
            "MEDICAL",
            "DEVICE_ID",
            "VEHICLE");

    private static final int SHORTEST_PART = 2;

    private final Engine engine;
    private final List<String> leaks = new ArrayList<>();
    private int withIdentifiers;
    private int leakingIdentifiers;
    private int withNames;
    private int leakingNames;
    private int mentions;
    private int mentionsWithheld;

    Leaving(Engine engine) {
        this.engine = engine;
    }

    void add(Prompt prompt) {
        List<Vault.Placeholder> vault = new ArrayList<>();
        boolean[] has = new boolean[2];
        boolean[] leaks = new boolean[2];
        for (Labelled message : prompt.messages()) {
            String text = message.text();
            Verdict verdict = engine.decide(text, KnownValues.of(vault));
            BitSet withheld = withheld(verdict, text);
            List<Vault.Placeholder> before = List.copyOf(vault);
            for (Label label : message.labels()) {
                String value = valueOf(text, label);
                boolean leaves = leaves(text, label, withheld);
                if (isMention(label.type(), value, before)) {
                    mentions++;
                    mentionsWithheld += leaves ? 0 : 1;
                }
                int group =
                        IDENTIFIERS.contains(label.type()) ? 0 : label.type().equals("PERSON") ? 1 : 2;
                if (group < 2 && label.certainty() > 0) {
                    has[group] = true;
                    leaks[group] |= leaves;
                }
                if (group == 0 && leaves && label.certainty() > 0) {
                    this.leaks.add(prompt.id() + " " + label.type() + " " + value);
                }
            }
            remember(verdict, text, vault);
        }
        withIdentifiers += has[0] ? 1 : 0;
        leakingIdentifiers += leaks[0] ? 1 : 0;
        withNames += has[0] || has[1] ? 1 : 0;
        leakingNames += leaks[0] || leaks[1] ? 1 : 0;
    }

    private static String valueOf(String text, Label label) {
        return text.substring(text.offsetByCodePoints(0, label.start()), text.offsetByCodePoints(0, label.end()));
    }

    private static BitSet withheld(Verdict verdict, String text) {
        BitSet withheld = new BitSet();
        for (Decision decision : verdict.decisions()) {
            if (decision.action() == Action.REDACT || decision.action() == Action.BLOCK) {
                withheld.set(decision.span().start(), decision.span().end());
            }
        }
        if (verdict.action() == Action.BLOCK) {
            withheld.set(0, text.length());
        }
        return withheld;
    }

    /** Whether a letter or digit of it is not withheld. */
    private static boolean leaves(String text, Label label, BitSet withheld) {
        int end = text.offsetByCodePoints(0, label.end());
        for (int i = text.offsetByCodePoints(0, label.start()); i < end; i++) {
            if (!withheld.get(i) && Character.isLetterOrDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static void remember(Verdict verdict, String text, List<Vault.Placeholder> vault) {
        for (Decision decision : verdict.decisions()) {
            if (decision.action() == Action.REDACT) {
                EntityType type = decision.type();
                String token = "[" + type + "_" + (vault.size() + 1) + "]";
                vault.add(new Vault.Placeholder(token, type, decision.span().of(text), "Chatbot", "one", 0));
            }
        }
    }

    /** Whether a value was withheld before, as a whole or as part of a name. */
    private static boolean isMention(String type, String value, List<Vault.Placeholder> before) {
        return before.stream()
                .filter(known -> known.type().name().equals(type))
                .anyMatch(known -> known.original().equalsIgnoreCase(value) || isPart(type, value, known.original()));
    }

    private static boolean isPart(String type, String value, String whole) {
        return type.equals("PERSON")
                && value.length() >= SHORTEST_PART
                && List.of(whole.toLowerCase(Locale.ROOT).split("\\s+")).contains(value.toLowerCase(Locale.ROOT));
    }

    /** Share of the prompts with identifiers that leave without any. */
    double withoutIdentifiers() {
        return 1 - (double) leakingIdentifiers / withIdentifiers;
    }

    /** Share of the prompts with identifiers or names of people that leave without any. */
    double withoutNames() {
        return 1 - (double) leakingNames / withNames;
    }

    double mentionsWithheld() {
        return mentions == 0 ? Double.NaN : (double) mentionsWithheld / mentions;
    }

    int mentions() {
        return mentions;
    }

    int withIdentifiers() {
        return withIdentifiers;
    }

    int withNames() {
        return withNames;
    }

    /** What leaves though it should not: prompt, type and (made-up) value. */
    List<String> leaks() {
        return leaks;
    }
}
