package io.cloakroom.rules.engine.names;

import io.cloakroom.rules.engine.names.Gazetteer.Kind;
import java.util.Arrays;

/** The {@link Attribute}s of all tokens of one line, each computed once. Tokens outside the line have one value, "outside". */
final class LineAttributes {

    private static final int REACH = FeatureTemplate.REACH;
    private static final int LONGEST_PHRASE = 4;
    private static final int COMPANY_REACH = 4;
    private static final long OUTSIDE = 0x0DDB_A11L;
    private static final int CAPITAL = 1;
    private static final int ALL_CAPITALS = 2;

    private final Tokens tokens;
    private final int from;
    private final int count;
    private final long[][] values;
    private final int[] lists;
    private final byte[] capitals;

    private LineAttributes(Tokens tokens, int from, int to, Gazetteer gazetteer) {
        this.tokens = tokens;
        this.from = from;
        this.count = to - from;
        this.values = new long[Attribute.COUNT][count + 2 * REACH];
        this.lists = new int[count];
        this.capitals = new byte[count];
        for (long[] row : values) {
            Arrays.fill(row, 0, REACH, OUTSIDE);
            Arrays.fill(row, REACH + count, row.length, OUTSIDE + 1);
        }
        long[] folded = new long[count];
        for (int i = 0; i < count; i++) {
            folded[i] = characters(i);
            lists[i] = gazetteer.flags(folded[i]) & ~Kind.PLACE_PHRASE.flag();
            set(Attribute.LISTS, i, lists[i] + 1L);
        }
        phrases(folded, gazetteer);
        companies();
        Arrays.fill(values[Attribute.CASE.ordinal()], lineCase());
    }

    /** The attributes of the tokens {@code [from, to)}, taken as one line. */
    static LineAttributes of(Tokens tokens, int from, int to, Gazetteer gazetteer) {
        return new LineAttributes(tokens, from, to, gazetteer);
    }

    int count() {
        return count;
    }

    long value(int attribute, int token) {
        return values[attribute][token + REACH];
    }

    private void set(Attribute attribute, int token, long value) {
        values[attribute.ordinal()][token + REACH] = value;
    }

    /** Sets what depends on the characters of one token; returns its folded hash. */
    private long characters(int i) {
        TokenKind kind = tokens.kind(from + i);
        if (kind != TokenKind.WORD && kind != TokenKind.PUNCTUATION) {
            long value = Hashing.mix(Hashing.SEED, kind.ordinal());
            for (Attribute attribute : Attribute.values()) {
                set(attribute, i, value);
            }
            if (kind == TokenKind.MIXED) {
                set(Attribute.SHAPE, i, shape(i));
            }
            return value;
        }
        String text = tokens.text();
        int start = tokens.starts()[from + i];
        int end = tokens.ends()[from + i];
        long lower = Hashing.SEED;
        long folded = Hashing.SEED;
        set(Attribute.WORD, i, Hashing.of(text, start, end));
        for (int at = start; at < end; at++) {
            char c = text.charAt(at);
            lower = Hashing.step(lower, Character.toLowerCase(c));
            folded = Hashing.step(folded, Hashing.fold(c));
            prefix(i, at - start, lower);
        }
        for (int length = end - start; length < 4; length++) {
            prefix(i, length, lower);
        }
        set(Attribute.LOWER, i, lower);
        set(Attribute.SUFFIX2, i, suffix(text, Math.max(start, end - 2), end));
        set(Attribute.SUFFIX3, i, suffix(text, Math.max(start, end - 3), end));
        set(Attribute.SUFFIX4, i, suffix(text, Math.max(start, end - 4), end));
        set(Attribute.SHAPE, i, shape(i));
        return folded;
    }

    private void prefix(int i, int last, long hash) {
        switch (last) {
            case 1 -> set(Attribute.PREFIX2, i, hash);
            case 2 -> set(Attribute.PREFIX3, i, hash);
            case 3 -> set(Attribute.PREFIX4, i, hash);
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

    private long shape(int i) {
        String text = tokens.text();
        int start = tokens.starts()[from + i];
        int end = tokens.ends()[from + i];
        long hash = Hashing.SEED;
        char previous = 0;
        int run = 0;
        int upper = 0;
        for (int at = start; at < end; at++) {
            char c = text.charAt(at);
            char shape = shapeOf(c);
            upper += shape == 'X' ? 1 : 0;
            run = shape == previous ? run + 1 : 1;
            if (run <= 2) {
                hash = Hashing.step(hash, shape);
            }
            previous = shape;
        }
        boolean capital = Character.isUpperCase(text.charAt(start));
        capitals[i] =
                (byte) ((capital ? CAPITAL : 0) | (capital && upper == end - start && upper > 1 ? ALL_CAPITALS : 0));
        return hash;
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

    private void phrases(long[] folded, Gazetteer gazetteer) {
        for (int i = 0; i < count; i++) {
            int longest = longestPhrase(folded, i, gazetteer);
            for (int k = 0; k < Math.max(1, longest); k++) {
                set(Attribute.PHRASE, i + k, longest == 0 ? 0 : k == 0 ? 1 : 2);
            }
            i += Math.max(0, longest - 1);
        }
    }

    private int longestPhrase(long[] folded, int start, Gazetteer gazetteer) {
        long hash = folded[start];
        int longest = 0;
        for (int i = start + 1; i < count && i < start + LONGEST_PHRASE; i++) {
            hash = Hashing.mix(hash, folded[i]);
            if ((gazetteer.flags(hash) & Kind.PLACE_PHRASE.flag()) != 0) {
                longest = i - start + 1;
            }
        }
        return longest;
    }

    private void companies() {
        int distance = COMPANY_REACH + 1;
        for (int i = count - 1; i >= 0; i--) {
            boolean suffix = (lists[i] & Kind.COMPANY_SUFFIX.flag()) != 0
                    && (capitals[i] != 0 || lists[i] == Kind.COMPANY_SUFFIX.flag());
            boolean connects = capitals[i] != 0
                    || tokens.is(from + i, '&')
                    || tokens.is(from + i, ',')
                    || tokens.is(from + i, '-');
            distance = suffix ? 0 : connects ? distance + 1 : COMPANY_REACH + 1;
            set(Attribute.COMPANY, i, distance > COMPANY_REACH ? 0 : distance == 0 ? 1 : 2);
        }
    }

    private long lineCase() {
        int words = 0;
        int capital = 0;
        int all = 0;
        for (int i = 0; i < count; i++) {
            if (tokens.kind(from + i) == TokenKind.WORD && tokens.length(from + i) > 1) {
                words++;
                capital += capitals[i] != 0 ? 1 : 0;
                all += (capitals[i] & ALL_CAPITALS) != 0 ? 1 : 0;
            }
        }
        if (capital == 0) {
            return 1;
        }
        if (words >= 3 && all * 10 >= words * 7) {
            return 2;
        }
        return words >= 4 && capital * 10 >= words * 8 ? 3 : 4;
    }
}
