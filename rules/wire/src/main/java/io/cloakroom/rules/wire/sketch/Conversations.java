package io.cloakroom.rules.wire.sketch;

import io.cloakroom.rules.wire.json.JsonTape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Finds the member of a document that names the conversation. */
final class Conversations {

    /** From the surest. */
    private static final List<List<String>> NAMES = List.of(
            List.of("conversation", "id"),
            List.of("chat", "session", "id"),
            List.of("chat", "id"),
            List.of("thread", "id"),
            List.of("dialog", "id"),
            List.of("conversation"),
            List.of("session", "id"),
            List.of("sessionid"));

    /** Members called id of these are. */
    private static final Set<String> OWNERS = Set.of("chat", "conversation", "session", "thread");

    private Conversations() {}

    /** A pointer to a string or null, or null when there is none. */
    static @Nullable String pointer(JsonTape tape) {
        return pointer(List.of(tape));
    }

    /** The same in the first of several documents that has one, of the surest name. */
    static @Nullable String pointer(List<JsonTape> tapes) {
        String[] best = new String[NAMES.size()];
        for (JsonTape tape : tapes) {
            members(tape, 0, List.of(), (steps, value) -> {
                int rank = NAMES.indexOf(name(steps));
                boolean named = tape.kind(value) == JsonTape.Kind.STRING || tape.isNull(value);
                if (rank >= 0 && named && best[rank] == null) {
                    best[rank] = Pointers.written(steps);
                }
            });
        }
        for (String pointer : best) {
            if (pointer != null) {
                return pointer;
            }
        }
        return null;
    }

    private static List<String> name(List<String> steps) {
        List<String> name = Words.in(steps.getLast());
        String owner = steps.size() > 1 ? steps.get(steps.size() - 2) : "";
        return name.equals(List.of("id")) && OWNERS.contains(owner) ? List.of(owner, "id") : name;
    }

    /** Visits every member that objects lead to, without lists on the way. */
    static void members(JsonTape tape, int object, List<String> above, BiConsumer<List<String>, Integer> visit) {
        if (tape.size() == 0 || tape.kind(object) != JsonTape.Kind.OBJECT) {
            return;
        }
        for (int key = object + 1; key < tape.next(object); key = tape.next(key + 1)) {
            List<String> steps = new ArrayList<>(above);
            steps.add(tape.text(key));
            visit.accept(steps, key + 1);
            members(tape, key + 1, steps, visit);
        }
    }
}
