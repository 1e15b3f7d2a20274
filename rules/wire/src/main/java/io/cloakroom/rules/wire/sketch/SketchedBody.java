package io.cloakroom.rules.wire.sketch;

import io.cloakroom.rules.wire.json.JsonStrings;
import io.cloakroom.rules.wire.json.JsonTape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A body that looks as a {@link BodySketch} says, with invented values, so that a descriptor can be proposed from it. */
public final class SketchedBody {

    /** Stands in an address for a segment that nobody tells. */
    public static final String UNTOLD = "00000000-0000-4000-8000-000000000000";

    private static final String WORDS = "Please look at this once more and say what you think of it. ";

    private final JsonTape tape;
    private final StringBuilder body = new StringBuilder();

    private SketchedBody(JsonTape tape) {
        this.tape = tape;
    }

    /** @throws IOException when it is no sketch of JSON */
    public static byte[] of(String sketch) throws IOException {
        SketchedBody made = new SketchedBody(JsonTape.parse(sketch.getBytes(StandardCharsets.UTF_8)));
        made.value(0);
        return made.body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void value(int value) throws IOException {
        switch (tape.kind(value)) {
            case OBJECT -> object(value);
            case ARRAY -> array(value);
            case STRING, KEY -> quoted(string(tape.text(value)));
            case NUMBER, LITERAL -> body.append(tape.isNull(value) ? "null" : tape.scalar(value, ""));
        }
    }

    private void object(int object) throws IOException {
        String before = "";
        int hidden = 0;
        body.append('{');
        for (int key = object + 1; key < tape.next(object); key = tape.next(key + 1)) {
            String name = tape.text(key);
            body.append(before);
            quoted(name.equals(BodySketch.HIDDEN) ? "key-" + hidden++ : name).append(':');
            value(key + 1);
            before = ",";
        }
        body.append('}');
    }

    private void array(int array) throws IOException {
        String before = "";
        body.append('[');
        for (int element = array + 1; element < tape.next(array); element = tape.next(element)) {
            boolean leftOut = tape.kind(element) == JsonTape.Kind.STRING
                    && tape.text(element).startsWith(BodySketch.HIDDEN);
            if (!leftOut) {
                body.append(before);
                value(element);
                before = ",";
            }
        }
        body.append(']');
    }

    private StringBuilder quoted(String text) {
        return body.append('"').append(JsonStrings.encode(text)).append('"');
    }

    private static String string(String said) throws IOException {
        int space = said.indexOf(' ');
        int length = said.equals(BodySketch.HIDDEN) ? 0 : length(said.substring(space + 1));
        return switch (said.substring(0, space + 1)) {
            case BodySketch.TEXT -> repeated(WORDS, length);
            case BodySketch.WORD -> repeated("word", length);
            case BodySketch.ID -> id(length);
            default -> "";
        };
    }

    private static int length(String number) throws IOException {
        try {
            return Math.clamp(Integer.parseInt(number), 0, 10_000);
        } catch (NumberFormatException e) {
            throw new IOException("not a sketch: a string without its length", e);
        }
    }

    private static String repeated(String part, int length) {
        return part.repeat(length / part.length() + 1).substring(0, length);
    }

    /** What has the form of an identifier: a UUID or a token, or a constant where it is too short for one. */
    private static String id(int length) {
        if (length == 36) {
            return UNTOLD;
        }
        return length < 16 ? repeated("A_B", length) : repeated("aB3", length);
    }
}
