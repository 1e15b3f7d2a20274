package io.cloakroom.rules.engine.names;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The language of each line of a text in Latin script. A line of few words is in the language of the whole; one whose words say otherwise clearly is in its
 * own, so that a prompt may quote another language.
 */
final class LineLanguages {

    /** What a line's own words must say for another language than the text's, as {@link Languages} weighs them: about three telling words. */
    private static final int OTHERWISE = 11 * Languages.SCALE;

    /** The lead of English, in which prompts about code and data are written. */
    private static final int LEAD = 4 * Languages.SCALE;

    /** Words of a text that are looked at for its language, and of a line. */
    private static final int MOST = 400;

    private static final int MOST_OF_LINE = 80;

    /** The language whose model takes all that is written in Cyrillic letters. */
    private static final String CYRILLIC = "ru";

    private final Languages languages;
    private final Tokens tokens;
    private final int main;
    private final int[] sums;

    /** The language of lines of Han characters alone, once it was asked for. */
    private @Nullable String ofHan;

    LineLanguages(Languages languages, Tokens tokens, @Nullable String stated) {
        this.languages = languages;
        this.tokens = tokens;
        this.sums = new int[languages.count()];
        languages.weigh(tokens, 0, Math.min(tokens.count(), MOST), sums);
        int english = languages.indexOf(Languages.DEFAULT);
        sums[Math.max(0, english)] += LEAD;
        int known = stated == null ? -1 : languages.indexOf(stated);
        if (known >= 0) {
            sums[known] += OTHERWISE;
        }
        this.main = best(sums);
    }

    private static int best(int[] sums) {
        int best = 0;
        for (int i = 1; i < sums.length; i++) {
            best = sums[i] > sums[best] ? i : best;
        }
        return best;
    }

    /** The language of the whole text. */
    String main() {
        return languages.name(main);
    }

    /** The language of the tokens {@code [from, to)}. */
    String of(int from, int to) {
        if (isCyrillic(from, to)) {
            return CYRILLIC;
        }
        Arrays.fill(sums, 0);
        languages.weigh(tokens, from, Math.min(to, from + MOST_OF_LINE), sums);
        sums[main] += OTHERWISE;
        return languages.name(best(sums));
    }

    /**
     * The language of a line of Chinese, Japanese or Korean characters at {@code [from, to)} of the text: Korean where there is Hangul, Japanese where there
     * is Kana in it or Hiragana anywhere in the text, else Chinese.
     */
    String ofCharacters(int from, int to) {
        for (int i = from; i < to; i++) {
            int script = Scripts.of(tokens.text().charAt(i));
            if (script == Scripts.HANGUL) {
                return "ko";
            }
            if (script == Scripts.HIRAGANA || script == Scripts.KATAKANA) {
                return "ja";
            }
        }
        if (ofHan == null) {
            ofHan = tokens.text().chars().anyMatch(c -> Scripts.isHiragana((char) c)) ? "ja" : "zh";
        }
        return ofHan;
    }

    private boolean isCyrillic(int from, int to) {
        int cyrillic = 0;
        int words = 0;
        for (int i = from; i < Math.min(to, from + MOST_OF_LINE); i++) {
            if (tokens.kind(i) == TokenKind.WORD) {
                words++;
                cyrillic += Scripts.of(tokens.text().charAt(tokens.starts()[i])) == Scripts.CYRILLIC ? 1 : 0;
            }
        }
        return cyrillic * 2 > words;
    }
}
