package io.cloakroom.rules.wire.json;

import com.google.re2j.Pattern;
import java.io.IOException;

/** The structure of a body without anything it says: names of fields, kinds and lengths of values. For alarms and bug reports. */
public final class BodySketch {

    /** What reads like the name of a field in a program; other keys may be somebody's name or address. */
    private static final Pattern FIELD = Pattern.compile("[a-z_$][A-Za-z_]{0,31}");

    private static final int LONGEST = 2000;
    private static final int ELEMENTS = 3;

    /** An object with more members than this, all of them containers, holds things by their names, such as people. */
    private static final int RECORD = 3;

    private final JsonTape tape;
    private final StringBuilder sketch = new StringBuilder();

    private BodySketch(JsonTape tape) {
        this.tape = tape;
    }

    /** At most 2000 characters, such as <code>{"messages":[{"role":4,"content":120}]}</code>: strings are their lengths in characters. */
    public static String of(byte[] body) {
        if (body.length == 0) {
            return "empty";
        }
        try {
            BodySketch sketch = new BodySketch(JsonTape.parse(body));
            sketch.value(0);
            return sketch.sketch.substring(0, Math.min(LONGEST, sketch.sketch.length()));
        } catch (IOException e) {
            return "no JSON, " + body.length + " bytes";
        }
    }

    private void value(int value) {
        if (sketch.length() > LONGEST) {
            return;
        }
        switch (tape.kind(value)) {
            case OBJECT -> object(value);
            case ARRAY -> array(value);
            case STRING, KEY -> sketch.append(tape.text(value).length());
            case NUMBER -> sketch.append("number");
            case LITERAL -> sketch.append(tape.isNull(value) ? "null" : "boolean");
        }
    }

    private void object(int object) {
        boolean named = !collection(object);
        sketch.append('{');
        for (int key = object + 1; key < tape.next(object); key = tape.next(key + 1)) {
            String name = tape.text(key);
            sketch.append(key == object + 1 ? "\"" : ",\"")
                    .append(named && FIELD.matches(name) ? name : "…")
                    .append("\":");
            value(key + 1);
        }
        sketch.append('}');
    }

    private boolean collection(int object) {
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

    private void array(int array) {
        sketch.append('[');
        int elements = 0;
        for (int element = array + 1; element < tape.next(array); element = tape.next(element)) {
            if (elements < ELEMENTS) {
                sketch.append(elements == 0 ? "" : ",");
                value(element);
            }
            elements++;
        }
        sketch.append(elements > ELEMENTS ? ",… " + elements + "]" : "]");
    }
}
