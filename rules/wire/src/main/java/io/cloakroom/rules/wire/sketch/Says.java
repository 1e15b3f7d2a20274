package io.cloakroom.rules.wire.sketch;

import com.google.re2j.Pattern;
import io.cloakroom.rules.wire.Prose;
import io.cloakroom.rules.wire.binary.Identifier;
import java.util.List;

/** What a string is likely to be, from the surest text to the surest identifier. */
public enum Says {
    /** Several words: somebody wrote it. */
    PROSE("somebody's words"),
    /** It has words, or stands in a field that is named for text. */
    TEXT("may be somebody's words, or is named for them"),
    /** One word: a name or a setting. It is inspected, since a name must not be missed. */
    UNSURE("one word, a name or a setting"),
    /** An identifier, a token, a setting: the site made it. */
    OWN("the site's own");

    private static final Pattern ONE_WORD = Pattern.compile("[A-Za-z0-9._~+/=:-]+");
    private static final Pattern CONSTANT = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)+");
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.+Z-]+");

    /** A word as long as this that has capitals, small letters and digits is a token. */
    private static final int TOKEN = 16;

    private final String why;

    Says(String why) {
        this.why = why;
    }

    /** For people, why a string is taken for it. */
    String why() {
        return why;
    }

    /** Whether a person has to have it read. */
    boolean text() {
        return this != OWN;
    }

    /**
     * @param field name of the field it is the value of, or {@code ""}
     * @param value what it says
     */
    static Says of(String field, String value) {
        if (value.isBlank()) {
            return OWN;
        }
        if (Prose.in(value)) {
            return PROSE;
        }
        if (!ONE_WORD.matches(value)) {
            return value.chars().anyMatch(Character::isLetter) ? TEXT : UNSURE;
        }
        if (Identifier.is(value) || TIME.matches(value) || CONSTANT.matches(value) || token(value)) {
            return OWN;
        }
        List<String> words = Words.in(field);
        String last = words.isEmpty() ? "" : words.getLast();
        boolean own = Words.KNOWN.own().contains(last) || words.contains("model") || words.contains("mime");
        return own ? OWN : Words.KNOWN.text().contains(last) ? TEXT : UNSURE;
    }

    private static boolean token(String word) {
        return word.length() >= TOKEN
                && word.chars().anyMatch(Character::isDigit)
                && word.chars().anyMatch(Character::isUpperCase)
                && word.chars().anyMatch(Character::isLowerCase);
    }
}
