package io.cloakroom.rules.engine.recognize;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Names that are everyday words too, such as {@code Young}: where a sentence begins they are taken for the word. */
final class EverydayNames {

    private static final Set<String> TITLES = Set.of("mr", "mrs", "ms", "dr", "prof", "sr", "st", "sra", "hr", "fr");
    private static final Set<String> WORDS = load();

    private EverydayNames() {}

    private static Set<String> load() {
        try (InputStream in = EverydayNames.class.getResourceAsStream("everyday-names.txt")) {
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

    /** Whether a name, in lower case, is a word too. */
    static boolean contains(String name) {
        return WORDS.contains(name);
    }

    /** Whether it is one and stands where a sentence begins, so that its capital says nothing. */
    static boolean beginsSentence(String name, String text, int start) {
        return contains(name) && startsSentence(text, start);
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
