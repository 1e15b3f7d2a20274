package io.cloakroom.rules.wire.site;

import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.FileKind;
import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Located;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.TextSegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Every string, of a request whose descriptor says where text was seen and that there may be more. When there is none of that text, nothing
 * is found at all, so that a changed wire format is still noticed.
 */
record WidenedLens(Lens described, Lens everything) implements Lens {

    @Override
    public Located locate(Payload payload) throws LensException {
        Located seen = described.locate(payload);
        return seen.segments().isEmpty() ? seen : new Named(around(seen, payload), seen);
    }

    /** What nobody can read lies beside text that was read, as where the descriptor names all of it; none of that may be missed for it. */
    private Located around(Located seen, Payload payload) throws LensException {
        try {
            return everything.locate(payload);
        } catch (LensException e) {
            Located readable = e.readable().orElseThrow(() -> e);
            Set<String> read =
                    readable.segments().stream().map(TextSegment::text).collect(Collectors.toSet());
            boolean all = seen.segments().stream().map(TextSegment::text).allMatch(read::contains);
            if (!all) {
                throw e;
            }
            return readable;
        }
    }

    /** Everything found, with the path that the descriptor gives a text where it names it. */
    private record Named(Located all, List<TextSegment> segments) implements Located {

        private static final Deque<TextSegment> NONE = new ArrayDeque<>();

        Named(Located all, Located seen) {
            this(all, named(all.segments(), seen.segments()));
        }

        private static List<TextSegment> named(List<TextSegment> all, List<TextSegment> seen) {
            Set<String> alike = all.stream().map(TextSegment::path).collect(Collectors.toSet());
            Map<String, Deque<TextSegment>> byText = new HashMap<>();
            seen.stream()
                    .filter(segment -> !alike.contains(segment.path()))
                    .forEach(segment -> byText.computeIfAbsent(segment.text(), text -> new ArrayDeque<>())
                            .add(segment));
            Set<String> paths = seen.stream().map(TextSegment::path).collect(Collectors.toSet());
            return all.stream()
                    .map(segment -> {
                        boolean named = segment.inTarget() || paths.contains(segment.path());
                        TextSegment other = named
                                ? null
                                : byText.getOrDefault(segment.text(), NONE).poll();
                        return other == null ? segment : other;
                    })
                    .toList();
        }

        @Override
        public List<FileKind> kinds() {
            return all.kinds();
        }

        @Override
        public int heard() {
            return all.heard();
        }

        @Override
        public boolean print(int segment) {
            return all.print(segment);
        }

        @Override
        public Map<Integer, List<TextEdit>> fit(Map<Integer, List<TextEdit>> edits) {
            return all.fit(edits);
        }

        @Override
        public Payload splice(Map<Integer, List<TextEdit>> edits) {
            return all.splice(edits);
        }
    }

    @Override
    public boolean targetSigned() {
        return described.targetSigned();
    }
}
