package io.cloakroom.benchmarks.quality;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text and where personal data is in it.
 *
 * @param scope the types that were labelled in this text, or null when its file says so
 */
record Labelled(
        String id,
        String text,
        List<Label> labels,
        @Nullable Set<String> scope) {}
