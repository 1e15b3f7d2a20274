package io.cloakroom.rules.engine;

import org.jspecify.annotations.Nullable;

/**
 * A text as recognizers see it.
 *
 * @param original as it was typed; findings are offsets into this
 * @param normalized with evasion undone ({@link Normalizer}); the same object as {@code original} when nothing had to be
 * @param offsets for each offset of {@code normalized} (and one past its end) the offset in {@code original}; null when both are the same
 * @param language BCP 47 language if the caller knows it, else null
 */
public record Text(
        String original,
        String normalized,
        int @Nullable [] offsets,
        @Nullable String language) {

    /** The span of the original that a span of the normalized text came from; whole characters where one became several. */
    public Span toOriginal(int start, int end) {
        if (offsets == null) {
            return new Span(start, end);
        }
        int after = end;
        while (offsets[after] == offsets[end - 1]) {
            after++;
        }
        return new Span(offsets[start], offsets[after]);
    }
}
