package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.FileKind;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Located;
import io.cloakroom.rules.wire.OpenedFile;
import io.cloakroom.rules.wire.Parts;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.TextSegment;
import io.cloakroom.rules.wire.file.Budget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects what is found while one payload is read. */
final class Reading {

    private static final String FIELD = "proto:";
    private static final String JOINT = "> ";

    private final Payload payload;
    private final Budget budget;
    private final List<TextSegment> segments = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<Opened> files = new ArrayList<>();
    private int parts;
    private long bytesOfText;
    private @Nullable LensException tooMuch;
    private int heard;

    /** A file and the index of its first segment. */
    private record Opened(int first, OpenedFile file) {}

    Reading(Payload payload) {
        this.payload = payload;
        this.budget = Budget.of(payload.body().length);
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

    /** Takes note of another part; false when that is too much, and nothing more need be read. */
    boolean another() {
        return count(1, 0);
    }

    private boolean count(int more, long text) {
        parts += more;
        bytesOfText += text;
        try {
            Parts.bound(parts);
            Parts.boundText(bytesOfText);
        } catch (LensException e) {
            tooMuch = e;
        }
        return tooMuch == null;
    }

    /** Takes note of what was unpacked, which lies in arrays of its own. */
    void unpacked(List<Focus> foci, Bytes packed) throws LensException {
        for (Focus focus : foci) {
            if (focus.content().array() != packed.array()) {
                budget.decode(focus.content().length());
            }
        }
    }

    /** Takes a focus as text. */
    Spot text(Focus focus, String path) {
        try {
            if (!Files.declared(focus)) {
                int bytes = focus.content().length();
                // Before it is made: a text takes more memory than its bytes.
                if (bytesOfText + bytes > Parts.MOST_TEXT && Utf8.isText(focus.content())) {
                    count(0, bytes);
                    return Spot.around(focus, List.of());
                }
                String text = Utf8.text(focus.content());
                bytesOfText += bytes;
                segments.add(new TextSegment(path, text));
                return Spot.text(focus, text, segments.size() - 1);
            }
            return file(focus, path, new LensException("not text"));
        } catch (LensException e) {
            return file(focus, path, e);
        }
    }

    /** Takes a focus where sound is expected: as text or as a file of something else where it is one, else as so many bytes of sound. */
    Spot sound(Focus focus, String path) {
        Bytes content = focus.content();
        if (Utf8.isText(content) || !Files.maybeSound(content)) {
            return text(focus, path);
        }
        heard += content.length();
        return Spot.around(focus, List.of());
    }

    /** Takes a focus as a file of a known format; what is none is left with the reason why it is no text. */
    private Spot file(Focus focus, String path, LensException noText) {
        try {
            return file(focus, path, Files.open(focus, payload.files(), budget).orElseThrow(() -> noText));
        } catch (LensException e) {
            return problem(focus, path, e);
        }
    }

    /** Takes a focus that was opened. */
    Spot file(Focus focus, String path, OpenedFile file) {
        int first = segments.size();
        long characters = file.segments().stream()
                .mapToLong(segment -> segment.text().length())
                .sum();
        if (!count(file.segments().size(), characters)) {
            return Spot.around(focus, List.of());
        }
        file.segments().forEach(text -> segments.add(new TextSegment(path + " > " + text.path(), text.text())));
        files.add(new Opened(first, file));
        return Spot.file(focus, file, first);
    }

    /** Takes note of a focus that cannot be read. */
    Spot problem(Focus focus, String path, LensException problem) {
        if (problem.isTooMuch()) {
            tooMuch = problem;
        }
        String declared = focus.type().isEmpty() ? "" : " (" + focus.type() + ")";
        problems.add((path.isEmpty() ? "body" : path) + declared + ": " + problem.getMessage());
        return Spot.around(focus, List.of());
    }

    /** @throws LensException when something could not be read */
    Located located(Spot target, Spot body) throws LensException {
        Located located =
                new Found(payload, List.copyOf(segments), List.copyOf(files), bySegment(), heard, target, body);
        if (tooMuch != null) {
            throw tooMuch;
        }
        if (!problems.isEmpty()) {
            int more = problems.size() - 1;
            throw new LensException(problems.getFirst() + (more == 0 ? "" : " (and " + more + " more)"), located);
        }
        return located;
    }

    /** Files with text in them, by their first segment. */
    private NavigableMap<Integer, OpenedFile> bySegment() {
        NavigableMap<Integer, OpenedFile> bySegment = new TreeMap<>();
        for (Opened opened : files) {
            if (!opened.file().segments().isEmpty()) {
                bySegment.put(opened.first(), opened.file());
            }
        }
        return bySegment;
    }

    private record Found(
            Payload payload,
            List<TextSegment> segments,
            List<Opened> files,
            NavigableMap<Integer, OpenedFile> bySegment,
            int heard,
            Spot target,
            Spot body)
            implements Located {

        @Override
        public List<FileKind> kinds() {
            return files.stream()
                    .flatMap(opened -> opened.file().kinds().stream())
                    .toList();
        }

        @Override
        public boolean print(int segment) {
            Map.Entry<Integer, OpenedFile> file = bySegment.floorEntry(segment);
            int within = file == null ? 0 : segment - file.getKey();
            return file != null
                    && within < file.getValue().segments().size()
                    && file.getValue().print(within);
        }

        @Override
        public Map<Integer, List<TextEdit>> fit(Map<Integer, List<TextEdit>> edits) {
            Map<Integer, List<TextEdit>> fitted = new HashMap<>(edits);
            for (Opened opened : files) {
                int count = opened.file().segments().size();
                Map<Integer, List<TextEdit>> own = OpenedFile.own(edits, opened.first(), count);
                own.keySet().forEach(index -> fitted.remove(opened.first() + index));
                opened.file().fit(own).forEach((index, edit) -> fitted.put(opened.first() + index, edit));
            }
            return fitted;
        }

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
