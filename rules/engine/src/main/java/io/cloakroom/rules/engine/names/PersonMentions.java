package io.cloakroom.rules.engine.names;

import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.names.Gazetteer.Kind;
import io.cloakroom.rules.engine.names.LatinNames.Found;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds further mentions of a person whose whole name stands elsewhere in the text: after {@code Marta Kowalczyk} also {@code Marta}. */
final class PersonMentions {

    private static final double SURE = 0.7;
    private static final double MENTION = 0.5;
    private static final int SHORTEST = 3;

    /** Shorter words in lower case are too often something else. */
    private static final int SHORTEST_LOWER = 5;

    private static final int EVERYDAY = Kind.COMMON.flag() | Kind.DICTIONARY.flag();
    private static final int PLACES = Kind.CITY.flag() | Kind.REGION.flag();

    private final Tokens tokens;
    private final Gazetteer gazetteer;

    /** Words of whole names by the hash of their folded form, and whether they are everyday words too. */
    private final Map<Long, Boolean> parts = new HashMap<>();

    private PersonMentions(Tokens tokens, Gazetteer gazetteer) {
        this.tokens = tokens;
        this.gazetteer = gazetteer;
    }

    /** The names found and, in order among them, the mentions that were missed. A mention taken for something else is a person after all. */
    static List<Found> complete(Tokens tokens, List<Found> found, Gazetteer gazetteer) {
        PersonMentions mentions = new PersonMentions(tokens, gazetteer);
        found.forEach(mentions::learn);
        return mentions.parts.isEmpty() ? found : mentions.complete(found);
    }

    private void learn(Found name) {
        if (name.type() != EntityType.PERSON || name.to() - name.from() < 2 || name.probability() < SURE) {
            return;
        }
        for (int i = name.from(); i < name.to(); i++) {
            if (tokens.length(i) >= SHORTEST && isCapital(i) && tokens.kind(i) == TokenKind.WORD) {
                parts.put(folded(i), (gazetteer.flags(folded(i)) & EVERYDAY) != 0);
            }
        }
    }

    private List<Found> complete(List<Found> found) {
        List<Found> complete = new ArrayList<>(found.size());
        int at = 0;
        for (Found name : found) {
            missed(at, name.from(), complete);
            complete.add(isMistaken(name) ? new Found(EntityType.PERSON, name.from(), name.to(), MENTION) : name);
            at = name.to();
        }
        missed(at, tokens.count(), complete);
        return complete;
    }

    private boolean isMistaken(Found name) {
        return name.type() != EntityType.PERSON
                && name.to() - name.from() == 1
                && isMention(name.from())
                && (gazetteer.flags(folded(name.from())) & PLACES) == 0;
    }

    private void missed(int from, int to, List<Found> into) {
        for (int i = from; i < to; i++) {
            if (isMention(i)) {
                into.add(new Found(EntityType.PERSON, i, i + 1, MENTION));
            }
        }
    }

    private boolean isMention(int token) {
        if (tokens.kind(token) != TokenKind.WORD || tokens.length(token) < SHORTEST) {
            return false;
        }
        Boolean everyday = parts.get(folded(token));
        if (everyday == null) {
            return false;
        }
        return everyday
                ? isCapital(token) && !startsSentence(token)
                : isCapital(token) || tokens.length(token) >= SHORTEST_LOWER;
    }

    private boolean startsSentence(int token) {
        return tokens.startsLine(token)
                || tokens.is(token - 1, '.')
                || tokens.is(token - 1, '!')
                || tokens.is(token - 1, '?')
                || tokens.is(token - 1, '"');
    }

    private boolean isCapital(int token) {
        return Character.isUpperCase(tokens.text().charAt(tokens.starts()[token]));
    }

    private long folded(int token) {
        return Hashing.ofFolded(tokens.text(), tokens.starts()[token], tokens.ends()[token]);
    }
}
