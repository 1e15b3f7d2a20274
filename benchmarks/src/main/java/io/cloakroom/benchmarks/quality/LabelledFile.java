package io.cloakroom.benchmarks.quality;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Texts of one source.
 *
 * @param benign whether the texts hold no personal data of the types in scope, so that nothing but false findings is counted
 * @param scope the types that were labelled, in texts that do not say so themselves
 */
record LabelledFile(String name, boolean benign, Set<String> scope, List<Labelled> texts) {

    LabelledFile {
        texts = List.copyOf(texts);
    }

    /** @param scope null when the texts say so themselves, or else all types that occur */
    static LabelledFile of(String name, boolean benign, @Nullable Set<String> scope, List<Labelled> texts) {
        return new LabelledFile(name, benign, scope == null ? typesIn(texts) : scope, texts);
    }

    private static Set<String> typesIn(List<Labelled> texts) {
        Set<String> seen = new TreeSet<>();
        texts.forEach(text -> text.labels().forEach(label -> seen.add(label.type())));
        return seen;
    }

    Set<String> scopeOf(Labelled text) {
        return text.scope() == null ? scope : text.scope();
    }
}
