package io.cloakroom.rules.wire.sketch;

import io.cloakroom.rules.wire.answer.Documents;
import io.cloakroom.rules.wire.json.JsonTape;
import java.util.ArrayList;
import java.util.List;

/** The strings of a document that may be restored, also those in JSON that is a string. */
final class Strings {

    private static final String JOINT = " > ";

    /**
     * @param path in the notation of text rules, with {@code *}
     * @param field name it goes by, or {@code ""}
     * @param tape the document it is in, and {@code value} the string in it
     * @param steps to it in that document
     */
    record Said(String path, String field, JsonTape tape, int value, List<String> steps) {

        String text() {
            return tape.text(value);
        }

        /** The scalar of this name in the object around it, or {@code ""}. */
        String beside(String name) {
            int object = value - 1;
            while (object >= 0 && !(tape.kind(object) == JsonTape.Kind.OBJECT && tape.next(object) > value)) {
                object--;
            }
            return object < 0 ? "" : tape.scalar(object, "/" + name);
        }
    }

    private final List<Said> found = new ArrayList<>();

    private Strings() {}

    static List<Said> of(JsonTape tape) {
        return below(tape, 0);
    }

    /** Those below one value. */
    static List<Said> below(JsonTape tape, int value) {
        Strings strings = new Strings();
        if (tape.size() > 0) {
            strings.collect(tape, value, "", "", new ArrayList<>());
        }
        return List.copyOf(strings.found);
    }

    private void collect(JsonTape tape, int value, String around, String field, List<String> steps) {
        switch (tape.kind(value)) {
            case OBJECT -> {
                for (int key = value + 1; key < tape.next(value); key = tape.next(key + 1)) {
                    String name = tape.text(key);
                    if (!Documents.leftAlone(tape, key) || brought(tape, key)) {
                        steps.add(name);
                        collect(tape, key + 1, around, name, steps);
                        steps.removeLast();
                    }
                }
            }
            case ARRAY -> {
                int index = 0;
                for (int element = value + 1; element < tape.next(value); element = tape.next(element)) {
                    steps.add(Integer.toString(index++));
                    collect(tape, element, around, field, steps);
                    steps.removeLast();
                }
            }
            case STRING -> string(tape, value, around, field, steps);
            default -> {}
        }
    }

    /** SignalR calls a list of what it brings arguments; a tool is called with an object, or with JSON in a string. */
    private static boolean brought(JsonTape tape, int key) {
        return tape.text(key).equals("arguments") && tape.kind(key + 1) == JsonTape.Kind.ARRAY;
    }

    private void string(JsonTape tape, int value, String around, String field, List<String> steps) {
        String path = around + Pointers.general(tape, steps, false);
        JsonTape inside = Documents.inside(tape, value);
        if (inside == null) {
            found.add(new Said(path, field, tape, value, List.copyOf(steps)));
        } else {
            collect(inside, 0, path + JOINT, field, new ArrayList<>());
        }
    }
}
