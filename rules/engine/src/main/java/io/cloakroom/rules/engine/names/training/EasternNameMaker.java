package io.cloakroom.rules.engine.names.training;

import io.cloakroom.rules.engine.names.Gazetteer;
import io.cloakroom.rules.engine.names.Gazetteer.Kind;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Makes up people, places and organisations of China, Japan and Korea from the lists a template file states: the surname first, without a space. */
final class EasternNameMaker extends NameMaker {

    private static final double FOREIGN = 0.15;
    private static final double KNOWN = 0.3;
    private static final double INSTITUTION = 0.35;

    EasternNameMaker(Gazetteers gazetteers, LocalWords words, TrainingConfig config, RandomGenerator random)
            throws IOException {
        super(gazetteers, words, config, random);
    }

    /**
     * Which lists a string of characters is on. {@link Kind#COMMON} are words, {@link Kind#DICTIONARY} labels that stand before a name.
     *
     * @param lists of the training data
     * @param common words
     * @param words what the template file states
     */
    static Gazetteer gazetteer(Gazetteers lists, Set<String> common, LocalWords words) {
        Map<Kind, SortedSet<String>> entries = new EnumMap<>(Kind.class);
        add(entries, Kind.GIVEN, words.of("given"));
        add(entries, Kind.GIVEN, words.of("foreign.given"));
        add(entries, Kind.SURNAME_FREQUENT, words.of("surnames"));
        add(entries, Kind.SURNAME, words.of("foreign.surname"));
        add(entries, Kind.CITY, words.of("cities"));
        add(entries, Kind.REGION, words.of("regions"));
        add(entries, Kind.COMPANY_SUFFIX, words.of("suffixes"));
        add(entries, Kind.GIVEN_FREQUENT, words.of("organizations"));
        add(entries, Kind.TITLE, words.of("titles"));
        add(entries, Kind.DICTIONARY, words.of("labels"));
        lists.of("given").values().forEach(names -> add(entries, Kind.GIVEN, names));
        lists.of("surname").values().forEach(names -> add(entries, Kind.SURNAME, names));
        lists.of("city").values().forEach(names -> add(entries, Kind.CITY, names));
        lists.of("state").values().forEach(names -> add(entries, Kind.REGION, names));
        lists.of("country").values().forEach(names -> add(entries, Kind.REGION, names));
        add(
                entries,
                Kind.COMMON,
                common.stream().filter(word -> word.length() > 1).toList());
        return Gazetteer.of(entries);
    }

    private static void add(Map<Kind, SortedSet<String>> entries, Kind kind, Collection<String> names) {
        SortedSet<String> list = entries.computeIfAbsent(kind, k -> new TreeSet<>());
        names.stream().filter(name -> !name.isEmpty() && name.indexOf(' ') < 0).forEach(list::add);
    }

    @Override
    Person person() {
        return chance(FOREIGN)
                ? new Person(any("foreign.given"), words.of("joiner").getFirst() + any("foreign.surname"))
                : new Person(any("given"), any("surnames"));
    }

    private String any(String kind) {
        return oneOf(words.of(kind));
    }

    private boolean isForeign(Person person) {
        return person.surname().startsWith(words.of("joiner").getFirst());
    }

    @Override
    String full(Person person) {
        return isForeign(person) ? person.given() + person.surname() : person.surname() + person.given();
    }

    @Override
    boolean isWhole(String name) {
        return name.length() > 2;
    }

    @Override
    String surname(Person person) {
        return isForeign(person) ? person.surname().substring(1) : person.surname();
    }

    @Override
    String city() {
        return any("cities");
    }

    @Override
    String place() {
        return chance(0.5) ? any("cities") : any("regions");
    }

    @Override
    String country() {
        return any("regions");
    }

    @Override
    String organization() {
        double dice = random.nextDouble();
        if (dice < KNOWN) {
            return any("organizations");
        }
        if (dice < KNOWN + INSTITUTION) {
            return any("institutions").replace("%s", chance(0.8) ? city() : any("stems"));
        }
        String suffix = any("suffixes");
        return suffix.endsWith("会社") && chance(0.4) ? suffix + any("stems") : any("stems") + suffix;
    }
}
