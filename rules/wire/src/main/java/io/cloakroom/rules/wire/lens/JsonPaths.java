package io.cloakroom.rules.wire.lens;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON pointers (RFC 6901) in which {@code *} stands for every key or index, made into one automaton, so that any number of them are
 * followed in one pass. This object is one state of it: where in the document the pointers have got to.
 */
final class JsonPaths {

    private static final int NO_INDEX = -1;

    /** A step away from a state: by this key, or by this index if the key reads like one. */
    private record Edge(byte[] key, int index, JsonPaths to) {}

    private final int[] selectors;
    private final List<Edge> edges;
    private final @Nullable JsonPaths other;
    private final boolean everything;

    private JsonPaths(int[] selectors, List<Edge> edges, @Nullable JsonPaths other, boolean everything) {
        this.selectors = selectors;
        this.edges = edges;
        this.other = other;
        this.everything = everything;
    }

    /** Follows every path and selects everything. */
    static JsonPaths everything() {
        return new JsonPaths(new int[] {0}, List.of(), null, true);
    }

    /** @throws IllegalArgumentException for a pointer that is none, saying what to write instead */
    static JsonPaths of(List<String> pointers) {
        List<Rest> rests = new ArrayList<>();
        for (int i = 0; i < pointers.size(); i++) {
            rests.add(new Rest(i, tokens(pointers.get(i))));
        }
        return compile(rests);
    }

    /** What is left to go of one pointer. */
    private record Rest(int selector, List<String> tokens) {

        Rest tail() {
            return new Rest(selector, tokens.subList(1, tokens.size()));
        }
    }

    private static JsonPaths compile(List<Rest> rests) {
        int[] done = rests.stream()
                .filter(rest -> rest.tokens.isEmpty())
                .mapToInt(Rest::selector)
                .sorted()
                .toArray();
        Map<String, List<Rest>> byKey = new LinkedHashMap<>();
        List<Rest> any = new ArrayList<>();
        for (Rest rest : rests) {
            if (!rest.tokens.isEmpty()) {
                String token = rest.tokens.getFirst();
                if (token.equals("*")) {
                    any.add(rest.tail());
                } else {
                    byKey.computeIfAbsent(unescape(token), key -> new ArrayList<>())
                            .add(rest.tail());
                }
            }
        }
        List<Edge> edges = new ArrayList<>();
        byKey.forEach((key, named) -> {
            List<Rest> both = new ArrayList<>(named);
            both.addAll(any);
            edges.add(new Edge(key.getBytes(StandardCharsets.UTF_8), index(key), compile(both)));
        });
        return new JsonPaths(done, edges, any.isEmpty() ? null : compile(any), false);
    }

    private static List<String> tokens(String pointer) {
        if (pointer.isEmpty()) {
            return List.of();
        }
        if (!pointer.startsWith("/")) {
            throw new IllegalArgumentException(
                    "json:" + pointer + " is not a JSON pointer; write it with slashes, as json:/messages/*/content");
        }
        String[] tokens = pointer.substring(1).split("/", -1);
        for (String token : tokens) {
            if (token.replace("~0", "").replace("~1", "").contains("~")) {
                throw new IllegalArgumentException(
                        "json:" + pointer + " has a lone ~; write ~0 for ~ and ~1 for / inside a key");
            }
        }
        return List.of(tokens);
    }

    private static String unescape(String token) {
        return token.replace("~1", "/").replace("~0", "~");
    }

    private static int index(String key) {
        return key.matches("0|[1-9][0-9]{0,8}") ? Integer.parseInt(key) : NO_INDEX;
    }

    /** Which pointers end here. */
    int[] selectors() {
        return selectors;
    }

    /** The state behind a key, or null when no pointer leads there. */
    @Nullable
    JsonPaths key(Bytes key) {
        for (Edge edge : edges) {
            if (Arrays.equals(edge.key, 0, edge.key.length, key.array(), key.from(), key.to())) {
                return edge.to;
            }
        }
        return everything ? this : other;
    }

    /** The state behind an index, or null when no pointer leads there. */
    @Nullable
    JsonPaths index(int index) {
        for (Edge edge : edges) {
            if (edge.index == index) {
                return edge.to;
            }
        }
        return everything ? this : other;
    }

    /** Whether any pointer could end below. */
    boolean open() {
        return everything || other != null || !edges.isEmpty();
    }
}
