package io.cloakroom.rules.wire.site;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.regex.Pattern;

/** The structure of a body without anything it says: names of fields, kinds and lengths of values. For alarms and bug reports. */
public final class BodySketch {

    private static final JsonFactory JSON = new JsonFactory();

    /** What reads like the name of a field in a program; other keys may be somebody's name or address. */
    private static final Pattern FIELD = Pattern.compile("[a-z_$][A-Za-z_]{0,31}");

    private static final int LONGEST = 2000;
    private static final int ELEMENTS = 3;

    private final StringBuilder sketch = new StringBuilder();

    private BodySketch() {}

    /** At most 2000 characters, such as <code>{"messages":[{"role":4,"content":120}]}</code>: strings are their lengths in characters. */
    public static String of(byte[] body) {
        BodySketch sketch = new BodySketch();
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() == null) {
                return "empty";
            }
            sketch.value(parser);
        } catch (IOException e) {
            return "no JSON, " + body.length + " bytes";
        }
        return sketch.sketch.substring(0, Math.min(LONGEST, sketch.sketch.length()));
    }

    private void value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> sketch.append(parser.getTextLength());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> sketch.append("number");
            case VALUE_TRUE, VALUE_FALSE -> sketch.append("boolean");
            default -> sketch.append("null");
        }
    }

    private void object(JsonParser parser) throws IOException {
        sketch.append('{');
        boolean first = true;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            sketch.append(first ? "\"" : ",\"")
                    .append(FIELD.matcher(name).matches() ? name : "…")
                    .append("\":");
            first = false;
            parser.nextToken();
            inside(parser);
        }
        sketch.append('}');
    }

    private void array(JsonParser parser) throws IOException {
        sketch.append('[');
        int elements = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (elements < ELEMENTS) {
                sketch.append(elements == 0 ? "" : ",");
                inside(parser);
            } else {
                parser.skipChildren();
            }
            elements++;
        }
        sketch.append(elements > ELEMENTS ? ",… " + elements + "]" : "]");
    }

    private void inside(JsonParser parser) throws IOException {
        if (sketch.length() > LONGEST) {
            parser.skipChildren();
        } else {
            value(parser);
        }
    }
}
