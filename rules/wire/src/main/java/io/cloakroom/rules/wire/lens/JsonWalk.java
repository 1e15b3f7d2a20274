package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.wire.LensException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pass over one JSON text, following paths and collecting foci. */
final class JsonWalk {

    /** Paths are cut here, so that deep documents with many strings do not multiply in memory. */
    private static final int LONGEST_PATH = 256;

    private static final int USUAL_DEPTH = 16;
    private static final int NO_INDEX = -1;

    private final Bytes source;
    private final JsonScanner scanner;
    private final boolean everything;
    private final Foci foci = new Foci();

    private int depth;
    private @Nullable JsonPaths[] states = new JsonPaths[USUAL_DEPTH];
    private @Nullable Bytes[] keys = new Bytes[USUAL_DEPTH];
    private int[] indices = new int[USUAL_DEPTH];
    private @Nullable CharacterCodes codes;

    JsonWalk(Bytes source, JsonPaths paths, boolean everything) throws LensException {
        this.source = source;
        this.scanner = new JsonScanner(source, everything);
        this.everything = everything;
        states[0] = paths;
    }

    List<Focus> foci() throws LensException {
        while (true) {
            switch (scanner.next()) {
                case OBJECT -> open(NO_INDEX);
                case ARRAY -> open(0);
                case CLOSE -> {
                    codes();
                    depth--;
                    done();
                }
                case KEY -> key();
                case STRING -> {
                    codes = null;
                    string();
                    done();
                }
                case NUMBER -> {
                    number();
                    done();
                }
                case LITERAL -> {
                    codes = null;
                    done();
                }
                case END -> {
                    return foci.all();
                }
            }
        }
    }

    /** The state of the value that is about to be read. */
    private @Nullable JsonPaths state() {
        JsonPaths around = states[depth];
        if (around == null || depth == 0) {
            return around;
        }
        if (indices[depth] != NO_INDEX) {
            return around.index(indices[depth]);
        }
        Bytes key = keys[depth];
        return key == null ? null : around.key(key);
    }

    private void open(int firstIndex) {
        JsonPaths inner = state();
        codes = everything && firstIndex != NO_INDEX ? new CharacterCodes() : null;
        depth++;
        if (depth == states.length) {
            states = Arrays.copyOf(states, depth * 2);
            keys = Arrays.copyOf(keys, depth * 2);
            indices = Arrays.copyOf(indices, depth * 2);
        }
        states[depth] = inner != null && inner.open() ? inner : null;
        keys[depth] = null;
        indices[depth] = firstIndex;
    }

    private void done() {
        if (depth > 0 && indices[depth] != NO_INDEX) {
            indices[depth]++;
        }
    }

    private void key() throws LensException {
        if (states[depth] == null) {
            return;
        }
        Bytes raw = token();
        if (everything && keys[depth] == null && raw.startsWith("0", raw.from())) {
            codes = new CharacterCodes();
        }
        if (codes != null && !codes.key(raw)) {
            codes = null;
        }
        Bytes key = JsonEscapes.INSTANCE.decode(raw);
        keys[depth] = key;
        if (everything && !Names.field(key)) {
            foci.add(new Focus("json-keys:" + path(depth - 1), "", "", raw, key, JsonEscapes.INSTANCE, new int[] {0}));
        }
    }

    private void string() throws LensException {
        JsonPaths state = state();
        if (state != null && state.selectors().length > 0) {
            foci.add(Focus.of("json:" + path(depth), field(), token(), JsonEscapes.INSTANCE, state.selectors()));
        }
    }

    /** An array or object that ends here may have been a text. */
    private void codes() throws LensException {
        if (codes != null) {
            Focus focus = codes.focus("json-codes:" + path(depth - 1), field(), source.array());
            if (focus != null) {
                foci.add(focus);
            }
        }
        codes = null;
    }

    private void number() throws LensException {
        if (codes != null && !codes.add(token())) {
            codes = null;
        }
        if (everything && JsonNumber.telling(token())) {
            foci.add(new Focus(
                    "json:" + path(depth), field(), "", token(), token(), JsonNumber.INSTANCE, new int[] {0}));
        }
    }

    private Bytes token() {
        return new Bytes(source.array(), scanner.start(), scanner.end(), true);
    }

    /** The nearest key around the value. */
    private String field() {
        for (int level = depth; everything && level > 0; level--) {
            Bytes key = keys[level];
            if (key != null) {
                return Names.field(key) ? ascii(key) : "";
            }
        }
        return "";
    }

    private String path(int levels) {
        StringBuilder path = new StringBuilder();
        for (int level = 1; level <= levels && path.length() < LONGEST_PATH; level++) {
            Bytes key = keys[level];
            path.append('/');
            if (indices[level] != NO_INDEX) {
                path.append(indices[level]);
            } else {
                path.append(key != null && Names.field(key) ? ascii(key) : "*");
            }
        }
        return path.toString();
    }

    private static String ascii(Bytes key) {
        return new String(key.array(), key.from(), key.length(), StandardCharsets.ISO_8859_1);
    }
}
