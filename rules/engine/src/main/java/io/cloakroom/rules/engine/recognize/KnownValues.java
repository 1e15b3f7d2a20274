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
 * it is withheld where it is not. Made per person; searching hardly depends on how many there are.
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

    /** A part that is this many times larger than the next one is left as it is when values are added. */
    private static final int GROWTH = 8;

    /** The larger first; what was added last is in the last. */
    private final List<ValueIndex> parts;

    private final boolean specificOnly;

    private KnownValues(List<ValueIndex> parts, boolean specificOnly) {
        this.parts = List.copyOf(parts);
        this.specificOnly = specificOnly;
    }

    /** Every value that can be told from chance in text a person wrote. */
    public static KnownValues of(List<Vault.Placeholder> values) {
        return new KnownValues(List.of(), false).with(values);
    }

    /** These and more. Costs about as much as there is more, seldom as much as all. */
    public KnownValues with(List<Vault.Placeholder> more) {
        Map<String, ValueIndex.Entry> fresh = new LinkedHashMap<>();
        for (Vault.Placeholder value : more) {
            boolean number = NUMBERS.contains(value.type());
            String key = ValueIndex.squeezed(
                    Normalizer.normalize(value.original(), null).normalized(), number);
            if (isDistinctive(key) && parts.stream().noneMatch(part -> part.holds(key, number))) {
                fresh.putIfAbsent(
                        (number ? "0" : "a") + key, new ValueIndex.Entry(key, number, isSpecific(key), value));
            }
            if (value.type() == EntityType.PERSON) {
                for (String part : NameParts.in(key)) {
                    if (parts.stream().noneMatch(index -> index.holds(part, false))) {
                        fresh.putIfAbsent("a" + part, new ValueIndex.Entry(part, false, false, value));
                    }
                }
            }
        }
        List<ValueIndex> grown = new ArrayList<>(parts);
        List<ValueIndex.Entry> entries = new ArrayList<>(fresh.values());
        while (!grown.isEmpty() && grown.getLast().entries().size() < GROWTH * entries.size()) {
            entries.addAll(0, grown.removeLast().entries());
        }
        if (!entries.isEmpty()) {
            grown.add(new ValueIndex(entries));
        }
        return new KnownValues(grown, specificOnly);
    }

    /**
     * Only values that mean nothing else anywhere, so that they can be looked for in addresses, headers and fields that nobody wrote text
     * into: seven digits, three characters of a script without spaces, six characters that are more than one word, eight of one word.
     */
    public KnownValues specific() {
        return new KnownValues(parts, true);
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
        return parts.stream()
                .flatMap(part -> part.entries().stream())
                .noneMatch(entry -> entry.specific() || !specificOnly);
    }

    @Override
    public String id() {
        return "known-value";
    }

    @Override
    public List<Finding> recognize(Text text) {
        List<Finding> findings = new ArrayList<>();
        List<Finding> ofNames = new ArrayList<>();
        for (ValueIndex part : parts) {
            part.find(text.normalized(), (entry, start, end) -> {
                if (!NameParts.isPart(entry.key(), entry.value())) {
                    add(findings, text, entry, start, end);
                } else if (!specificOnly && NameParts.isWrittenAsName(entry.key(), text.normalized(), start)) {
                    ofNames.add(NameParts.finding(text.toOriginal(start, end), id(), entry.value()));
                }
            });
        }
        return NameParts.outside(findings, ofNames);
    }

    private void add(List<Finding> findings, Text text, ValueIndex.Entry entry, int start, int end) {
        Vault.Placeholder known = entry.value();
        boolean exact = !EXACT.contains(known.type())
                || known.original().equals(text.normalized().substring(start, end));
        if (exact && (entry.specific() || !specificOnly)) {
            findings.add(new Finding(
                    known.type(),
                    null,
                    text.toOriginal(start, end),
                    1,
                    id(),
                    "already in the person's vault as " + known.token()));
        }
    }
}
