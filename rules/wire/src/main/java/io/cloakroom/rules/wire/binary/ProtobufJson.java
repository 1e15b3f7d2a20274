package io.cloakroom.rules.wire.binary;

import io.cloakroom.rules.wire.binary.Protobuf.Field;
import io.cloakroom.rules.wire.json.JsonStrings;
import io.cloakroom.rules.wire.json.JsonTape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A protobuf message read as JSON, <code>{"2":[{"1":["text"]}]}</code>: each field number with an array of all its values. Strings,
 * messages and whole numbers are there; everything else is not, and stays as it is when the JSON is written back.
 */
public final class ProtobufJson {

    /** Says what a field is by the numbers that lead to it, {@code 2.1.1}. */
    public interface Schema {

        ProtobufGuess kind(String path, byte[] array, int from, int to);
    }

    private final byte[] message;
    private final Schema schema;
    private final List<Field> strings = new ArrayList<>();
    private final Set<Integer> messages = new HashSet<>();
    private final String json;

    private ProtobufJson(byte[] message, List<Field> fields, Schema schema) {
        this.message = message;
        this.schema = schema;
        StringBuilder out = new StringBuilder(message.length * 2);
        render(fields, "", out);
        this.json = out.toString();
    }

    /** The message these bytes are, or null when they are none. */
    public static @Nullable ProtobufJson of(byte[] message, Schema schema) {
        List<Field> fields = Protobuf.fields(message, 0, message.length);
        return fields == null ? null : new ProtobufJson(message, fields, schema);
    }

    public byte[] json() {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private void render(List<Field> fields, String above, StringBuilder out) {
        Map<Integer, List<Field>> byNumber = new LinkedHashMap<>();
        fields.forEach(field ->
                byNumber.computeIfAbsent(field.id(), id -> new ArrayList<>()).add(field));
        char before = '{';
        for (Map.Entry<Integer, List<Field>> entry : byNumber.entrySet()) {
            out.append(before).append('"').append(entry.getKey()).append("\":[");
            before = ',';
            String path = above.isEmpty() ? "" + entry.getKey() : above + "." + entry.getKey();
            int first = out.length();
            for (Field field : entry.getValue()) {
                int comma = out.length();
                value(field, path, out);
                if (comma > first && out.length() > comma) {
                    out.insert(comma, ',');
                }
            }
            out.append(']');
        }
        out.append(before == '{' ? "{}" : "}");
    }

    private void value(Field field, String path, StringBuilder out) {
        if (!field.sized()) {
            if (isVarint(field)) {
                out.append(Long.toUnsignedString(field.number()));
            }
            return;
        }
        switch (schema.kind(path, message, field.from(), field.to())) {
            case TEXT -> {
                String text = ProtobufGuess.utf8(message, field.from(), field.to());
                if (text != null) {
                    strings.add(field);
                    out.append('"').append(JsonStrings.encode(text)).append('"');
                }
            }
            case MESSAGE -> {
                List<Field> inside = Protobuf.fields(message, field.from(), field.to());
                if (inside != null) {
                    messages.add(field.start());
                    render(inside, path, out);
                }
            }
            case COMPRESSED, OPAQUE -> {}
        }
    }

    private boolean isVarint(Field field) {
        return (message[field.start()] & 7) == 0;
    }

    /**
     * The message with the strings of another JSON, which has as many of them in the same order. Lengths around them are kept right; every
     * other byte stays.
     *
     * @throws IllegalArgumentException when it is no such JSON
     */
    public byte[] with(byte[] other) {
        List<String> texts = strings(other);
        if (texts.size() != strings.size()) {
            throw new IllegalArgumentException("strings were added or taken out, which protobuf cannot follow");
        }
        Map<Integer, byte[]> changed = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            changed.put(strings.get(i).start(), texts.get(i).getBytes(StandardCharsets.UTF_8));
        }
        return write(0, message.length, changed);
    }

    private static List<String> strings(byte[] json) {
        try {
            JsonTape tape = JsonTape.parse(json);
            List<String> strings = new ArrayList<>();
            for (int at = 0; at < tape.size(); at++) {
                if (tape.kind(at) == JsonTape.Kind.STRING) {
                    strings.add(tape.text(at));
                }
            }
            return strings;
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    private byte[] write(int from, int to, Map<Integer, byte[]> changed) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(to - from + 32);
        List<Field> fields = Protobuf.fields(message, from, to);
        for (Field field : fields == null ? List.<Field>of() : fields) {
            byte[] text = changed.get(field.start());
            byte[] value =
                    text == null && messages.contains(field.start()) ? write(field.from(), field.to(), changed) : text;
            if (value == null) {
                out.write(message, field.start(), field.to() - field.start());
                continue;
            }
            boolean sameLength = value.length == field.to() - field.from();
            out.write(message, field.start(), (sameLength ? field.from() : field.lengthAt()) - field.start());
            out.writeBytes(sameLength ? new byte[0] : Protobuf.varint(value.length));
            out.writeBytes(value);
        }
        return out.toByteArray();
    }
}
