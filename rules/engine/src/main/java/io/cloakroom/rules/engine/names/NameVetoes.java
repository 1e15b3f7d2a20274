package io.cloakroom.rules.engine.names;

import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.names.Gazetteer.Kind;
import io.cloakroom.rules.engine.names.LatinNames.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What stands beside a name tells what it is not: no person gives a street its number, a label is not what it labels, {@code Ukrainian} is no place, and
 * three surnames in a row are a firm.
 */
final class NameVetoes {

    private static final int PLACES = Kind.CITY.flag() | Kind.REGION.flag();
    /** Below these probabilities three of four places, and six of seven organisations, were none. */
    private static final Map<EntityType, Double> LEAST =
            Map.of(EntityType.LOCATION, 0.75, EntityType.ORGANIZATION, 0.58);

    /** A whole name as certain as this is somebody's, whatever number comes behind it. */
    private static final double CERTAIN = 0.9;

    private static final int MOST_STEPS_TO_STREET = 3;
    private static final int LONGEST_ACRONYM = 6;
    private static final int FEWEST_DIGITS_OF_CODE = 4;
    private static final WordLists WORDS = WordLists.load("surroundings.txt");
    private static final Set<String> STREET_BEFORE = WORDS.get("street-before");
    private static final Set<String> STREET_AFTER = WORDS.get("street-after");
    private static final Set<String> AND = WORDS.get("and");
    private static final Set<String> NUMBERS = WORDS.get("number");
    private static final Set<String> ACRONYMS = WORDS.get("acronym");
    private static final Set<String> LABELS = WORDS.get("label");
    private static final Set<String> TITLES = WORDS.get("title");

    private final Tokens tokens;
    private final Gazetteer gazetteer;

    private NameVetoes(Tokens tokens, Gazetteer gazetteer) {
        this.tokens = tokens;
        this.gazetteer = gazetteer;
    }

    /** The names against which nothing speaks, in order; surnames that together are a firm as one organisation. */
    static List<Found> pass(Tokens tokens, List<Found> names, Gazetteer gazetteer) {
        NameVetoes vetoes = new NameVetoes(tokens, gazetteer);
        List<Found> kept = new ArrayList<>(names.size());
        int after = 0;
        for (Found name : names) {
            if (name.from() < after) {
                continue;
            }
            Found whole = vetoes.firm(name);
            after = whole.to();
            if (whole != name || !vetoes.isRefused(name)) {
                kept.add(whole);
            }
        }
        return kept;
    }

    private boolean isRefused(Found name) {
        if (name.probability() < LEAST.getOrDefault(name.type(), 0.0)) {
            return true;
        }
        boolean single = name.to() - name.from() == 1;
        if (name.type() == EntityType.PERSON) {
            return single && LABELS.contains(lower(name.from())) && isLabel(name.from()) || isOfStreet(name);
        }
        if (!single) {
            return false;
        }
        boolean unknown = (flags(name.from()) & PLACES) == 0;
        return LABELS.contains(lower(name.from()))
                || isCode(name.from())
                || unknown && tokens.startsLine(name.from()) && isLabel(name.from())
                || (name.type() == EntityType.LOCATION
                        ? unknown && (flags(name.from()) & Kind.DEMONYM.flag()) != 0
                        : isNumbered(name.from()));
    }

    /** Whether a separator of fields follows. */
    private boolean isLabel(int token) {
        return token + 1 < tokens.count()
                && !tokens.startsLine(token + 1)
                && (tokens.is(token + 1, ':') || tokens.is(token + 1, ';') || tokens.is(token + 1, ','));
    }

    private boolean isCode(int token) {
        int digits = 0;
        for (int i = tokens.starts()[token]; i < tokens.ends()[token]; i++) {
            digits += Scripts.isDigit(tokens.text().charAt(i)) ? 1 : 0;
        }
        return digits >= FEWEST_DIGITS_OF_CODE;
    }

    /** {@code NHS no 943…} and {@code TRN 123-456-789}: an abbreviation that says what the number is. */
    private boolean isNumbered(int token) {
        String word = lower(token);
        if (ACRONYMS.contains(word)) {
            return true;
        }
        int next = token + 1;
        return tokens.length(token) <= LONGEST_ACRONYM
                && isCapitals(token)
                && next < tokens.count()
                && !tokens.startsLine(next)
                && (tokens.is(next, ':') || tokens.kind(next) == TokenKind.NUMBER || NUMBERS.contains(lower(next)));
    }

    private boolean isCapitals(int token) {
        for (int i = tokens.starts()[token]; i < tokens.ends()[token]; i++) {
            if (!Character.isUpperCase(tokens.text().charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** A kind of street beside a name says little without the number of a house. */
    private boolean isOfStreet(Found name) {
        if (isTitled(name.from())) {
            return false;
        }
        boolean several = name.to() - name.from() > 1;
        boolean certain = several && name.probability() >= CERTAIN;
        int next = name.to();
        boolean within = several && STREET_AFTER.contains(lower(next - 1));
        boolean behind = next < tokens.count() && !tokens.startsLine(next) && STREET_AFTER.contains(lower(next));
        if (within || behind) {
            return isNumberBefore(name.from()) || !certain && isNumberAfter(behind ? next + 1 : next);
        }
        int street = streetBefore(name.from());
        return street >= 0 && (isNumberBefore(street) || !certain && isNumberAfter(next));
    }

    /** The word for a kind of street that stands shortly before, on the same line; -1 when there is none. */
    private int streetBefore(int token) {
        for (int at = token; at > token - MOST_STEPS_TO_STREET && !tokens.startsLine(at); at--) {
            if (STREET_BEFORE.contains(lower(at - 1))) {
                return at - 1;
            }
        }
        return -1;
    }

    private boolean isTitled(int token) {
        int before = token > 0 && tokens.is(token - 1, '.') ? token - 2 : token - 1;
        return before >= 0 && !tokens.startsLine(token) && TITLES.contains(lower(before));
    }

    private boolean isNumberBefore(int token) {
        return !tokens.startsLine(token)
                && (tokens.kind(token - 1) == TokenKind.NUMBER || tokens.kind(token - 1) == TokenKind.MIXED);
    }

    private boolean isNumberAfter(int token) {
        int number = token < tokens.count() && tokens.is(token, ',') ? token + 1 : token;
        return number < tokens.count() && !tokens.startsLine(number) && tokens.kind(number) == TokenKind.NUMBER;
    }

    /**
     * {@code Owens, Duran and Oneal}: when none of three is a usual given name and no list of people begins here, the firm;
     * else the name as it is.
     */
    private Found firm(Found name) {
        int at = name.from();
        boolean firm = name.to() - at == 1
                && name.type() == EntityType.ORGANIZATION
                && at + 4 < tokens.count()
                && tokens.is(at + 1, ',')
                && AND.contains(lower(at + 3))
                && (at == 0 || !tokens.is(at - 1, ':'))
                && isOnlySurname(at)
                && isOnlySurname(at + 2)
                && isOnlySurname(at + 4)
                && (at + 5 == tokens.count() || !isOnlySurname(at + 5));
        return firm ? new Found(EntityType.ORGANIZATION, at, at + 5, name.probability()) : name;
    }

    private boolean isOnlySurname(int token) {
        int flags = flags(token);
        return tokens.kind(token) == TokenKind.WORD
                && Character.isUpperCase(tokens.text().charAt(tokens.starts()[token]))
                && (flags & Kind.SURNAME.flag()) != 0
                && (flags & Kind.GIVEN_FREQUENT.flag()) == 0;
    }

    private int flags(int token) {
        return gazetteer.flags(Hashing.ofFolded(tokens.text(), tokens.starts()[token], tokens.ends()[token]));
    }

    private String lower(int token) {
        return tokens.word(token).toLowerCase(Locale.ROOT);
    }
}
