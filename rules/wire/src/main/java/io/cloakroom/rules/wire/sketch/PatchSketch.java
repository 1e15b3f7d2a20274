package io.cloakroom.rules.wire.sketch;

import io.cloakroom.rules.wire.answer.Documents.Document;
import io.cloakroom.rules.wire.json.JsonPattern;
import io.cloakroom.rules.wire.json.JsonTape;
import io.cloakroom.rules.wire.site.AnswerFormat.Patches;
import io.cloakroom.rules.wire.sketch.Strings.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells streams of patches <code>{"p": path, "o": operation, "v": value}</code>, in which what is as before is left out. */
final class PatchSketch {

    /** What the texts of the patched document are called instead of an event. */
    static final String PATCHED = "\u0000patched";

    private PatchSketch() {}

    /** How the patches are written, or null when there are none. */
    static @Nullable Patches of(List<Document> documents) {
        List<Document> patches = documents.stream()
                .filter(document -> member(document.tape(), 0, "v") != JsonTape.ABSENT)
                .toList();
        List<String> operations = patches.stream()
                .map(document -> scalar(document.tape(), "o"))
                .filter(operation -> !operation.isEmpty())
                .distinct()
                .toList();
        List<String> paths =
                patches.stream().map(document -> scalar(document.tape(), "p")).toList();
        if (operations.isEmpty() || patches.size() < 2) {
            return null;
        }
        boolean capitals =
                operations.stream().allMatch(operation -> operation.equals(operation.toUpperCase(Locale.ROOT)));
        String event = patches.getFirst().event();
        boolean named = !event.isEmpty()
                && patches.stream().allMatch(patch -> patch.event().equals(event));
        String first = scalar(patches.getFirst().tape(), "o");
        return new Patches(
                named ? event : null,
                paths.stream().anyMatch(path -> path.startsWith("/")) ? "/" : "",
                first.isEmpty() ? (capitals ? "SET" : "add") : first,
                operations.stream()
                        .filter("append"::equalsIgnoreCase)
                        .findFirst()
                        .orElse(capitals ? "APPEND" : "append"),
                operations.stream()
                        .filter(operation -> batch(patches, operation))
                        .findFirst()
                        .orElse(capitals ? "BATCH" : "patch"));
    }

    /** Whether the value of an operation is a list of patches. */
    private static boolean batch(List<Document> patches, String operation) {
        return patches.stream()
                .filter(patch -> scalar(patch.tape(), "o").equals(operation))
                .anyMatch(patch -> {
                    JsonTape tape = patch.tape();
                    int value = member(tape, 0, "v");
                    return tape.kind(value) == JsonTape.Kind.ARRAY
                            && tape.next(value) > value + 1
                            && member(tape, value + 1, "v") != JsonTape.ABSENT
                            && member(tape, value + 1, "p") != JsonTape.ABSENT;
                });
    }

    private static int member(JsonTape tape, int object, String name) {
        return tape.size() == 0 ? JsonTape.ABSENT : tape.member(object, name);
    }

    private static String scalar(JsonTape tape, String name) {
        return tape.scalar(0, "/" + name);
    }

    /**
     * A string of a patch.
     *
     * @param steps to its place in the patched document; {@code -1} is the last element of a list
     */
    record Patched(List<String> steps, Said said) {

        /** Its place and all of its kind, in the notation of text rules. */
        String path() {
            return steps.stream()
                    .map(step -> step.matches("[0-9]+") ? "/*" : Pointers.written(List.of(step)))
                    .collect(Collectors.joining());
        }
    }

    /** Follows patches, as far as it takes to know where their strings are in the patched document. */
    static final class State {

        private final @Nullable Patches patches;
        private String path = "";
        private String operation;

        State(@Nullable Patches patches) {
            this.patches = patches;
            this.operation = patches == null ? "" : patches.first();
        }

        boolean applies(Document document) {
            return patches != null
                    && member(document.tape(), 0, "v") != JsonTape.ABSENT
                    && (document.event().isEmpty() || document.event().equals(patches.event()));
        }

        /** The strings of a patch, with their places in the patched document. */
        List<Patched> apply(Document document) {
            JsonTape tape = document.tape();
            path = said(tape, "p", path);
            operation = said(tape, "o", operation);
            List<Patched> strings = new ArrayList<>();
            apply(tape, path, operation, tape.member(0, "v"), strings);
            return strings;
        }

        private static String said(JsonTape tape, String name, String before) {
            int said = tape.member(0, name);
            return said == JsonTape.ABSENT ? before : tape.text(said);
        }

        private void apply(JsonTape tape, String at, String how, int value, List<Patched> strings) {
            if (patches != null && how.equals(patches.batch()) && tape.kind(value) == JsonTape.Kind.ARRAY) {
                for (int inner = value + 1; inner < tape.next(value); inner = tape.next(inner)) {
                    int innerValue = tape.member(inner, "v");
                    if (innerValue != JsonTape.ABSENT) {
                        String below = tape.scalar(inner, "/p");
                        String place = at + (below.isEmpty() || below.startsWith("/") ? "" : "/") + below;
                        apply(tape, place, tape.scalar(inner, "/o"), innerValue, strings);
                    }
                }
                return;
            }
            for (Said string : Strings.below(tape, value)) {
                List<String> steps = new ArrayList<>(steps(at));
                steps.addAll(string.steps());
                strings.add(new Patched(steps, string));
            }
        }

        private static List<String> steps(String at) {
            return JsonPattern.steps(at.isEmpty() || at.startsWith("/") ? at : "/" + at);
        }
    }
}
