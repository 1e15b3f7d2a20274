package io.cloakroom.rules.engine.recognize;

import java.util.Locale;
import java.util.Set;

/**
 * What languages put at the end of a noun or name for case, number and possession: the regular endings of English, German, Dutch, French,
 * Spanish, Italian, Portuguese, the Scandinavian and Slavic languages, Greek, Finnish, Hungarian and Turkish. Words whose stem changes are
 * to be listed in each form.
 */
final class Endings {

    private static final int LONGEST = 5;

    private static final Set<String> ENDINGS = Set.of(
            // English, German, Dutch, Romance, Scandinavian
            "s",
            "es",
            "'s",
            "’s",
            "'",
            "’",
            "n",
            "en",
            "ens",
            "er",
            "ern",
            "em",
            "e",
            "i",
            "os",
            "as",
            "et",
            "ets",
            "erne",
            "arna",
            "ene",
            // Slavic in Latin letters
            "a",
            "u",
            "y",
            "o",
            "ie",
            "om",
            "owi",
            "ovi",
            "ami",
            "ach",
            "ą",
            "ę",
            "ów",
            "ům",
            "ou",
            "ech",
            // Slavic in Cyrillic letters, Greek
            "а",
            "у",
            "ю",
            "е",
            "и",
            "ы",
            "я",
            "о",
            "ом",
            "ем",
            "ой",
            "ою",
            "ей",
            "ов",
            "ев",
            "ам",
            "ям",
            "ах",
            "ях",
            "ами",
            "ями",
            "ові",
            "ς",
            "υ",
            "ου",
            "ων",
            "ους",
            "ες",
            // Finnish, Hungarian, Turkish
            "in",
            "ssa",
            "ssä",
            "sta",
            "stä",
            "lla",
            "llä",
            "lle",
            "lta",
            "ltä",
            "ksi",
            "t",
            "ja",
            "jä",
            "ä",
            "ban",
            "ben",
            "nak",
            "nek",
            "ról",
            "ről",
            "hoz",
            "hez",
            "val",
            "vel",
            "ra",
            "re",
            "ok",
            "ek",
            "lar",
            "ler",
            "da",
            "de",
            "dan",
            "den",
            "ın",
            "un",
            "ün",
            "nın",
            "nin",
            "'da",
            "'de",
            "'dan",
            "'den",
            "'in",
            "'ın",
            "'nin",
            "'nın",
            "'ya",
            "'ye",
            "'e",
            "'a",
            "'i",
            "'ı",
            "’da",
            "’de",
            "’dan",
            "’den",
            "’in",
            "’ın",
            "’nin",
            "’nın",
            "’ya",
            "’ye",
            "’e",
            "’a",
            "’i",
            "’ı");

    private Endings() {}

    /** Whether what follows an offset up to the end of the word is an ending. */
    static boolean follows(String text, int from) {
        int to = from;
        while (to < text.length()
                && to - from <= LONGEST
                && (Character.isLetterOrDigit(text.charAt(to)) || (to == from && "'’".indexOf(text.charAt(to)) >= 0))) {
            to++;
        }
        return to > from
                && to - from <= LONGEST
                && ENDINGS.contains(text.substring(from, to).toLowerCase(Locale.ROOT));
    }
}
