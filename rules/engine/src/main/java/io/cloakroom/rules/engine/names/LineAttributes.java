package io.cloakroom.rules.engine.names;

import io.cloakroom.rules.engine.names.Gazetteer.Kind;

/** The {@link Attribute}s of all tokens of one line. Tokens outside the line have one value, "outside". */
final class LineAttributes {

    private static final int REACH = FeatureTemplate.REACH;
    private static final int LONGEST_PHRASE = 4;
    private static final int COMPANY_REACH = 4;
    private static final int PHRASE = Attribute.PHRASE.ordinal();
    private static final int COMPANY = Attribute.COMPANY.ordinal();

    private final Tokens tokens;
    private final int from;
    private final int count;
    private final Word[] words;
    private final byte[] phrases;
    private final byte[] companies;
    private final long lineCase;

    private LineAttributes(Tokens tokens, int from, int to, Words known) {
        this.tokens = tokens;
        this.from = from;
        this.count = to - from;
        this.words = new Word[count + 2 * REACH];
        this.phrases = new byte[count];
        this.companies = new byte[count];
        for (int i = 0; i < REACH; i++) {
            words[i] = known.before();
            words[REACH + count + i] = known.after();
        }
        for (int i = 0; i < count; i++) {
            words[REACH + i] = known.of(tokens, from + i);
        }
        phrases(known.gazetteer());
        companies();
        this.lineCase = lineCase();
    }

    private LineAttributes(long[][] values, Words known) {
        this.tokens = Tokens.of(new String[0]);
        this.from = 0;
        this.count = values.length;
        this.words = new Word[count + 2 * REACH];
        this.phrases = new byte[count];
        this.companies = new byte[count];
        for (int i = 0; i < REACH; i++) {
            words[i] = known.before();
            words[REACH + count + i] = known.after();
        }
        for (int i = 0; i < count; i++) {
            words[REACH + i] = known.of(values[i]);
        }
        this.lineCase = 0;
    }

    /** A line whose tokens' own attributes were computed elsewhere, and which has no others. */
    static LineAttributes of(long[][] values, Words known) {
        return new LineAttributes(values, known);
    }

    /** The attributes of the tokens {@code [from, to)}, taken as one line. */
    static LineAttributes of(Tokens tokens, int from, int to, Words words) {
        return new LineAttributes(tokens, from, to, words);
    }

    int count() {
        return count;
    }

    /** The token itself, or what stands for the tokens outside. */
    Word word(int token) {
        return words[token + REACH];
    }

    long value(int attribute, int token) {
        if (attribute < Attribute.OWN) {
            return words[token + REACH].values()[attribute];
        }
        return attribute == PHRASE ? phrases[token] : attribute == COMPANY ? companies[token] : lineCase;
    }

    private void phrases(Gazetteer gazetteer) {
        for (int i = 0; i < count; i++) {
            if (word(i).quiet() && (i + 1 == count || word(i + 1).quiet())) {
                continue;
            }
            int longest = longestPhrase(i, gazetteer);
            int length = longest >>> 4;
            for (int k = 0; k < length; k++) {
                phrases[i + k] = (byte) ((longest & 15) + (k == 0 ? 0 : 1));
            }
            i += Math.max(0, length - 1);
        }
    }

    /** Length times 16, plus 1 for a place, 3 for an organisation, 5 for a known person; 0 for none. */
    private int longestPhrase(int start, Gazetteer gazetteer) {
        long hash = word(start).folded();
        int longest = 0;
        for (int i = start + 1; i < count && i < start + LONGEST_PHRASE; i++) {
            hash = Hashing.mix(hash, word(i).folded());
            int flags = gazetteer.flags(hash);
            int kind = (flags & Kind.FIGURE.flag()) != 0
                    ? 5
                    : (flags & Kind.PLACE_PHRASE.flag()) != 0
                            ? 1
                            : (flags & Kind.ORGANIZATION_PHRASE.flag()) != 0 ? 3 : 0;
            longest = kind == 0 ? longest : (i - start + 1) << 4 | kind;
        }
        return longest;
    }

    private void companies() {
        int distance = COMPANY_REACH + 1;
        for (int i = count - 1; i >= 0; i--) {
            Word word = word(i);
            boolean suffix = (word.lists() & Kind.COMPANY_SUFFIX.flag()) != 0
                    && (word.capital() || word.lists() == Kind.COMPANY_SUFFIX.flag());
            boolean connects =
                    word.capital() || tokens.is(from + i, '&') || tokens.is(from + i, ',') || tokens.is(from + i, '-');
            distance = suffix ? 0 : connects ? distance + 1 : COMPANY_REACH + 1;
            companies[i] = (byte) (distance > COMPANY_REACH ? 0 : distance == 0 ? 1 : 2);
        }
    }

    private long lineCase() {
        int all = 0;
        int capital = 0;
        int capitals = 0;
        for (int i = 0; i < count; i++) {
            if (tokens.kind(from + i) == TokenKind.WORD && tokens.length(from + i) > 1) {
                all++;
                capital += word(i).capital() ? 1 : 0;
                capitals += word(i).capitals() ? 1 : 0;
            }
        }
        if (capital == 0) {
            return 1;
        }
        if (all >= 3 && capitals * 10 >= all * 7) {
            return 2;
        }
        return all >= 4 && capital * 10 >= all * 8 ? 3 : 4;
    }
}
