package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Normalizer;
import io.cloakroom.rules.engine.Recognizer;
import io.cloakroom.rules.engine.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds people again whose whole names are known, in the other messages of one request too: the whole name in any letters, and its parts where they are
 * written as names. After {@code Marta Kowalczyk} also {@code Kowalczyk}; a part that is an everyday word, such as {@code Young}, not at the start of a
 * sentence.
 */
public final class PeopleNamed implements Recognizer {

    /** How sure a name must be for its parts to be looked for. */
    public static final double SURE = 0.7;

    private static final double WHOLE = 0.9;
    private static final double PART = 0.8;
    private static final int SHORTEST = 3;
    private static final int SHORTEST_UNSPACED = 2;

    /** Parts in lower case. */
    private final Set<String> parts;

    private final List<String> whole;
    private final KeywordIndex index;

    private PeopleNamed(Set<String> parts, Set<String> whole) {
        this.parts = parts;
        this.whole = List.copyOf(whole);
        this.index = new KeywordIndex(this.whole);
    }

    /**
     * Whole names and their parts.
     *
     * @param names of people, as they were written
     */
    public static PeopleNamed of(Collection<String> names) {
        Set<String> whole = new LinkedHashSet<>();
        for (String name : names) {
            String folded = fold(name);
            if (isLongEnough(folded) && (isUnspaced(folded) || words(folded).length > 1)) {
                whole.add(KeywordIndex.lower(folded));
            }
        }
        return new PeopleNamed(parts(names), whole);
    }

    private static String fold(String name) {
        return Normalizer.normalize(name, null).normalized().strip();
    }

    private static String[] words(String name) {
        return name.split("[ ,.\\-'’]+", -1);
    }

    private static Set<String> parts(Collection<String> names) {
        Set<String> parts = new HashSet<>();
        for (String name : names) {
            for (String word : words(fold(name))) {
                String part = KeywordIndex.lower(word);
                if (isLongEnough(word) && Character.isUpperCase(word.charAt(0)) && !NameParts.isParticle(part)) {
                    parts.add(part);
                }
            }
        }
        return parts;
    }

    private static boolean isLongEnough(String key) {
        return key.length() >= (isUnspaced(key) ? SHORTEST_UNSPACED : SHORTEST);
    }

    private static boolean isUnspaced(String key) {
        return key.chars().anyMatch(Words::isUnspaced);
    }

    /** Whether there is nothing to look for. */
    public boolean isEmpty() {
        return parts.isEmpty() && whole.isEmpty();
    }

    @Override
    public String id() {
        return "named-before";
    }

    @Override
    public List<Finding> recognize(Text text) {
        List<Finding> findings = new ArrayList<>();
        String all = text.normalized();
        if (!whole.isEmpty()) {
            index.scan(all, (key, start, end) -> {
                if (Words.isWhole(all, start, end)) {
                    findings.add(finding(text, start, end, WHOLE, "a name that stands elsewhere in the request"));
                }
            });
        }
        for (int start = 0; !parts.isEmpty() && start < all.length(); start++) {
            if (Character.isLetter(all.charAt(start))) {
                int end = wordEnd(all, start);
                if (end - start >= SHORTEST && Character.isUpperCase(all.charAt(start))) {
                    String word = KeywordIndex.lower(all.substring(start, end));
                    if (parts.contains(word) && !EverydayNames.beginsSentence(word, all, start)) {
                        findings.add(
                                finding(text, start, end, PART, "part of a name that stands elsewhere in the request"));
                    }
                }
                start = end;
            }
        }
        return findings;
    }

    private static int wordEnd(String text, int start) {
        int end = start + 1;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private Finding finding(Text text, int start, int end, double confidence, String why) {
        return new Finding(EntityType.PERSON, null, text.toOriginal(start, end), confidence, id(), why);
    }
}
