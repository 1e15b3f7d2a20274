package io.cloakroom.rules.engine.names.training;

import io.cloakroom.rules.engine.names.Gazetteer.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Makes up people, places and organisations from the gazetteers, of many countries. */
class NameMaker {

    private static final int SMALLEST_LIST = 12;
    private static final List<String> SYLLABLES = List.of(
            "nor", "vex", "tri", "lum", "cor", "zen", "al", "max", "veri", "quan", "sol", "ter", "ino", "gen", "data",
            "cy", "pri", "ora", "nex", "bio", "med", "opti", "int", "ura", "per", "sist", "ex", "ver");

    final RandomGenerator random;
    private final List<List<String>> given = new ArrayList<>();
    private final List<List<String>> surnames = new ArrayList<>();
    private final List<List<String>> cities;
    private final List<List<String>> homeCities;
    private final List<String> regions;
    private final List<String> countries;
    private final List<Integer> home = new ArrayList<>();
    final LocalWords words;
    private final TrainingConfig config;
    private final List<String> known;
    private final List<String> figures;
    private final List<String> demonyms;

    NameMaker(Gazetteers gazetteers, LocalWords words, TrainingConfig config, RandomGenerator random)
            throws IOException {
        this.random = random;
        this.known = config.wordLists().getOrDefault(Kind.ORGANIZATION, List.of());
        this.figures = config.wordLists().getOrDefault(Kind.FIGURE, List.of());
        this.demonyms = config.wordLists().getOrDefault(Kind.DEMONYM, List.of());
        this.words = words;
        this.config = config;
        List<String> homes = config.list("home");
        Map<String, List<String>> lasts = gazetteers.of("surname");
        gazetteers.of("given").forEach((country, firsts) -> {
            List<String> last = lasts.getOrDefault(country, List.of());
            if (firsts.size() >= SMALLEST_LIST && last.size() >= SMALLEST_LIST) {
                if (homes.contains(country)) {
                    home.add(given.size());
                }
                given.add(firsts);
                surnames.add(last);
            }
        });
        this.cities = lists(gazetteers.of("city"), country -> true);
        this.homeCities = lists(gazetteers.of("city"), homes::contains);
        List<String> regionsOf = config.list("home.regions");
        this.regions = gazetteers.of("state").entrySet().stream()
                .filter(entry -> regionsOf.contains("all") || regionsOf.contains(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .distinct()
                .toList();
        this.countries = gazetteers.of("country").getOrDefault(config.text("home.countries"), List.of());
    }

    private static List<List<String>> lists(Map<String, List<String>> places, Predicate<String> countries) {
        return places.entrySet().stream()
                .filter(entry ->
                        countries.test(entry.getKey()) && entry.getValue().size() >= SMALLEST_LIST)
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The parts of one person's name. */
    record Person(String given, String surname) {}

    Person person() {
        int country =
                !home.isEmpty() && chance(config.number("home.share")) ? oneOf(home) : random.nextInt(given.size());
        Person person = new Person(oneOfRanked(given.get(country)), oneOfRanked(surnames.get(country)));
        return chance(0.12) ? new Person(plain(person.given()), plain(person.surname())) : person;
    }

    /** Whether a person's name has all its parts. */
    boolean isWhole(String name) {
        return name.indexOf(' ') >= 0;
    }

    /** The surname by itself. */
    String surname(Person person) {
        return person.surname();
    }

    /** The whole name, in one of the forms people write. */
    String full(Person person) {
        String first = person.given();
        String last = person.surname();
        double dice = random.nextDouble();
        if (dice < 0.74) {
            return first + " " + last;
        }
        if (dice < 0.79) {
            return first + " " + initial() + " " + last;
        }
        if (dice < 0.82) {
            return first + " " + person().given() + " " + last;
        }
        if (dice < 0.85) {
            return first + " " + last + "-" + person().surname();
        }
        if (dice < 0.88) {
            return first + " " + last + " " + person().surname();
        }
        if (dice < 0.92) {
            return first + " " + oneOf(words.of("particles")) + " " + last;
        }
        if (dice < 0.94) {
            return first + " " + last.toUpperCase(Locale.ROOT);
        }
        if (dice < 0.96) {
            return first.charAt(0) + ". " + last;
        }
        return dice < 0.98
                ? first + " " + last + oneOf(List.of(" Jr.", " Sr.", " III", " jr.", " II"))
                : initial() + initial() + " " + last;
    }

    String city() {
        boolean near = !homeCities.isEmpty() && chance(config.number("home.share"));
        return oneOfRanked(oneOf(near ? homeCities : cities));
    }

    String place() {
        double dice = random.nextDouble();
        return dice < 0.6 || countries.isEmpty() || regions.isEmpty()
                ? city()
                : dice < 0.8 ? oneOf(countries) : oneOf(regions);
    }

    String country() {
        return countries.isEmpty() ? city() : oneOf(countries);
    }

    /** Somebody everybody may speak of. */
    String figure() {
        return figures.isEmpty() ? full(person()) : oneOf(figures);
    }

    /** Such as {@code Norwegian}. */
    String demonym() {
        return demonyms.isEmpty() ? "foreign" : oneOf(demonyms);
    }

    String organization() {
        if (!known.isEmpty() && chance(0.35)) {
            return oneOf(known);
        }
        double dice = random.nextDouble();
        if (dice < 0.25) {
            return person().surname() + " " + oneOf(words.of("suffixes"));
        }
        if (dice < 0.28) {
            return person().surname() + ", " + person().surname() + " " + oneOf(words.of("and")) + " "
                    + person().surname();
        }
        if (dice < 0.4) {
            return person().surname()
                    + oneOf(List.of(" & ", "-", " " + oneOf(words.of("and")) + " "))
                    + person().surname();
        }
        if (dice < 0.5) {
            String brand = oneOf(words.of("brands")) + " " + oneOf(words.of("brands"));
            return chance(0.4) ? brand + " " + oneOf(words.of("brands")) : brand;
        }
        if (dice < 0.6) {
            return oneOf(words.of("institutions")).formatted(city());
        }
        if (dice < 0.8) {
            return invented() + " " + (chance(0.5) ? oneOf(words.of("suffixes")) : oneOf(words.of("branches")));
        }
        return dice < 0.9 ? person().surname() + " " + oneOf(words.of("branches")) : invented();
    }

    private String invented() {
        String name = oneOf(SYLLABLES) + oneOf(SYLLABLES) + (chance(0.3) ? oneOf(SYLLABLES) : "");
        if (chance(0.25)) {
            return oneOf(words.of("brands"))
                    + oneOf(List.of("ly", "ify", "hub", "io", "Net", "Soft", "Lab", "Pay", "Works", "quest", "base"));
        }
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private String initial() {
        return (char) ('A' + random.nextInt(26)) + ".";
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    int number(int bound) {
        return random.nextInt(bound);
    }

    <T> T oneOf(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** Earlier entries, the more frequent names, are drawn more often. */
    private String oneOfRanked(List<String> list) {
        double dice = random.nextDouble();
        return list.get((int) (list.size() * dice * Math.sqrt(dice)));
    }

    /** Without diacritics, as in e-mail addresses and on airline tickets. */
    static String plain(String text) {
        String decomposed = java.text.Normalizer.normalize(
                text.replace('ł', 'l').replace('ø', 'o').replace("ß", "ss"), java.text.Normalizer.Form.NFD);
        StringBuilder plain = new StringBuilder();
        decomposed
                .chars()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .forEach(c -> plain.append((char) c));
        return plain.toString();
    }
}
