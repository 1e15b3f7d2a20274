package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Normalizer;
import io.cloakroom.rules.engine.Span;
import io.cloakroom.rules.engine.Vault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * First and last names of people whose whole name is known. A part counts where it is written as a name, with a capital, or where there
 * are no capitals around; parts that are everyday words only with a capital, and not where a sentence begins.
 */
final class NameParts {

    private static final double CONFIDENCE = 0.9;
    private static final int SHORTEST = 3;

    /** How much text around is looked at for capitals. */
    private static final int AROUND = 200;

    /** Particles and titles. */
    private static final Set<String> NO_NAMES = Set.of(
            "van",
            "von",
            "der",
            "den",
            "dem",
            "del",
            "della",
            "des",
            "dos",
            "das",
            "les",
            "las",
            "los",
            "bin",
            "ibn",
            "ter",
            "ten",
            "zum",
            "zur",
            "und",
            "and",
            "the",
            "mac",
            "san",
            "prof",
            "frau",
            "herr",
            "mrs",
            "miss",
            "madame",
            "monsieur");

    private NameParts() {}

    /** The first and last names in a whole name that can be told from other words; none when it is one word. */
    static List<String> in(String name) {
        String[] words = name.split("[\\s,/]+", -1);
        return words.length < 2
                ? List.of()
                : Arrays.stream(words).filter(NameParts::isName).distinct().toList();
    }

    private static boolean isName(String part) {
        return part.length() >= SHORTEST
                && !isParticle(part)
                && part.chars().allMatch(c -> Character.isLetter(c) || c == '-' || c == '\'')
                && part.chars().noneMatch(Words::isUnspaced);
    }

    /** Whether a word, in lower case, is a particle or a title, which says nothing of whose name it is part of. */
    static boolean isParticle(String part) {
        return NO_NAMES.contains(part);
    }

    /** Whether what is looked for is less than the whole value. */
    static boolean isPart(String key, Vault.Placeholder known) {
        return known.type() == EntityType.PERSON
                && !ValueIndex.squeezed(
                                Normalizer.normalize(known.original(), null).normalized(), false)
                        .equals(key);
    }

    /** Whether a part, in lower case, stands for a person where it is written. */
    static boolean isWrittenAsName(String part, String text, int start) {
        if (Character.isUpperCase(text.charAt(start))) {
            return !EverydayNames.beginsSentence(part, text, start);
        }
        if (EverydayNames.contains(part)) {
            return false;
        }
        int to = Math.min(text.length(), start + AROUND);
        for (int i = Math.max(0, start - AROUND); i < to; i++) {
            if (Character.isUpperCase(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** The findings of whole values, and those parts of names that lie in none of them. */
    static List<Finding> outside(List<Finding> wholes, List<Finding> parts) {
        if (parts.isEmpty()) {
            return wholes;
        }
        NavigableMap<Integer, Integer> ends = new TreeMap<>();
        wholes.forEach(f -> ends.merge(f.span().start(), f.span().end(), Math::max));
        List<Finding> all = new ArrayList<>(wholes);
        for (Finding part : parts) {
            var before = ends.floorEntry(part.span().start());
            if (before == null || before.getValue() < part.span().end()) {
                all.add(part);
            }
        }
        return all;
    }

    static Finding finding(Span span, String recognizer, Vault.Placeholder known) {
        return new Finding(
                EntityType.PERSON,
                null,
                span,
                CONFIDENCE,
                recognizer,
                "part of a name in the person's vault, " + known.token());
    }
}
