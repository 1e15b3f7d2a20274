package io.cloakroom.rules.engine.names.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Makes up people, places and organisations from the gazetteers, of many countries. */
final class NameMaker {

    private static final int SMALLEST_LIST = 12;
    private static final List<String> PARTICLES =
            List.of("van der", "van", "de", "von", "de la", "da", "al", "bin", "di", "le", "ten", "dos");
    private static final List<String> SYLLABLES = List.of(
            "nor", "vex", "tri", "lum", "cor", "zen", "al", "max", "veri", "quan", "sol", "ter", "ino", "gen", "data",
            "cy", "pri", "ora", "nex", "bio", "med", "opti", "int", "ura", "per", "sist", "ex", "ver");
    private static final List<String> BRANCHES = List.of(
            "Systems",
            "Logistics",
            "Consulting",
            "Bank",
            "Insurance",
            "Pharma",
            "Foods",
            "Labs",
            "Software",
            "Partners",
            "Energy",
            "Airlines",
            "Motors",
            "Media",
            "Capital",
            "Solutions",
            "Retail",
            "Health",
            "Robotics",
            "Analytics");
    private static final List<String> INSTITUTIONS = List.of(
            "University of %s",
            "%s University",
            "%s General Hospital",
            "Bank of %s",
            "%s City Council",
            "%s Chamber of Commerce",
            "%s Medical Center",
            "%s United",
            "%s High School",
            "%s Police Department",
            "Museum of %s",
            "%s Gazette");
    private static final List<String> SUFFIXES = List.of(
            "Inc",
            "Inc.",
            "LLC",
            "Ltd",
            "Ltd.",
            "GmbH",
            "AG",
            "Group",
            "Corp.",
            "S.A.",
            "Pty Ltd",
            "plc",
            "and Sons",
            "BV",
            "Co.",
            "Oy",
            "AB",
            "sp. z o.o.",
            "S.p.A.");

    private final RandomGenerator random;
    private final List<List<String>> given = new ArrayList<>();
    private final List<List<String>> surnames = new ArrayList<>();
    private final List<List<String>> cities;
    private final List<String> regions;
    private final List<String> countries;
    private int home;

    NameMaker(Gazetteers gazetteers, RandomGenerator random) {
        this.random = random;
        Map<String, List<String>> lasts = gazetteers.of("surname");
        gazetteers.of("given").forEach((country, firsts) -> {
            List<String> last = lasts.getOrDefault(country, List.of());
            if (firsts.size() >= SMALLEST_LIST && last.size() >= SMALLEST_LIST) {
                if (country.equals("us")) {
                    home = given.size();
                }
                given.add(firsts);
                surnames.add(last);
            }
        });
        this.cities = gazetteers.of("city").values().stream()
                .filter(list -> list.size() >= SMALLEST_LIST)
                .toList();
        this.regions = gazetteers.of("state").values().stream()
                .flatMap(List::stream)
                .distinct()
                .toList();
        this.countries = gazetteers.of("country").entrySet().stream()
                .filter(entry -> entry.getKey().equals("en"))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    /** The parts of one person's name. */
    record Person(String given, String surname) {}

    Person person() {
        int country = chance(0.3) ? home : random.nextInt(given.size());
        Person person = new Person(oneOfRanked(given.get(country)), oneOfRanked(surnames.get(country)));
        return chance(0.12) ? new Person(plain(person.given()), plain(person.surname())) : person;
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
            return first + " " + oneOf(PARTICLES) + " " + last;
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
        return oneOfRanked(cities.get(random.nextInt(cities.size())));
    }

    String place() {
        double dice = random.nextDouble();
        return dice < 0.6 ? city() : dice < 0.8 ? oneOf(countries) : oneOf(regions);
    }

    String country() {
        return oneOf(countries);
    }

    String organization() {
        double dice = random.nextDouble();
        if (dice < 0.25) {
            return person().surname() + " " + oneOf(SUFFIXES);
        }
        if (dice < 0.35) {
            return person().surname() + ", " + person().surname() + " and " + person().surname();
        }
        if (dice < 0.45) {
            return person().surname() + oneOf(List.of(" & ", "-", " and ")) + person().surname();
        }
        if (dice < 0.6) {
            return oneOf(INSTITUTIONS).formatted(city());
        }
        if (dice < 0.8) {
            return invented() + " " + (chance(0.5) ? oneOf(SUFFIXES) : oneOf(BRANCHES));
        }
        return dice < 0.9 ? person().surname() + " " + oneOf(BRANCHES) : invented();
    }

    private String invented() {
        String name = oneOf(SYLLABLES) + oneOf(SYLLABLES) + (chance(0.3) ? oneOf(SYLLABLES) : "");
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
