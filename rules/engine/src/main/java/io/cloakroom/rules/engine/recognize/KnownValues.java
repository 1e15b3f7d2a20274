package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Normalizer;
import io.cloakroom.rules.engine.Recognizer;
import io.cloakroom.rules.engine.Text;
import io.cloakroom.rules.engine.Vault;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds again what a person's vault already holds, at every mention: once a name has been recognized where the context was clear,
 * it is withheld where it is not. Built per person; building and searching are linear, so hundreds of values are cheap.
 */
public final class KnownValues implements Recognizer {

    /** Types whose values are secret character by character: another case is another value. */
    private static final Set<EntityType> EXACT =
            EnumSet.of(EntityType.PASSWORD, EntityType.SECRET, EntityType.CRYPTO_ADDRESS);

    /** Types written with or without spaces, dashes and dots. */
    private static final Set<EntityType> NUMBERS = EnumSet.of(
            EntityType.PHONE,
            EntityType.ID_NUMBER,
            EntityType.PASSPORT,
            EntityType.DRIVER_LICENSE,
            EntityType.CREDIT_CARD,
            EntityType.IBAN,
            EntityType.BANK_ACCOUNT,
            EntityType.MEDICAL,
            EntityType.DEVICE_ID);

    /** Shorter values mean too many other things to be found without context. */
    private static final int SHORTEST_WORD = 3;

    private static final int SHORTEST_NUMBER = 5;
    private static final int SHORTEST_IDEOGRAPHIC = 2;

    private static final int SHORTEST_SPECIFIC = 6;
    private static final int SHORTEST_SPECIFIC_WORD = 8;
    private static final int SHORTEST_SPECIFIC_NUMBER = 7;
    private static final int SHORTEST_SPECIFIC_IDEOGRAPHIC = 3;

    private final Search words;
    private final Search numbers;
    private final boolean specificOnly;

    private KnownValues(Search words, Search numbers, boolean specificOnly) {
        this.words = words;
        this.numbers = numbers;
        this.specificOnly = specificOnly;
    }

    /** Every value that can be told from chance in text a person wrote. */
    public static KnownValues of(List<Vault.Placeholder> values) {
        Map<String, Vault.Placeholder> words = new LinkedHashMap<>();
        Map<String, Vault.Placeholder> numbers = new LinkedHashMap<>();
        for (Vault.Placeholder value : values) {
            boolean number = NUMBERS.contains(value.type());
            String folded = Normalizer.normalize(value.original(), null).normalized();
            String key = KeywordIndex.lower(new Squeezed(folded, number).text()).strip();
            if (isDistinctive(key)) {
                (number ? numbers : words).putIfAbsent(key, value);
            }
        }
        return new KnownValues(new Search(words), new Search(numbers), false);
    }

    /**
     * Only values that mean nothing else anywhere, so that they can be looked for in addresses, headers and fields that nobody wrote text
     * into: seven digits, three characters of a script without spaces, six characters that are more than one word, eight of one word.
     */
    public KnownValues specific() {
        return new KnownValues(words, numbers, true);
    }

    private static boolean isDistinctive(String key) {
        if (key.chars().allMatch(c -> !Character.isLetter(c))) {
            return key.chars().filter(Character::isDigit).count() >= SHORTEST_NUMBER;
        }
        boolean ideographic = key.chars().anyMatch(Words::isUnspaced);
        return key.length() >= (ideographic ? SHORTEST_IDEOGRAPHIC : SHORTEST_WORD);
    }

    private static boolean isSpecific(String key) {
        if (key.chars().noneMatch(Character::isLetter)) {
            return key.chars().filter(Character::isDigit).count() >= SHORTEST_SPECIFIC_NUMBER;
        }
        if (key.chars().anyMatch(Words::isUnspaced)) {
            return key.length() >= SHORTEST_SPECIFIC_IDEOGRAPHIC;
        }
        boolean oneWord = key.chars().allMatch(Character::isLetter);
        return key.length() >= (oneWord ? SHORTEST_SPECIFIC_WORD : SHORTEST_SPECIFIC);
    }

    /** Whether there is nothing to look for. */
    public boolean isEmpty() {
        return words.isEmpty(specificOnly) && numbers.isEmpty(specificOnly);
    }

    @Override
    public String id() {
        return "known-value";
    }

    @Override
    public List<Finding> recognize(Text text) {
        List<Finding> findings = new ArrayList<>();
        words.find(text, false, this, findings);
        numbers.find(text, true, this, findings);
        return findings;
    }

    /** One automaton and what its keywords stand for. */
    private static final class Search {
        private final List<Vault.Placeholder> values;
        private final boolean[] specific;
        private final KeywordIndex index;

        Search(Map<String, Vault.Placeholder> byKey) {
            this.values = List.copyOf(byKey.values());
            this.specific = new boolean[values.size()];
            int at = 0;
            for (String key : byKey.keySet()) {
                specific[at++] = isSpecific(key);
            }
            this.index = new KeywordIndex(List.copyOf(byKey.keySet()));
        }

        boolean isEmpty(boolean specificOnly) {
            for (boolean each : specific) {
                if (each || !specificOnly) {
                    return false;
                }
            }
            return true;
        }

        void find(Text text, boolean number, KnownValues recognizer, List<Finding> out) {
            if (values.isEmpty()) {
                return;
            }
            String all = text.normalized();
            Squeezed squeezed = new Squeezed(all, number);
            index.scan(squeezed.text(), (value, squeezedStart, squeezedEnd) -> {
                if (recognizer.specificOnly && !specific[value]) {
                    return;
                }
                Vault.Placeholder known = values.get(value);
                int start = squeezed.offset(squeezedStart);
                int end = squeezed.offset(squeezedEnd - 1) + 1;
                boolean exact =
                        !EXACT.contains(known.type()) || known.original().equals(all.substring(start, end));
                if (exact && Words.isWhole(all, start, end)) {
                    out.add(new Finding(
                            known.type(),
                            null,
                            text.toOriginal(start, end),
                            1,
                            recognizer.id(),
                            "already in the person's vault as " + known.token()));
                }
            });
        }
    }
}
