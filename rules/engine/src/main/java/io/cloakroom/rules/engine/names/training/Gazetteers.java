package io.cloakroom.rules.engine.names.training;

import io.cloakroom.rules.engine.names.Gazetteer;
import io.cloakroom.rules.engine.names.Gazetteer.Kind;
import io.cloakroom.rules.engine.names.NameTokenizer;
import io.cloakroom.rules.engine.names.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The word lists of the training data, {@code gazetteers/<country>.<kind>.<source>.txt}, of the scripts a model is for.
 *
 * @param byCountry for each kind the entries of each country or locale, most frequent first
 */
record Gazetteers(Map<String, Map<String, List<String>>> byCountry) {

    private static final int LONGEST_PHRASE = 4;
    private static final int FREQUENT_SURNAMES = 3000;
    private static final int FREQUENT_GIVEN_NAMES = 600;
    private static final Set<String> PARTICLES = Set.of(
            "of", "the", "and", "de", "la", "del", "le", "les", "el", "di", "da", "do", "dos", "das", "du", "van",
            "von", "der", "den", "al", "bin", "i", "y", "e", "a", "an", "in", "on", "st");

    /** @param config whose key {@code scripts} says which: {@code latin}, {@code cyrillic}, {@code cjk} */
    static Gazetteers read(Path directory, TrainingConfig config) throws IOException {
        List<String> scripts = config.list("scripts", "latin");
        Map<String, Map<String, Set<String>>> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                String[] parts = file.getFileName().toString().split("\\.");
                if (parts.length == 4) {
                    Set<String> entries = found.computeIfAbsent(kind(parts[1]), k -> new TreeMap<>())
                            .computeIfAbsent(parts[0], c -> new LinkedHashSet<>());
                    Files.readAllLines(file).stream()
                            .filter(entry -> isOf(scripts, entry))
                            .forEach(entries::add);
                }
            }
        }
        Map<String, Map<String, List<String>>> lists = new TreeMap<>();
        found.forEach((kind, countries) -> countries.forEach((country, entries) -> {
            if (!entries.isEmpty()) {
                lists.computeIfAbsent(kind, k -> new TreeMap<>()).put(country, List.copyOf(entries));
            }
        }));
        return new Gazetteers(lists);
    }

    private static String kind(String stated) {
        return stated.startsWith("given") ? "given" : stated.equals("admin1") ? "state" : stated;
    }

    private static boolean isOf(List<String> scripts, String entry) {
        boolean cjk = entry.chars().anyMatch(c -> c >= 0x3040 && c <= 0xD7A3);
        boolean cyrillic = entry.chars().anyMatch(c -> c >= 0x400 && c < 0x530);
        return cjk
                ? scripts.contains("cjk")
                : cyrillic ? scripts.contains("cyrillic") : scripts.contains("latin") && isLatin(entry);
    }

    private static boolean isLatin(String entry) {
        return entry.chars().allMatch(c -> c < 0x250 || c >= 0x1E00 && c < 0x1F00 || c == 0x2019)
                && entry.chars().anyMatch(Character::isLetter)
                && Character.isUpperCase(entry.charAt(0));
    }

    Map<String, List<String>> of(String kind) {
        return byCountry.getOrDefault(kind, Map.of());
    }

    /**
     * Distils the lists into what ships with a model.
     *
     * @param common everyday words of the language
     * @param dictionary its rarer words
     * @param local its titles and what its companies are called
     * @param config whose key {@code cities} says of which countries towns are kept, of all when it is missing; its {@code lists} of several words go to
     *     the list of phrases that belongs to the kind
     */
    Gazetteer distil(Set<String> common, Set<String> dictionary, LocalWords local, TrainingConfig config)
            throws IOException {
        Map<Kind, SortedSet<String>> lists = new EnumMap<>(Kind.class);
        Map<String, Integer> givenCountries = new HashMap<>();
        addWords(list(lists, Kind.GIVEN), of("given"), givenCountries);
        givenCountries.forEach((name, countries) -> addIf(countries >= 4, list(lists, Kind.GIVEN_FREQUENT), name));
        frequent(list(lists, Kind.GIVEN_FREQUENT), of("given").getOrDefault("us", List.of()), FREQUENT_GIVEN_NAMES);
        Map<String, Integer> surnameCountries = new HashMap<>();
        addWords(list(lists, Kind.SURNAME), of("surname"), surnameCountries);
        surnameCountries.forEach((name, countries) -> addIf(countries >= 3, list(lists, Kind.SURNAME_FREQUENT), name));
        frequent(list(lists, Kind.SURNAME_FREQUENT), of("surname").getOrDefault("us", List.of()), FREQUENT_SURNAMES);
        List<String> citiesOf = config.list("cities", "all");
        addPlaces(lists, "city", Kind.CITY, citiesOf);
        addPlaces(lists, "state", Kind.REGION, List.of("all"));
        addPlaces(lists, "country", Kind.REGION, List.of("all"));
        local.of("suffixes").forEach(suffix -> list(lists, Kind.COMPANY_SUFFIX).addAll(words(suffix)));
        local.of("titles").forEach(title -> list(lists, Kind.TITLE).addAll(words(title)));
        addWords(list(lists, Kind.COMPANY_SUFFIX), of("company_suffix"), new HashMap<>());
        list(lists, Kind.COMPANY_SUFFIX)
                .addAll(List.of(
                        "inc",
                        "corp",
                        "corporation",
                        "company",
                        "co",
                        "plc",
                        "bank",
                        "holdings",
                        "technologies",
                        "university",
                        "institute"));
        addWords(list(lists, Kind.TITLE), of("title"), new HashMap<>());
        list(lists, Kind.TITLE)
                .addAll(List.of(
                        "mr",
                        "mrs",
                        "ms",
                        "miss",
                        "dr",
                        "prof",
                        "professor",
                        "sir",
                        "madam",
                        "lord",
                        "lady",
                        "captain",
                        "president",
                        "uncle",
                        "aunt"));
        list(lists, Kind.COMMON).addAll(common);
        list(lists, Kind.DICTIONARY).addAll(dictionary);
        config.wordLists()
                .forEach((kind, entries) -> entries.forEach(entry -> {
                    List<String> words = words(entry);
                    if (words.size() == 1) {
                        list(lists, kind).add(words.getFirst());
                    } else if (words.size() > 1 && words.size() <= LONGEST_PHRASE) {
                        list(lists, kind == Kind.ORGANIZATION ? Kind.ORGANIZATION_PHRASE : kind)
                                .add(String.join(" ", words));
                    }
                }));
        return Gazetteer.of(lists);
    }

    private static SortedSet<String> list(Map<Kind, SortedSet<String>> lists, Kind kind) {
        return lists.computeIfAbsent(kind, k -> new TreeSet<>());
    }

    private static void addIf(boolean holds, SortedSet<String> words, String word) {
        if (holds) {
            words.add(word);
        }
    }

    private static void frequent(SortedSet<String> words, List<String> ranked, int most) {
        ranked.stream().limit(most).map(name -> name.toLowerCase(Locale.ROOT)).forEach(words::add);
    }

    private static void addWords(
            SortedSet<String> words, Map<String, List<String>> lists, Map<String, Integer> countries) {
        lists.values().forEach(entries -> {
            Set<String> here = new TreeSet<>();
            for (String entry : entries) {
                for (String word : words(entry)) {
                    if (word.length() > 1 && !PARTICLES.contains(word)) {
                        here.add(word);
                    }
                }
            }
            words.addAll(here);
            here.forEach(word -> countries.merge(word, 1, Integer::sum));
        });
    }

    private void addPlaces(Map<Kind, SortedSet<String>> lists, String kind, Kind single, List<String> countries) {
        of(kind).entrySet().stream()
                .filter(places -> countries.contains("all") || countries.contains(places.getKey()))
                .flatMap(places -> places.getValue().stream())
                .forEach(entry -> {
                    List<String> words = words(entry);
                    if (words.size() == 1 && words.getFirst().length() > 2) {
                        list(lists, single).add(words.getFirst());
                    } else if (words.size() > 1 && words.size() <= LONGEST_PHRASE) {
                        list(lists, Kind.PLACE_PHRASE).add(String.join(" ", words));
                    }
                });
    }

    private static List<String> words(String entry) {
        Tokens tokens = NameTokenizer.tokenize(entry.toLowerCase(Locale.ROOT));
        return List.of(tokens.words(0, tokens.count())).stream()
                .filter(word -> Character.isLetter(word.charAt(0)) || word.equals("-"))
                .toList();
    }
}
