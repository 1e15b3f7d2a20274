package io.cloakroom.rules.wire.sketch;

import io.cloakroom.rules.wire.binary.Identifier;
import io.cloakroom.rules.wire.json.JsonTape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the way to one string in one document into the way to all of its kind. */
final class Pointers {

    private static final String ANY = "*";
    private static final String EVERYTHING_BELOW = "**";
    private static final int LONGEST_NUMBER = 6;

    /** Objects whose keys the site does not choose: what a tool is called with, or takes. */
    private static final Set<String> OPEN = Set.of("properties", "input", "arguments", "args", "variables");

    private Pointers() {}

    /** The steps to a string, as they are in this document. */
    static String written(List<String> steps) {
        return steps.stream()
                .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    /**
     * A pointer with {@code *} for the index in a list and for keys that are identifiers. An index in an array whose elements differ in
     * kind stays: it is a place.
     *
     * @param below whether it is of a request, where {@code **} may stand for everything below an object whose keys the site does not
     *     choose, and rows of rows may differ in what their places mean
     */
    static String general(JsonTape tape, List<String> steps, boolean below) {
        List<String> general = new ArrayList<>();
        int at = 0;
        for (String step : steps) {
            boolean array = at != JsonTape.ABSENT && tape.kind(at) == JsonTape.Kind.ARRAY;
            boolean object = at != JsonTape.ABSENT && tape.kind(at) == JsonTape.Kind.OBJECT;
            if (below && object && !general.isEmpty() && OPEN.contains(general.getLast())) {
                general.add(EVERYTHING_BELOW);
                break;
            }
            boolean any = array ? list(tape, at, !below) : key(step);
            general.add(any ? ANY : step);
            at = at == JsonTape.ABSENT ? at : tape.find(at, written(List.of(step)));
        }
        return general.stream()
                .map(step -> step.equals(ANY) ? "/*" : written(List.of(step)))
                .collect(Collectors.joining());
    }

    private static boolean key(String key) {
        long digits = key.chars().filter(c -> c >= '0' && c <= '9').count();
        return key.equals(ANY) || Identifier.is(key) || digits > LONGEST_NUMBER;
    }

    /** Whether an array is a list of things of one kind, of any number, and not a row of places. */
    private static boolean list(JsonTape tape, int array, boolean answer) {
        Set<JsonTape.Kind> kinds = new HashSet<>();
        Set<List<JsonTape.Kind>> shapes = new HashSet<>();
        Set<Boolean> own = new HashSet<>();
        for (int element = array + 1; element < tape.next(array); element = tape.next(element)) {
            kinds.add(tape.kind(element));
            if (tape.kind(element) == JsonTape.Kind.ARRAY) {
                shapes.add(shape(tape, element));
            } else if (tape.kind(element) == JsonTape.Kind.STRING) {
                own.add(Says.of("", tape.text(element)) == Says.OWN);
            }
        }
        boolean arrays = kinds.equals(Set.of(JsonTape.Kind.ARRAY));
        boolean things = Set.of(JsonTape.Kind.OBJECT, JsonTape.Kind.STRING).containsAll(kinds);
        boolean strings = kinds.equals(Set.of(JsonTape.Kind.STRING));
        return (arrays && (answer || shapes.size() == 1)) || (things && (answer || !(strings && own.size() > 1)));
    }

    private static List<JsonTape.Kind> shape(JsonTape tape, int array) {
        List<JsonTape.Kind> kinds = new ArrayList<>();
        for (int element = array + 1; element < tape.next(array); element = tape.next(element)) {
            kinds.add(tape.kind(element));
        }
        return kinds;
    }
}
