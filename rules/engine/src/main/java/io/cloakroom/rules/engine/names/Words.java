package io.cloakroom.rules.engine.names;

import io.cloakroom.rules.engine.names.Gazetteer.Kind;
import org.jspecify.annotations.Nullable;

/** Makes {@link Word}s of tokens and remembers the recent ones: most words of a text have been seen shortly before. Thread-safe. */
final class Words {

    /** Some 3 MB when full. */
    private static final int REMEMBERED = 1 << 13;

    private static final long OUTSIDE = 0x0DDB_A11L;
    private static final int NOT_WORDS =
            Kind.PLACE_PHRASE.flag() | Kind.ORGANIZATION_PHRASE.flag() | Kind.FIGURE.flag();

    private final Lexicon lexicon;
    private final @Nullable NameModel model;

    /** Written without locks: a lost or stale entry costs a computation, and a {@code Word} is immutable. */
    private final @Nullable Word[] recent = new Word[REMEMBERED];

    private final Word before;
    private final Word after;

    /** @param model whose scores the words carry, or null */
    Words(Lexicon lexicon, @Nullable NameModel model) {
        this.lexicon = lexicon;
        this.model = model;
        this.before = constant(OUTSIDE);
        this.after = constant(OUTSIDE + 1);
    }

    Gazetteer gazetteer() {
        return lexicon.gazetteer();
    }

    /** What stands before the first token of a line. */
    Word before() {
        return before;
    }

    /** What stands after the last token of a line. */
    Word after() {
        return after;
    }

    Word of(Tokens tokens, int token) {
        TokenKind kind = tokens.kind(token);
        String text = tokens.text();
        int start = tokens.starts()[token];
        int end = tokens.ends()[token];
        boolean plain = kind == TokenKind.WORD || kind == TokenKind.PUNCTUATION;
        long key = plain
                ? Hashing.of(text, start, end)
                : kind == TokenKind.MIXED
                        ? Hashing.mix(shape(text, start, end), kind.ordinal())
                        : Hashing.mix(Hashing.SEED, kind.ordinal());
        int slot = (int) (key >>> 20) & REMEMBERED - 1;
        Word known = recent[slot];
        if (known != null && known.key() == key) {
            return known;
        }
        Word word = plain ? plain(key, text, start, end) : special(key, kind, text, start, end);
        recent[slot] = word;
        return word;
    }

    /** A token of which these attributes are known. */
    Word of(long[] values) {
        return word(0, values, 0, 0, false, false, false);
    }

    private Word constant(long value) {
        long[] values = new long[Attribute.OWN];
        java.util.Arrays.fill(values, value);
        return word(value, values, value, 0, false, false, true);
    }

    private Word special(long key, TokenKind kind, String text, int start, int end) {
        long value = Hashing.mix(Hashing.SEED, kind.ordinal());
        long[] values = new long[Attribute.OWN];
        java.util.Arrays.fill(values, value);
        boolean capital = false;
        boolean capitals = false;
        if (kind == TokenKind.MIXED) {
            values[Attribute.SHAPE.ordinal()] = shape(text, start, end);
            capital = Character.isUpperCase(text.charAt(start));
            capitals = capital && allCapitals(text, start, end);
        }
        return word(key, values, value, 0, capital, capitals, kind != TokenKind.MIXED && kind != TokenKind.CJK);
    }

    private Word plain(long key, String text, int start, int end) {
        long[] values = new long[Attribute.OWN];
        long lower = Hashing.SEED;
        long folded = Hashing.SEED;
        for (int at = start; at < end; at++) {
            char c = text.charAt(at);
            lower = Hashing.step(lower, Character.toLowerCase(c));
            folded = Hashing.step(folded, Hashing.fold(c));
            prefix(values, at - start, lower);
        }
        for (int length = end - start; length < 4; length++) {
            prefix(values, length, lower);
        }
        int lists = lexicon.gazetteer().flags(folded) & ~NOT_WORDS;
        int cluster = lexicon.clusters().find(folded);
        values[Attribute.WORD.ordinal()] = key;
        values[Attribute.LOWER.ordinal()] = lower;
        values[Attribute.SUFFIX2.ordinal()] = suffix(text, Math.max(start, end - 2), end);
        values[Attribute.SUFFIX3.ordinal()] = suffix(text, Math.max(start, end - 3), end);
        values[Attribute.SUFFIX4.ordinal()] = suffix(text, Math.max(start, end - 4), end);
        values[Attribute.SHAPE.ordinal()] = shape(text, start, end);
        values[Attribute.LISTS.ordinal()] = lists + 1L;
        values[Attribute.CLUSTER.ordinal()] = lexicon.clusters().fine(cluster);
        values[Attribute.FAMILY.ordinal()] = lexicon.clusters().coarse(cluster);
        boolean capital = Character.isUpperCase(text.charAt(start));
        return word(key, values, folded, lists, capital, capital && allCapitals(text, start, end), !capital);
    }

    private Word word(
            long key, long[] values, long folded, int lists, boolean capital, boolean capitals, boolean maybeQuiet) {
        int[] scores = model == null ? null : model.ownScores(values);
        boolean quiet = maybeQuiet && scores != null && model != null && model.isQuiet(scores);
        return new Word(key, values, folded, lists, capital, capitals, scores, quiet);
    }

    private static void prefix(long[] values, int last, long hash) {
        switch (last) {
            case 1 -> values[Attribute.PREFIX2.ordinal()] = hash;
            case 2 -> values[Attribute.PREFIX3.ordinal()] = hash;
            case 3 -> values[Attribute.PREFIX4.ordinal()] = hash;
            default -> {}
        }
    }

    private static long suffix(String text, int start, int end) {
        long hash = Hashing.SEED;
        for (int at = start; at < end; at++) {
            hash = Hashing.step(hash, Character.toLowerCase(text.charAt(at)));
        }
        return hash;
    }

    private static long shape(String text, int start, int end) {
        long hash = Hashing.SEED;
        char previous = 0;
        int run = 0;
        for (int at = start; at < end; at++) {
            char shape = shapeOf(text.charAt(at));
            run = shape == previous ? run + 1 : 1;
            if (run <= 2) {
                hash = Hashing.step(hash, shape);
            }
            previous = shape;
        }
        return hash;
    }

    private static boolean allCapitals(String text, int start, int end) {
        for (int at = start; at < end; at++) {
            if (!Character.isUpperCase(text.charAt(at))) {
                return false;
            }
        }
        return end - start > 1;
    }

    private static char shapeOf(char c) {
        if (Character.isUpperCase(c)) {
            return 'X';
        }
        if (Scripts.isLetter(c)) {
            return 'x';
        }
        return Scripts.isDigit(c) ? 'd' : c;
    }
}
