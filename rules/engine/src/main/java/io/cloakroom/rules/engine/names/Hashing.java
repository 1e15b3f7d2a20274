package io.cloakroom.rules.engine.names;

import java.text.Normalizer;

/** Hashes of words and features. Models and gazetteers hold only these, so they must never change between training and use. */
final class Hashing {

    static final long SEED = 0x51_7C_C1_B7_27_22_0A_95L;

    /** Features are told apart by this many bits: seven characters of six bits. */
    private static final int FEATURE_CHARS = 7;

    private static final long FEATURE_MASK = (1L << (6 * FEATURE_CHARS)) - 1;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final byte[] DIGITS = new byte[128];
    private static final int FOLDED = 0x250;
    private static final char[] FOLD = new char[FOLDED];

    static {
        for (int i = 0; i < ALPHABET.length(); i++) {
            DIGITS[ALPHABET.charAt(i)] = (byte) i;
        }
        for (char c = 0; c < FOLDED; c++) {
            FOLD[c] = withoutMark(c);
        }
    }

    private Hashing() {}

    private static char withoutMark(char c) {
        char lower = Character.toLowerCase(c);
        return switch (lower) {
            case 'ø' -> 'o';
            case 'ł' -> 'l';
            case 'đ', 'ð' -> 'd';
            case 'ı' -> 'i';
            case 'ß' -> 's';
            case 'æ' -> 'a';
            default ->
                Normalizer.normalize(String.valueOf(lower), Normalizer.Form.NFD).charAt(0);
        };
    }

    /** Lower case without diacritics, where the character has a plain Latin letter underneath. */
    static char fold(char c) {
        return c < FOLDED ? FOLD[c] : Character.toLowerCase(c);
    }

    static long step(long hash, char c) {
        long mixed = (hash ^ c) * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 29);
    }

    static long mix(long hash, long value) {
        long mixed = (hash ^ value) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 32)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    static long of(String text) {
        return of(text, 0, text.length());
    }

    static long of(String text, int start, int end) {
        long hash = SEED;
        for (int i = start; i < end; i++) {
            hash = step(hash, text.charAt(i));
        }
        return hash;
    }

    static long ofFolded(String text, int start, int end) {
        long hash = SEED;
        for (int i = start; i < end; i++) {
            hash = step(hash, fold(text.charAt(i)));
        }
        return hash;
    }

    /** The bits of a hash that name a feature. */
    static long feature(long hash) {
        return hash & FEATURE_MASK;
    }

    /** A feature that goes together with the outcome of the token before: the same bits, and the outcome's code above them. */
    static long withOutcome(long feature, int code) {
        return feature | (code + 1L) << (6 * FEATURE_CHARS);
    }

    /** A number from 0 to 62 for an outcome such as {@code PERSON-start}. */
    static int outcomeCode(String outcome) {
        return (int) Long.remainderUnsigned(of(outcome), 63);
    }

    /** Of a feature {@link #withOutcome}, the code; else -1. */
    static int codeOf(long feature) {
        return (int) (feature >>> (6 * FEATURE_CHARS)) - 1;
    }

    /** A feature as the predicate label of an OpenNLP model: seven characters, and one for the outcome before. */
    static String label(long feature) {
        char[] chars = new char[codeOf(feature) < 0 ? FEATURE_CHARS : FEATURE_CHARS + 1];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = ALPHABET.charAt((int) (feature >>> (6 * i)) & 63);
        }
        return new String(chars);
    }

    /** Whether a feature that {@link #label} wrote goes together with the outcome before. */
    static boolean isWithOutcome(String label) {
        return label.length() > FEATURE_CHARS;
    }

    /** The feature that {@link #label} wrote. */
    static long parse(String label) {
        long feature = 0;
        for (int i = 0; i < label.length(); i++) {
            feature |= (long) DIGITS[label.charAt(i) & 127] << (6 * i);
        }
        return feature;
    }
}
