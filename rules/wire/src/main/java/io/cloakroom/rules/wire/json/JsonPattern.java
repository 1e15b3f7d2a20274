package io.cloakroom.rules.wire.json;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** A JSON pointer (RFC 6901) in which {@code *} stands for every key or index, and {@code -1} for every index too. */
public final class JsonPattern {

    private static final String ANY = "*";

    /** Of an index. */
    private static final int MOST_DIGITS = 9;

    private final List<String> steps;

    private JsonPattern(List<String> steps) {
        this.steps = steps;
    }

    public static JsonPattern of(String pointer) {
        return new JsonPattern(steps(pointer));
    }

    /** The steps of a pointer, unescaped. */
    public static List<String> steps(String pointer) {
        if (pointer.isEmpty()) {
            return List.of();
        }
        List<String> steps = new ArrayList<>();
        for (String step : pointer.substring(1).split("/", -1)) {
            steps.add(step.indexOf('~') < 0 ? step : step.replace("~1", "/").replace("~0", "~"));
        }
        return List.copyOf(steps);
    }

    /** The index a step names, or -1 when it names none. */
    static int index(String step) {
        if (step.isEmpty() || step.length() > MOST_DIGITS || (step.length() > 1 && step.charAt(0) == '0')) {
            return -1;
        }
        for (int i = 0; i < step.length(); i++) {
            if (step.charAt(i) < '0' || step.charAt(i) > '9') {
                return -1;
            }
        }
        return Integer.parseInt(step);
    }

    /**
     * The characters of the scalar this leads to, or {@code ""} when there is none or it is null.
     *
     * @param bound what each {@code *} stands for, first to last; those beyond are names
     */
    public String scalar(JsonTape tape, List<String> bound) {
        return tape.scalar(tape.find(0, bound.isEmpty() ? steps : filled(bound)));
    }

    private List<String> filled(List<String> bound) {
        List<String> filled = new ArrayList<>(steps);
        int next = 0;
        for (int i = 0; i < filled.size() && next < bound.size(); i++) {
            if (filled.get(i).equals(ANY)) {
                filled.set(i, bound.get(next++));
            }
        }
        return filled;
    }

    /**
     * Fills the {@code *} of a pointer, first to last, with what they stood for where a pattern matched.
     *
     * @param bound what each {@code *} of the pattern stood for; those beyond stay {@code *}
     */
    public static String fill(String pointer, List<String> bound) {
        if (bound.isEmpty()) {
            return pointer;
        }
        StringBuilder filled = new StringBuilder();
        int next = 0;
        for (String step : steps(pointer)) {
            boolean any = step.equals(ANY) && next < bound.size();
            filled.append('/').append(escape(any ? bound.get(next++) : step));
        }
        return filled.toString();
    }

    static String escape(String step) {
        return step.replace("~", "~0").replace("/", "~1");
    }

    /**
     * Visits every value that this leads to, in document order.
     *
     * @param above steps that lead to {@code from} from where the pattern starts
     * @param visit gets the value and what each {@code *} stood for
     */
    public void forEach(JsonTape tape, int from, List<String> above, BiConsumer<Integer, List<String>> visit) {
        if (above.size() > steps.size()) {
            return;
        }
        List<String> bound = new ArrayList<>();
        for (int i = 0; i < above.size(); i++) {
            String step = steps.get(i);
            if (step.equals(ANY)) {
                bound.add(above.get(i));
            } else if (!step.equals(above.get(i))) {
                return;
            }
        }
        descend(tape, from, above.size(), bound, visit);
    }

    private void descend(
            JsonTape tape, int at, int depth, List<String> bound, BiConsumer<Integer, List<String>> visit) {
        if (depth == steps.size()) {
            visit.accept(at, List.copyOf(bound));
            return;
        }
        String step = steps.get(depth);
        boolean any = step.equals(ANY);
        switch (tape.kind(at)) {
            case OBJECT -> {
                for (int key = at + 1; key < tape.next(at); key = tape.next(key + 1)) {
                    if (any || tape.says(key, step)) {
                        down(tape, key + 1, depth, any ? tape.text(key) : step, bound, visit);
                    }
                }
            }
            case ARRAY -> {
                int index = 0;
                for (int element = at + 1; element < tape.next(at); element = tape.next(element)) {
                    String name = Integer.toString(index++);
                    if (any || step.equals("-1") || step.equals(name)) {
                        down(tape, element, depth, name, bound, visit);
                    }
                }
            }
            default -> {}
        }
    }

    private void down(
            JsonTape tape,
            int at,
            int depth,
            String name,
            List<String> bound,
            BiConsumer<Integer, List<String>> visit) {
        boolean any = steps.get(depth).equals(ANY);
        if (any) {
            bound.add(name);
        }
        descend(tape, at, depth + 1, bound, visit);
        if (any) {
            bound.removeLast();
        }
    }

    @Override
    public String toString() {
        StringBuilder pointer = new StringBuilder();
        steps.forEach(step -> pointer.append('/').append(escape(step)));
        return pointer.toString();
    }
}
