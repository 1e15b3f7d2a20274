package io.cloakroom.rules.wire.site;

import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.FileKind;
import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Located;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.TextSegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Text where a descriptor says it is, and in the target, where it must not hide. When the body has none of it, nothing is found at all, so
 * that a changed wire format cannot pass for an inspected one.
 */
record DescribedLens(Lens described, Lens target, boolean targetSigned) implements Lens {

    @Override
    public Located locate(Payload payload) throws LensException {
        Located body = described.locate(payload);
        Located said = body.segments().isEmpty() ? body : target.locate(payload);
        return body.segments().isEmpty() || said.segments().isEmpty() ? body : new Both(body, said);
    }

    /** Segments of the body, then those of the target; the two are spliced apart, since neither touches the other's bytes. */
    private record Both(Located body, Located target) implements Located {

        @Override
        public List<TextSegment> segments() {
            List<TextSegment> segments = new ArrayList<>(body.segments());
            segments.addAll(target.segments());
            return List.copyOf(segments);
        }

        @Override
        public List<FileKind> kinds() {
            return body.kinds();
        }

        @Override
        public int heard() {
            return body.heard();
        }

        @Override
        public boolean print(int segment) {
            return segment < body.segments().size() && body.print(segment);
        }

        @Override
        public Map<Integer, List<TextEdit>> fit(Map<Integer, List<TextEdit>> edits) {
            Map<Integer, List<TextEdit>> fitted = new HashMap<>();
            Map<Integer, List<TextEdit>> inBody = new HashMap<>();
            edits.forEach((segment, edit) -> (segment < body.segments().size() ? inBody : fitted).put(segment, edit));
            fitted.putAll(body.fit(inBody));
            return fitted;
        }

        @Override
        public Payload splice(Map<Integer, List<TextEdit>> edits) {
            int first = body.segments().size();
            Map<Integer, List<TextEdit>> inBody = new HashMap<>();
            Map<Integer, List<TextEdit>> inTarget = new HashMap<>();
            edits.forEach((segment, edit) -> {
                if (segment < first) {
                    inBody.put(segment, edit);
                } else {
                    inTarget.put(segment - first, edit);
                }
            });
            Payload one = body.splice(inBody);
            Payload other = target.splice(inTarget);
            boolean same = inTarget.isEmpty();
            return same ? one : new Payload(other.target(), one.contentType(), one.body());
        }
    }
}
