package io.cloakroom.rules.wire.sketch;

import com.google.re2j.Pattern;
import io.cloakroom.rules.wire.json.JsonStrings;
import io.cloakroom.rules.wire.json.JsonTape;
import java.io.IOException;

/**
 * The structure of a JSON body without anything it says: names of fields, kinds and lengths of values. For alarms and bug reports; a
 * descriptor can be proposed from it ({@link SketchedBody}).
 *
 * <p>It is JSON itself, such as <code>{"messages":[{"role":"word 4","content":"text 120"}],"temperature":0}</code>. A string is its length
 * in characters and what it is like: {@code text} has several words, {@code word} is one, {@code id} has the form of what sites make themselves. A
 * document in a string is text too: its keys may be what somebody pasted. Numbers are 0, booleans true; keys that may be somebody's are {@code …}, and so
 * is what is left out of lists and of long bodies.
 */
public final class BodySketch {

    /** Stands for what may be somebody's, and for what is left out. */
    static final String HIDDEN = "…";

    static final String TEXT = "text ";
    static final String WORD = "word ";
    static final String ID = "id ";

    /** What reads like the name of a field in a program; other keys may be somebody's name or address. */
    private static final Pattern FIELD = Pattern.compile("[a-z_$][A-Za-z_]{0,31}");

    /** Characters from which on nothing more is added. */
    private static final int LONG = 2000;

    private static final int LONGEST_BODY = 1 << 20;
    private static final int ELEMENTS = 3;

    /** An object with more members than this, all of them containers, holds things by their names, such as people. */
    private static final int RECORD = 3;

    private final JsonTape tape;
    private final StringBuilder sketch = new StringBuilder();

    private BodySketch(JsonTape tape) {
        this.tape = tape;
    }

    /** Hardly more than 2000 characters; of what is no JSON, and of more than 1 MiB, only how long it is. */
    public static String of(byte[] body) {
        if (body.length == 0) {
            return "empty";
        }
        if (body.length > LONGEST_BODY) {
            return "long, " + body.length + " bytes";
        }
        try {
            BodySketch sketch = new BodySketch(JsonTape.parse(body));
            sketch.value(0);
            return sketch.sketch.toString();
        } catch (IOException e) {
            return "no JSON, " + body.length + " bytes";
        }
    }

    private void value(int value) {
        switch (tape.kind(value)) {
            case OBJECT -> object(value);
            case ARRAY -> array(value);
            case STRING, KEY -> string(tape.text(value));
            case NUMBER -> sketch.append(0);
            case LITERAL -> sketch.append(tape.isNull(value) ? "null" : "true");
        }
    }

    private void object(int object) {
        boolean named = !collection(object);
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
            value(key + 1);
        }
        sketch.append(before.equals("{") ? "{}" : "}");
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
        String before = "[";
        int elements = 0;
        for (int element = array + 1; element < tape.next(array); element = tape.next(element)) {
            if (elements < ELEMENTS && sketch.length() <= LONG) {
                sketch.append(before);
                before = ",";
                value(element);
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
