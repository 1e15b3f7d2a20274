package io.cloakroom.rules.wire.sketch;

import io.cloakroom.rules.wire.answer.Documents.Document;
import io.cloakroom.rules.wire.json.JsonPattern;
import io.cloakroom.rules.wire.json.JsonTape;
import io.cloakroom.rules.wire.site.AnswerFormat.EndRule;
import io.cloakroom.rules.wire.site.AnswerFormat.Patches;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what says that a text has ended: names and values that come after its last piece and never before. */
final class Ends {

    private static final int MOST = 3;

    private Ends() {}

    /** @param last number of the document with the last piece of text; -1 when there is none */
    static List<EndRule> of(List<Document> documents, int last, @Nullable Patches patches) {
        List<EndRule> ends = new ArrayList<>();
        if (last < 0) {
            return ends;
        }
        List<Document> before = documents.subList(0, last);
        PatchSketch.State state = new PatchSketch.State(patches);
        // The document with the last piece may say that it is the last.
        for (Document document : documents.subList(last, documents.size())) {
            String event = document.event();
            boolean earlier = documents.subList(0, last + 1).stream()
                    .anyMatch(other -> other.event().equals(event));
            if (ends(event) && !earlier) {
                add(ends, new EndRule(null, event, Map.of(), List.of()));
            }
            if (!state.applies(document)) {
                members(document.tape(), before, ends);
            }
        }
        patched(documents, last, state, ends);
        return List.copyOf(ends);
    }

    /** What the patched document says at the end. */
    private static void patched(List<Document> documents, int last, PatchSketch.State state, List<EndRule> ends) {
        for (int i = 0; i < documents.size(); i++) {
            for (PatchSketch.Patched patched :
                    state.applies(documents.get(i)) ? state.apply(documents.get(i)) : List.<PatchSketch.Patched>of()) {
                String path = Pointers.written(patched.steps());
                if (i >= last && ends(patched.said().text()) && patched.path().equals(path)) {
                    add(
                            ends,
                            new EndRule(null, null, Map.of(path, patched.said().text()), List.of()));
                }
            }
        }
    }

    private static void add(List<EndRule> ends, EndRule end) {
        if (ends.size() < MOST && !ends.contains(end)) {
            ends.add(end);
        }
    }

    private static void members(JsonTape tape, List<Document> before, List<EndRule> ends) {
        Conversations.members(tape, 0, List.of(), (steps, value) -> {
            String pointer = Pointers.written(steps);
            JsonTape.Kind kind = tape.kind(value);
            boolean scalar = kind == JsonTape.Kind.STRING
                    || (kind == JsonTape.Kind.LITERAL && tape.text(value).equals("true"));
            String said = scalar ? tape.text(value) : "";
            boolean flag = kind == JsonTape.Kind.LITERAL && ends(steps.getLast());
            boolean word = kind == JsonTape.Kind.STRING && ends(said);
            boolean fresh = before.stream()
                    .noneMatch(other -> other.tape().scalar(0, pointer).equals(said));
            if (scalar && fresh && (flag || word)) {
                add(ends, new EndRule(null, null, Map.of(pointer, said), List.of()));
            } else if (kind == JsonTape.Kind.OBJECT
                    && steps.size() == 1
                    && Words.KNOWN.ends().contains(steps.getLast())) {
                add(ends, new EndRule(pointer, null, Map.of(), List.of()));
            }
        });
        reason(tape, before, ends);
    }

    /** The reason why a model stopped stands beside each of its answers. */
    private static void reason(JsonTape tape, List<Document> before, List<EndRule> ends) {
        for (String pointer : List.of("/choices/*/finish_reason", "/candidates/*/finishReason")) {
            boolean now = given(tape, pointer);
            if (now && before.stream().noneMatch(other -> given(other.tape(), pointer))) {
                add(ends, new EndRule(pointer, null, Map.of(), List.of()));
            }
        }
    }

    private static boolean given(JsonTape tape, String pointer) {
        boolean[] given = {false};
        JsonPattern.of(pointer).forEach(tape, 0, List.of(), (value, bound) -> given[0] |= !tape.isNull(value));
        return given[0];
    }

    private static boolean ends(String name) {
        return Words.any(Words.KNOWN.ends(), name);
    }
}
