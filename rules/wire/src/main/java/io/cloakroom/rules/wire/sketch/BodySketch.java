package io.cloakroom.rules.wire.sketch;

import com.google.re2j.Pattern;
import io.cloakroom.rules.wire.json.JsonStrings;
import io.cloakroom.rules.wire.json.JsonTape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The structure of a JSON body without anything it says: names of fields, kinds and lengths of values. For alarms and bug reports; a
 * descriptor can be proposed from it ({@link SketchedBody}).
 *
 * <p>It is JSON itself, such as <code>{"messages":[{"role":"word 4","content":"text 120"}],"temperature":0}</code>. A string is its length
 * in characters and what it is like: {@code text} has several words, {@code word} is one, {@code id} has the form of what sites make themselves, and
 * {@code json} holds a document, whose sketch follows. Numbers are 0, booleans true; keys that may be somebody's are {@code …}, and so is what is left
 * out of lists and of long bodies.
 */
public final class BodySketch {

    /** Stands for what may be somebody's, and for what is left out. */
    static final String HIDDEN = "…";

    static final String TEXT = "text ";
    static final String WORD = "word ";
    static final String ID = "id ";
    static final String DOCUMENT = "json ";

    /** What reads like the name of a field in a program; other keys may be somebody's name or address. */
    private static final Pattern FIELD = Pattern.compile("[a-z_$][A-Za-z_]{0,31}");

    /** Characters from which on nothing more is added. */
    private static final int LONG = 2000;

    private static final int LONGEST_BODY = 1 << 20;
    private static final int ELEMENTS = 3;

    /** An object with more members than this, all of them containers, holds things by their names, such as people. */
    private static final int RECORD = 3;

    private final StringBuilder sketch = new StringBuilder();

    private BodySketch() {}

    /** Hardly more than 2000 characters; of what is no JSON, and of more than 1 MiB, only how long it is. */
    public static String of(byte[] body) {
        if (body.length == 0) {
            return "empty";
        }
        if (body.length > LONGEST_BODY) {
            return "long, " + body.length + " bytes";
        }
        try {
            BodySketch sketch = new BodySketch();
            sketch.value(JsonTape.parse(body), 0);
            return sketch.sketch.toString();
        } catch (IOException e) {
            return "no JSON, " + body.length + " bytes";
        }
    }

    private void value(JsonTape tape, int value) {
        switch (tape.kind(value)) {
            case OBJECT -> object(tape, value);
            case ARRAY -> array(tape, value);
            case STRING, KEY -> string(tape.text(value));
            case NUMBER -> sketch.append(0);
            case LITERAL -> sketch.append(tape.isNull(value) ? "null" : "true");
        }
    }

    private void object(JsonTape tape, int object) {
        boolean named = !collection(tape, object);
        String before = "{";
        for (int key = object + 1; key < tape.next(object); key = tape.next(key + 1)) {
            sketch.append(before);
            before = ",";
            String name = tape.text(key);
            quoted(named && FIELD.matches(name) ? name : HIDDEN).append(':');
            if (sketch.length() > LONG) {
                quoted(HIDDEN);
                break;
            }
            value(tape, key + 1);
        }
        sketch.append(before.equals("{") ? "{}" : "}");
    }

    private static boolean collection(JsonTape tape, int object) {
        int members = 0;
        for (int key = object + 1; key < tape.next(object); key = tape.next(key + 1)) {
            JsonTape.Kind kind = tape.kind(key + 1);
            if (kind != JsonTape.Kind.OBJECT && kind != JsonTape.Kind.ARRAY) {
                return false;
            }
            members++;
        }
        return members > RECORD;
    }

    private void array(JsonTape tape, int array) {
        String before = "[";
        int elements = 0;
        for (int element = array + 1; element < tape.next(array); element = tape.next(element)) {
            if (elements < ELEMENTS && sketch.length() <= LONG) {
                sketch.append(before);
                before = ",";
                value(tape, element);
            }
            elements++;
        }
        if (elements > ELEMENTS) {
            sketch.append(before);
            quoted(HIDDEN + " " + elements);
        }
        sketch.append(elements == 0 ? "[]" : "]");
    }

    private void string(String text) {
        String begins = text.strip();
        if (begins.startsWith("{") || begins.startsWith("[")) {
            try {
                BodySketch inside = new BodySketch();
                inside.sketch.append(" ".repeat(Math.min(sketch.length(), LONG)));
                inside.value(JsonTape.parse(text.getBytes(StandardCharsets.UTF_8)), 0);
                quoted(DOCUMENT + inside.sketch.toString().strip());
                return;
            } catch (IOException e) {
                // Text that only begins like a document.
            }
        }
        String kind = switch (Says.of("", text)) {
            case PROSE, TEXT -> TEXT;
            case UNSURE -> WORD;
            case OWN -> ID;
        };
        quoted(kind + text.length());
    }

    private StringBuilder quoted(String text) {
        return sketch.append('"').append(JsonStrings.encode(text)).append('"');
    }
}
