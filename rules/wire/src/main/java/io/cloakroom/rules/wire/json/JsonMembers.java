package io.cloakroom.rules.wire.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Takes members out of JSON objects and leaves every other byte as it was. */
public final class JsonMembers {

    private JsonMembers() {}

    /**
     * The document without the members the pointers lead to; the very array when there are none.
     *
     * @param pointers JSON pointers in which {@code *} stands for every key or index
     * @throws IOException when the bytes are not one JSON document
     */
    public static byte[] remove(byte[] json, List<String> pointers) throws IOException {
        byte[] left = json;
        for (String pointer : pointers) {
            JsonPattern pattern = JsonPattern.of(pointer);
            int[] found = first(JsonTape.parse(left), pattern);
            while (found.length > 0) {
                left = without(left, found[0], found[1]);
                found = first(JsonTape.parse(left), pattern);
            }
        }
        return left;
    }

    /** The bytes that the first member a pattern leads to takes up, with the comma that goes with it; empty when there is none. */
    private static int[] first(JsonTape tape, JsonPattern pattern) {
        int[] value = {JsonTape.ABSENT};
        pattern.forEach(tape, 0, List.of(), (at, bound) -> value[0] = value[0] == JsonTape.ABSENT ? at : value[0]);
        int at = value[0];
        boolean member = at > 0 && tape.kind(at - 1) == JsonTape.Kind.KEY;
        if (!member) {
            return new int[0];
        }
        int key = at - 1;
        int after = tape.next(at);
        boolean last = after == tape.size() || tape.kind(after) != JsonTape.Kind.KEY || !sibling(tape, key, after);
        if (!last) {
            return new int[] {tape.start(key), tape.start(after)};
        }
        int before = previous(tape, key);
        return new int[] {before == JsonTape.ABSENT ? tape.start(key) : tape.end(before), tape.end(at)};
    }

    /** Whether the key at {@code after} belongs to the same object as {@code key}: no object ends between them. */
    private static boolean sibling(JsonTape tape, int key, int after) {
        return parent(tape, key) == parent(tape, after);
    }

    private static int parent(JsonTape tape, int key) {
        for (int at = key - 1; at >= 0; at--) {
            if (tape.kind(at) == JsonTape.Kind.OBJECT && tape.next(at) > key) {
                return at;
            }
        }
        return JsonTape.ABSENT;
    }

    private static int previous(JsonTape tape, int key) {
        int before = JsonTape.ABSENT;
        for (int at = parent(tape, key) + 1; at < key; at = tape.next(at + 1)) {
            before = at + 1;
        }
        return before;
    }

    private static byte[] without(byte[] json, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length);
        out.write(json, 0, from);
        out.write(json, to, json.length - to);
        return out.toByteArray();
    }
}
