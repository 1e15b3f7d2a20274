package io.cloakroom.rules.wire;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Tells which strings of a payload a descriptor leaves unexplained. */
final class Beside {

    /** Characters from which on a text that no descriptor explains is worth an alarm. */
    private static final int LONG = 200;

    /** Characters that may be compared to tell whether strings are parts of explained ones; beyond, they are looked at like any others. */
    private static final long MOST_COMPARED = 50_000_000;

    private Beside() {}

    /**
     * Which strings somebody may have written though the descriptor names no such place: then the site sends text in another place than it
     * did, or in one more, and what is in it is looked for like anywhere.
     */
    static List<Integer> written(List<String> texts, List<String> leaving) {
        Set<String> explained = Set.copyOf(leaving);
        List<Integer> phrases = IntStream.range(0, texts.size())
                .filter(i -> Prose.phrase(texts.get(i)) && !explained.contains(texts.get(i)))
                .boxed()
                .toList();
        long length = leaving.stream().mapToLong(String::length).sum();
        return length * phrases.size() > MOST_COMPARED
                ? phrases
                : phrases.stream()
                        .filter(i -> leaving.stream().noneMatch(text -> text.contains(texts.get(i))))
                        .toList();
    }

    /** Whether there is a long text that the descriptor does not name, or most of the payload is one that nobody can read. */
    static boolean unexplained(List<String> leaving, List<String> everything, Payload payload) {
        Set<String> explained = Set.copyOf(leaving);
        List<String> others = everything.stream()
                .filter(string -> string.length() >= LONG && !explained.contains(string))
                .toList();
        return others.stream().anyMatch(Prose::in) || sealed(others, payload);
    }

    static boolean sealed(List<String> texts, Payload payload) {
        return texts.stream().anyMatch(text -> text.length() * 2 >= payload.body().length && Prose.sealed(text));
    }
}
