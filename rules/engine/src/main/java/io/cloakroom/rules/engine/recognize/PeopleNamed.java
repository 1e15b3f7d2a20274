package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Normalizer;
import io.cloakroom.rules.engine.Recognizer;
import io.cloakroom.rules.engine.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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

    private static final Set<String> TITLES = Set.of("mr", "mrs", "ms", "dr", "prof", "sr", "st", "sra", "hr", "fr");

    private static final Set<String> EVERYDAY = load();

    /** Parts in lower case. */
    private final Set<String> parts;

    private final List<String> whole;
    private final KeywordIndex index;

    private PeopleNamed(Set<String> parts, Set<String> whole) {
        this.parts = parts;
        this.whole = List.copyOf(whole);
        this.index = new KeywordIndex(this.whole);
    }

    private static Set<String> load() {
        try (InputStream in = PeopleNamed.class.getResourceAsStream("everyday-names.txt")) {
            if (in == null) {
                throw new IllegalStateException("everyday-names.txt is missing from the rules engine: build it anew");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.split(" ", -1)))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read everyday-names.txt", e);
        }
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
                if (isLongEnough(word) && Character.isUpperCase(word.charAt(0))) {
                    parts.add(KeywordIndex.lower(word));
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
                    if (parts.contains(word) && !(EVERYDAY.contains(word) && startsSentence(all, start))) {
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

    private static boolean startsSentence(String text, int start) {
        int at = start - 1;
        while (at >= 0 && (text.charAt(at) == ' ' || text.charAt(at) == '"')) {
            at--;
        }
        return at < 0 || ".!?:\n\r".indexOf(text.charAt(at)) >= 0 && !endsTitle(text, at);
    }

    private static boolean endsTitle(String text, int dot) {
        int from = dot;
        while (from > 0 && Character.isLetter(text.charAt(from - 1))) {
            from--;
        }
        return text.charAt(dot) == '.' && TITLES.contains(KeywordIndex.lower(text.substring(from, dot)));
    }
}
