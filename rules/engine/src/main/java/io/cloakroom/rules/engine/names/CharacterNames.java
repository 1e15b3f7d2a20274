package io.cloakroom.rules.engine.names;

import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Text;
import io.cloakroom.rules.engine.names.Gazetteer.Kind;
import io.cloakroom.rules.engine.names.LatinNames.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Names in Chinese, Japanese and Korean lines, which a model reads character by character. */
final class CharacterNames {

    /** Of eighty names of Korean texts that are words and less certain than this, sixty-five were none. */
    private static final double CERTAIN = 0.965;

    private static final Set<String> HONORIFICS =
            Set.of("씨", "님", "군", "양", "さん", "様", "さま", "君", "くん", "ちゃん", "先生", "女士", "小姐");

    private CharacterNames() {}

    /** What {@code finder} proposes for {@code text[from, to)} of the normalized text. */
    static List<Finding> find(Text text, int from, int to, LatinNames finder) {
        Tokens tokens = Characters.tokenize(text.normalized(), from, to);
        List<Found> found = new ArrayList<>();
        finder.decode(tokens, 0, tokens.count(), found);
        return found.stream()
                .map(name -> trim(tokens, name))
                .filter(name ->
                        name.from() < name.to() && isPlausible(tokens, name) && !isEveryday(tokens, name, finder))
                .map(name -> finder.finding(text, tokens, name))
                .toList();
    }

    /** {@code 배우} is an actor and seldom anybody's name: what is a word too must be as good as certain or addressed as a person. */
    private static boolean isEveryday(Tokens tokens, Found name, LatinNames finder) {
        if (name.type() != EntityType.PERSON || name.probability() >= CERTAIN) {
            return false;
        }
        String text = tokens.text();
        int end = tokens.ends()[name.to() - 1];
        long word = Hashing.ofFolded(text, tokens.starts()[name.from()], end);
        return (finder.gazetteer().flags(word) & Kind.COMMON.flag()) != 0
                && HONORIFICS.stream()
                        .noneMatch(honorific -> text.startsWith(honorific, end) || text.startsWith(honorific, end + 1));
    }

    private static Found trim(Tokens tokens, Found name) {
        int from = name.from();
        int to = name.to();
        while (from < to && tokens.kind(from) == TokenKind.PUNCTUATION) {
            from++;
        }
        while (from < to && tokens.kind(to - 1) == TokenKind.PUNCTUATION) {
            to--;
        }
        return name.between(from, to);
    }

    /** A person has no digits; what has but Latin letters is of another language's model. */
    private static boolean isPlausible(Tokens tokens, Found name) {
        boolean characters = false;
        for (int i = name.from(); i < name.to(); i++) {
            if (name.type() == EntityType.PERSON && tokens.kind(i) == TokenKind.NUMBER) {
                return false;
            }
            characters |= tokens.kind(i) == TokenKind.CJK;
        }
        return characters || name.type() == EntityType.ORGANIZATION;
    }
}
