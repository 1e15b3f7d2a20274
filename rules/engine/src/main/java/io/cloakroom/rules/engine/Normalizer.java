package io.cloakroom.rules.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Undoes what hides a value from recognizers: compatibility forms (Unicode TR15 NFKC), digits of other scripts, zero-width and
 * bidi characters, soft hyphens, exotic spaces and dashes, and look-alike letters inside words that mix scripts (Unicode TR39).
 * Text that holds nothing of the kind stays the same object.
 */
public final class Normalizer {

    private Normalizer() {}

    public static Text normalize(String original, @Nullable String language) {
        int first = firstToFold(original);
        if (first < 0) {
            return new Text(original, original, null, language);
        }
        Builder folded = new Builder(original);
        int i = 0;
        while (i < original.length()) {
            i = folded.foldOne(i);
        }
        return folded.finish(language);
    }

    private static int firstToFold(String text) {
        boolean ascii = false;
        boolean lookalike = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                ascii |= (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
            } else if (Folding.mayFold(c)) {
                return i;
            } else {
                lookalike |= Lookalikes.toLatin(c) != c;
            }
        }
        return ascii && lookalike ? 0 : -1;
    }

    private static final class Builder {
        private final String original;
        private final StringBuilder out;
        private int[] offsets;

        Builder(String original) {
            this.original = original;
            this.out = new StringBuilder(original.length());
            this.offsets = new int[original.length() + 1];
        }

        /** Folds the character at {@code i} with the marks that combine with it, and returns where the next begins. */
        int foldOne(int i) {
            int c = original.codePointAt(i);
            int end = i + Character.charCount(c);
            if (c < 0x80 && (end == original.length() || original.charAt(end) < 0x80)) {
                append((char) c, i);
                return end;
            }
            if (Folding.isInvisible(c)) {
                return end;
            }
            StringBuilder cluster = new StringBuilder().appendCodePoint(c);
            int after = addMarks(end, cluster);
            String folded = after > end ? Folding.compose(c, cluster) : Folding.fold(c, cluster.toString());
            for (int k = 0; k < folded.length(); k++) {
                append(folded.charAt(k), i);
            }
            return after;
        }

        /** Adds the marks from {@code at} on, also behind invisible characters, and returns where they end. */
        private int addMarks(int at, StringBuilder cluster) {
            int after = at;
            int next = at;
            while (next < original.length()) {
                int c = original.codePointAt(next);
                next += Character.charCount(c);
                if (Folding.isMark(c)) {
                    cluster.appendCodePoint(c);
                    after = next;
                } else if (!Folding.isInvisible(c)) {
                    break;
                }
            }
            return after;
        }

        private void append(char c, int from) {
            if (out.length() + 1 >= offsets.length) {
                offsets = Arrays.copyOf(offsets, offsets.length * 2);
            }
            offsets[out.length()] = from;
            out.append(c);
        }

        Text finish(@Nullable String language) {
            Lookalikes.foldMixedWords(out);
            offsets[out.length()] = original.length();
            String normalized = out.toString();
            if (normalized.equals(original)) {
                return new Text(original, original, null, language);
            }
            // What stands side by side now may combine.
            Text again = normalize(normalized, language);
            int[] mapped = again.offsets() == null
                    ? Arrays.copyOf(offsets, out.length() + 1)
                    : Arrays.stream(again.offsets()).map(i -> offsets[i]).toArray();
            return new Text(original, again.normalized(), mapped, language);
        }
    }
}
