package io.cloakroom.rules.wire.json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** JSON pointers joined by {@code " > "}: each leads to strings that are JSON themselves, and the next goes on in there. */
public final class JsonPath {

    private static final String JOINT = " > ";

    private final List<JsonPattern> patterns;

    private JsonPath(List<JsonPattern> patterns) {
        this.patterns = patterns;
    }

    public static JsonPath of(String notation) {
        List<JsonPattern> patterns = new ArrayList<>();
        for (String pointer : notation.split(JOINT, -1)) {
            patterns.add(JsonPattern.of(pointer.strip()));
        }
        return new JsonPath(List.copyOf(patterns));
    }

    /** Whether it goes into strings. */
    public boolean nested() {
        return patterns.size() > 1;
    }

    /** Gets what a path leads to. */
    public interface Visit {

        /**
         * @param tape the innermost document, and {@code value} the value in it
         * @param bound what each {@code *} stood for, and {@code inside} those in the innermost document
         */
        void visit(JsonTape tape, int value, List<String> bound, List<String> inside);
    }

    /** Visits every value that this leads to, in document order; strings on the way that are not JSON lead to nothing. */
    public void forEach(JsonTape tape, Visit visit) {
        descend(tape, 0, List.of(), visit);
    }

    private void descend(JsonTape tape, int step, List<String> above, Visit visit) {
        patterns.get(step).forEach(tape, 0, List.of(), (value, inside) -> {
            List<String> bound = above.isEmpty() ? inside : joined(above, inside);
            if (step == patterns.size() - 1) {
                visit.visit(tape, value, bound, inside);
            } else if (tape.kind(value) == JsonTape.Kind.STRING) {
                try {
                    descend(tape.inside(value), step + 1, bound, visit);
                } catch (IOException e) {
                    // A string that is not JSON contains nothing this path describes; restoring leaves it as it is.
                }
            }
        });
    }

    private static List<String> joined(List<String> above, List<String> inside) {
        List<String> all = new ArrayList<>(above);
        all.addAll(inside);
        return List.copyOf(all);
    }

    /** The first string this leads to, or {@code ""}. */
    public String string(JsonTape tape) {
        String[] found = {""};
        forEach(tape, (inner, value, bound, inside) -> {
            if (found[0].isEmpty() && inner.kind(value) == JsonTape.Kind.STRING) {
                found[0] = inner.text(value);
            }
        });
        return found[0];
    }
}
