package io.cloakroom.rules.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds values written with a space after every character: {@code a n n @ h o m e . e x a m p l e}. */
final class SpacedOut {

    /** Shorter stretches are initials and lists. */
    private static final int FEWEST_CHARACTERS = 10;

    /** A stretch of so many characters holds a space, a character and a space at every offset that is a multiple of this, or the one after. */
    private static final int STRIDE = 8;

    private static final int MOST_SPACES = 3;

    /** What stands inside addresses and numbers, beside letters and digits. */
    private static final String JOINING = "@._-+";

    private SpacedOut() {}

    /** Stretches that begin between the offsets; in order, apart. */
    static List<Span> stretches(String text, int from, int to) {
        List<Span> stretches = List.of();
        for (int i = from + STRIDE; i < to - 2; i += STRIDE) {
            if (alternates(text, i) || alternates(text, i + 1)) {
                Span stretch = around(text, text.charAt(i) == ' ' ? i : i + 1, from, to);
                if (stretch != null) {
                    stretches = stretches.isEmpty() ? new ArrayList<>() : stretches;
                    stretches.add(stretch);
                    i = Math.max(i, stretch.end());
                }
            }
        }
        return stretches;
    }

    /** Whether a space stands here, two before, and nothing but one character between. */
    private static boolean alternates(String text, int at) {
        return text.charAt(at) == ' ' && text.charAt(at - 2) == ' ' && text.charAt(at - 1) != ' ';
    }

    private static @Nullable Span around(String text, int space, int from, int to) {
        int start = space;
        int characters = 0;
        for (int at = back(text, space, from); at >= from && isSingle(text, at); at = back(text, at - 1, from)) {
            start = at;
            characters++;
        }
        int end = space;
        for (int at = forward(text, space, to); at < to && isSingle(text, at); at = forward(text, at + 1, to)) {
            end = at + 1;
            characters++;
        }
        return characters >= FEWEST_CHARACTERS && end > start ? new Span(start, end) : null;
    }

    private static boolean isSingle(String text, int at) {
        return (Character.isLetterOrDigit(text.charAt(at)) || JOINING.indexOf(text.charAt(at)) >= 0)
                && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
                && (at + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(at + 1)));
    }

    /** The character before the spaces that end here. */
    private static int back(String text, int at, int from) {
        int i = at;
        while (i >= from && at - i < MOST_SPACES && text.charAt(i) == ' ') {
            i--;
        }
        return i;
    }

    /** The character after the spaces that begin here. */
    private static int forward(String text, int at, int to) {
        int i = at;
        while (i < to && i - at < MOST_SPACES && text.charAt(i) == ' ') {
            i++;
        }
        return i;
    }

    /** Offsets of the characters that are read: all but single spaces of the stretch, one of several. The last is one past the end. */
    static int[] kept(String text, Span stretch, int from, int to) {
        int[] kept = new int[to - from + 1];
        int count = 0;
        for (int i = from; i < to; i++) {
            boolean inside = i >= stretch.start() && i < stretch.end();
            boolean drop = inside && text.charAt(i) == ' ' && (text.charAt(i + 1) != ' ' || text.charAt(i - 1) == ' ');
            if (!drop) {
                kept[count++] = i;
            }
        }
        kept[count++] = to;
        return Arrays.copyOf(kept, count);
    }
}
