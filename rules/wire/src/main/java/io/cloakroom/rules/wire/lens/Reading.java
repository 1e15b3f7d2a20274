package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Located;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.TextSegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collects what is found while one payload is read. */
final class Reading {

    /** More texts than this in one payload are not a prompt, and would cost memory without bound. */
    private static final int MOST_SEGMENTS = 100_000;

    private static final String FIELD = "proto:";
    private static final String JOINT = "> ";

    private final Payload payload;
    private final List<TextSegment> segments = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private boolean full;

    Reading(Payload payload) {
        this.payload = payload;
    }

    Payload payload() {
        return payload;
    }

    Focus target() {
        return Focus.of(
                "", "", Bytes.of(payload.target().getBytes(StandardCharsets.UTF_8)), PlainEscapes.ANY, new int[] {0});
    }

    /**
     * The body, for a lens that reads it.
     *
     * @throws LensException when the content type names a charset that cannot be read
     */
    Focus body(boolean read) throws LensException {
        ContentType type = ContentType.parse(payload.contentType());
        if (read && payload.body().length > 0) {
            type.requireUtf8();
        }
        return Focus.of("", "", Bytes.of(payload.body()), PlainEscapes.ANY, new int[] {0})
                .declaring(type.value());
    }

    static String join(String path, Focus focus) {
        if (path.isEmpty()) {
            return focus.path();
        }
        // The fields that lead to one are written as one path.
        boolean field = focus.path().startsWith(FIELD)
                && path.startsWith(FIELD, path.lastIndexOf(JOINT) < 0 ? 0 : path.lastIndexOf(JOINT) + JOINT.length());
        return field ? path + "." + focus.path().substring(FIELD.length()) : path + " " + JOINT + focus.path();
    }

    /** Takes a focus as text. */
    Spot text(Focus focus, String path) {
        if (segments.size() == MOST_SEGMENTS) {
            full = true;
            return Spot.around(focus, List.of());
        }
        try {
            String text = Utf8.text(focus.content());
            segments.add(new TextSegment(path, text));
            return Spot.text(focus, text, segments.size() - 1);
        } catch (LensException e) {
            return problem(focus, path, e);
        }
    }

    /** Takes note of a focus that cannot be read. */
    Spot problem(Focus focus, String path, LensException problem) {
        String declared = focus.type().isEmpty() ? "" : " (" + focus.type() + ")";
        problems.add((path.isEmpty() ? "body" : path) + declared + ": " + problem.getMessage());
        return Spot.around(focus, List.of());
    }

    /** @throws LensException when something could not be read */
    Located located(Spot target, Spot body) throws LensException {
        Located located = new Found(payload, List.copyOf(segments), target, body);
        if (full) {
            throw new LensException("more than " + MOST_SEGMENTS + " texts in one payload", located);
        }
        if (!problems.isEmpty()) {
            int more = problems.size() - 1;
            throw new LensException(problems.getFirst() + (more == 0 ? "" : " (and " + more + " more)"), located);
        }
        return located;
    }

    private record Found(Payload payload, List<TextSegment> segments, Spot target, Spot body) implements Located {

        @Override
        public Payload splice(Map<Integer, List<TextEdit>> edits) {
            for (int index : edits.keySet()) {
                if (index < 0 || index >= segments.size()) {
                    throw new IllegalArgumentException("no segment " + index + " among " + segments.size());
                }
            }
            List<Patch> ofTarget = target.patches(edits);
            List<Patch> ofBody = body.patches(edits);
            if (ofTarget.isEmpty() && ofBody.isEmpty()) {
                return payload;
            }
            String newTarget = ofTarget.isEmpty()
                    ? payload.target()
                    : new String(Patch.apply(target.focus().content(), ofTarget), StandardCharsets.UTF_8);
            byte[] newBody =
                    ofBody.isEmpty() ? payload.body() : Patch.apply(body.focus().content(), ofBody);
            return new Payload(newTarget, payload.contentType(), newBody);
        }
    }
}
