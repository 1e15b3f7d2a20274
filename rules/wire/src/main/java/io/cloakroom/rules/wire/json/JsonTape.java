package io.cloakroom.rules.wire.json;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.lens.JsonScanner;
import io.cloakroom.rules.wire.lens.JsonScanner.Token;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document (UTF-8) as a flat list of its tokens, each with its place in the bytes. Values are known by their index; the document
 * itself is value 0. In an object, each value follows its key.
 */
public final class JsonTape {

    /** What a token is. */
    public enum Kind {
        OBJECT,
        ARRAY,
        KEY,
        STRING,
        NUMBER,
        LITERAL
    }

    /** What {@link #find} answers when there is nothing. */
    public static final int ABSENT = -1;

    private static final int USUAL_SIZE = 32;

    /** More values and keys cost memory without bound, and no document that means anything has them. */
    private static final int MOST = 2_000_000;

    private static final int DEEPEST_INSIDE = 16;

    private final byte[] json;
    private Kind[] kinds = new Kind[USUAL_SIZE];
    private int[] starts = new int[USUAL_SIZE];
    private int[] ends = new int[USUAL_SIZE];
    private int[] nexts = new int[USUAL_SIZE];
    private int size;

    /** Where each byte came from when the document is inside a string of another one. */
    private final int @Nullable [] offsets;

    private final int depth;

    private JsonTape(byte[] json, int @Nullable [] offsets, int depth) {
        this.json = json;
        this.offsets = offsets;
        this.depth = depth;
    }

    /** @throws IOException when the bytes are not exactly one JSON document, nested more than 512 levels deep, or of more than 2,000,000 values */
    public static JsonTape parse(byte[] json) throws IOException {
        return parse(new JsonTape(json, null, 0));
    }

    /**
     * The document that a string contains.
     *
     * @throws IOException when it contains none, or is more than 16 times inside a string
     */
    public JsonTape inside(int string) throws IOException {
        if (kinds[string] != Kind.STRING || depth == DEEPEST_INSIDE) {
            throw new IOException("no JSON inside");
        }
        JsonStrings.Inside inside = JsonStrings.inside(json, starts[string] + 1, ends[string] - 1);
        int[] origins = inside.offsets();
        for (int i = 0; offsets != null && i < origins.length; i++) {
            origins[i] = offsets[origins[i]];
        }
        return parse(new JsonTape(inside.text(), origins, depth + 1));
    }

    private static JsonTape parse(JsonTape tape) throws IOException {
        try {
            tape.read(new JsonScanner(tape.json));
            return tape;
        } catch (LensException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void read(JsonScanner scanner) throws LensException {
        int open = ABSENT;
        for (Token token = scanner.next(); token != Token.END; token = scanner.next()) {
            int start = scanner.start();
            int end = scanner.end();
            if (size > MOST) {
                throw new LensException("a document of more than " + MOST + " values");
            }
            switch (token) {
                // Until a container closes, its end holds which one it is in.
                case OBJECT -> open = add(Kind.OBJECT, start, open);
                case ARRAY -> open = add(Kind.ARRAY, start, open);
                case CLOSE -> {
                    int around = ends[open];
                    ends[open] = end;
                    nexts[open] = size;
                    open = around;
                }
                case KEY -> add(Kind.KEY, start - 1, end + 1);
                case STRING -> add(Kind.STRING, start - 1, end + 1);
                case NUMBER -> add(Kind.NUMBER, start, end);
                case LITERAL -> add(Kind.LITERAL, start, end);
                case END -> throw new AssertionError("the loop ends before");
            }
        }
    }

    private int add(Kind kind, int start, int end) {
        if (size == kinds.length) {
            kinds = Arrays.copyOf(kinds, size * 2);
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
            nexts = Arrays.copyOf(nexts, size * 2);
        }
        kinds[size] = kind;
        starts[size] = start;
        ends[size] = end;
        nexts[size] = size + 1;
        return size++;
    }

    /** How many strings the document is inside of, one in the other. */
    public int depth() {
        return depth;
    }

    /** Where in the outermost document an offset of this one is. */
    public int outermost(int offset) {
        return offsets == null ? offset : offsets[offset];
    }

    /** Number of tokens. */
    public int size() {
        return size;
    }

    public Kind kind(int value) {
        return kinds[value];
    }

    /** Offset of the first byte of a value, the quote of a string. */
    public int start(int value) {
        return starts[value];
    }

    /** Offset after the last byte of a value. */
    public int end(int value) {
        return ends[value];
    }

    /** The token after a value and everything in it. */
    public int next(int value) {
        return nexts[value];
    }

    /** What a key or string says, or the characters of a number or literal. */
    public String text(int value) {
        boolean quoted = kinds[value] == Kind.STRING || kinds[value] == Kind.KEY;
        return quoted
                ? JsonStrings.decode(json, starts[value] + 1, ends[value] - 1)
                : new String(json, starts[value], ends[value] - starts[value], StandardCharsets.UTF_8);
    }

    /** Whether a key is this one; hardly ever needs its text. */
    boolean says(int key, String name) {
        int from = starts[key] + 1;
        int length = ends[key] - 1 - from;
        for (int i = 0; i < length; i++) {
            byte b = json[from + i];
            if (b < 0 || b == '\\') {
                return text(key).equals(name);
            }
            if (i == name.length() || b != name.charAt(i)) {
                return false;
            }
        }
        return length == name.length();
    }

    /** The member of an object by its key, the last if there are several, or {@link #ABSENT}. */
    public int member(int object, String key) {
        int found = ABSENT;
        if (kinds[object] == Kind.OBJECT) {
            for (int at = object + 1; at < nexts[object]; at = nexts[at + 1]) {
                if (says(at, key)) {
                    found = at + 1;
                }
            }
        }
        return found;
    }

    /** The element of an array by its index, or {@link #ABSENT}. */
    public int element(int array, int index) {
        if (kinds[array] == Kind.ARRAY) {
            int left = index;
            for (int at = array + 1; at < nexts[array]; at = nexts[at]) {
                if (left-- == 0) {
                    return at;
                }
            }
        }
        return ABSENT;
    }

    /** The value a JSON pointer (RFC 6901) leads to from another value, or {@link #ABSENT}. */
    public int find(int from, String pointer) {
        return find(from, JsonPattern.steps(pointer));
    }

    int find(int from, List<String> steps) {
        int at = from;
        for (String step : steps) {
            at = kinds[at] == Kind.OBJECT ? member(at, step) : element(at, JsonPattern.index(step));
            if (at == ABSENT) {
                return ABSENT;
            }
        }
        return at;
    }

    /** The string a JSON pointer leads to from the document, or {@code ""} when there is none. */
    public String string(String pointer) {
        int at = find(0, pointer);
        return at == ABSENT || kinds[at] != Kind.STRING ? "" : text(at);
    }

    /** The characters of the scalar a JSON pointer leads to from another value, or {@code ""} when there is none or it is null. */
    public String scalar(int from, String pointer) {
        return scalar(find(from, pointer));
    }

    String scalar(int value) {
        boolean scalar = value != ABSENT && kinds[value] != Kind.OBJECT && kinds[value] != Kind.ARRAY;
        return scalar && !isNull(value) ? text(value) : "";
    }

    public boolean isNull(int value) {
        return kinds[value] == Kind.LITERAL && json[starts[value]] == 'n';
    }
}
