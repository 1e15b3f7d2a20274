package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers every word that any pack wants to know the whereabouts of. */
final class PackKeywords {

    private final Map<String, Integer> byWritten = new HashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    PackKeywords(List<RulePack> packs) {
        for (RulePack pack : packs) {
            prefilter(pack).forEach(this::add);
            pack.context().raise().words().forEach(this::add);
            pack.context().lower().words().forEach(this::add);
            pack.deny().values().forEach(this::add);
            pack.patterns().forEach(pattern -> pattern.needs().forEach(this::add));
        }
    }

    private void add(String word) {
        byWritten.computeIfAbsent(
                word,
                written -> ids.computeIfAbsent(fold(written), w -> {
                    names.add(w);
                    return names.size() - 1;
                }));
    }

    /** The number of each word, as the packs write it. */
    Map<String, Integer> ids() {
        return byWritten;
    }

    List<String> names() {
        return names;
    }

    /** A word in the form in which texts are searched for it. */
    static String fold(String word) {
        return KeywordIndex.lower(Normalizer.normalize(word, null).normalized());
    }

    /**
     * The keywords of a pack; without any, the words of the names its patterns all want to see assigned, or its raising words when nothing
     * is proposed without one of them anyway.
     */
    static List<String> prefilter(RulePack pack) {
        if (!pack.keywords().isEmpty() || pack.patterns().isEmpty()) {
            return pack.keywords();
        }
        if (isByAssignment(pack)) {
            return pack.patterns().stream()
                    .flatMap(p -> p.assigned().stream())
                    .distinct()
                    .toList();
        }
        boolean onItsOwn = pack.patterns().stream().anyMatch(p -> p.confidence() >= pack.minimum())
                || ((pack.validator() != null
                                || pack.patterns().stream()
                                        .anyMatch(p -> !p.checks().isEmpty()))
                        && pack.validated() >= pack.minimum());
        return onItsOwn ? List.of() : pack.context().raise().words();
    }

    private static boolean isByAssignment(RulePack pack) {
        return pack.patterns().stream().noneMatch(p -> p.assigned().isEmpty());
    }

    /** Whether the prefilter is made of raising words, which may lie as far away as the context reaches. */
    static boolean isByContext(RulePack pack) {
        return pack.keywords().isEmpty() && !isByAssignment(pack);
    }
}
