package io.cloakroom.rules.engine.names;

import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Text;
import io.cloakroom.rules.engine.names.LatinNames.Found;
import java.util.ArrayList;
import java.util.List;

/** Names in Chinese, Japanese and Korean lines, which a model reads character by character. */
final class CharacterNames {

    private CharacterNames() {}

    /** The language of {@code text[from, to)}: Korean where there is Hangul, Japanese where there is Kana anywhere in the text, else Chinese. */
    static String language(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            int script = Scripts.of(text.charAt(i));
            if (script == Scripts.HANGUL) {
                return "ko";
            }
            if (script == Scripts.HIRAGANA || script == Scripts.KATAKANA) {
                return "ja";
            }
        }
        return text.chars().anyMatch(c -> Scripts.isHiragana((char) c)) ? "ja" : "zh";
    }

    /** What {@code finder} proposes for {@code text[from, to)} of the normalized text. */
    static List<Finding> find(Text text, int from, int to, LatinNames finder) {
        Tokens tokens = Characters.tokenize(text.normalized(), from, to);
        List<Found> found = new ArrayList<>();
        finder.decode(tokens, 0, tokens.count(), found);
        return found.stream()
                .map(name -> trim(tokens, name))
                .filter(name -> name.from() < name.to() && isPlausible(tokens, name))
                .map(name -> finder.finding(text, tokens, name))
                .toList();
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
