package io.cloakroom.rules.engine.names;

import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.names.Gazetteer.Kind;
import io.cloakroom.rules.engine.names.LatinNames.Found;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds further mentions of a person whose whole name stands elsewhere in the text: after {@code Marta Kowalczyk} also {@code Marta}. */
final class PersonMentions {

    private static final double SURE = 0.7;
    private static final double MENTION = 0.5;
    private static final int SHORTEST = 3;

    private PersonMentions() {}

    /** The names found and, in order among them, the mentions that were missed. */
    static List<Found> complete(Tokens tokens, List<Found> found, Gazetteer gazetteer) {
        Set<String> parts = parts(tokens, found, gazetteer);
        if (parts.isEmpty()) {
            return found;
        }
        List<Found> complete = new ArrayList<>(found.size());
        int at = 0;
        for (Found name : found) {
            mentions(tokens, at, name.from(), parts, complete);
            complete.add(name);
            at = name.to();
        }
        mentions(tokens, at, tokens.count(), parts, complete);
        return complete;
    }

    private static Set<String> parts(Tokens tokens, List<Found> found, Gazetteer gazetteer) {
        Set<String> parts = new HashSet<>();
        for (Found name : found) {
            if (name.type() != EntityType.PERSON || name.to() - name.from() < 2 || name.probability() < SURE) {
                continue;
            }
            for (int i = name.from(); i < name.to(); i++) {
                String word = tokens.word(i);
                int lists = gazetteer.flags(Hashing.ofFolded(word, 0, word.length()));
                boolean everyday = (lists & (Kind.COMMON.flag() | Kind.DICTIONARY.flag())) != 0;
                if (word.length() >= SHORTEST
                        && Character.isUpperCase(word.charAt(0))
                        && !everyday
                        && tokens.kind(i) == TokenKind.WORD) {
                    parts.add(word);
                }
            }
        }
        return parts;
    }

    private static void mentions(Tokens tokens, int from, int to, Set<String> parts, List<Found> into) {
        for (int i = from; i < to; i++) {
            if (tokens.kind(i) == TokenKind.WORD && parts.contains(tokens.word(i))) {
                into.add(new Found(EntityType.PERSON, i, i + 1, MENTION));
            }
        }
    }
}
