package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.FileKind;
import io.cloakroom.rules.wire.OpenedFile;
import io.cloakroom.rules.wire.TextSegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A file made of files. */
final class Container implements OpenedFile {

    /** Puts changed parts in. */
    interface Rebuild {

        /** @param changed for each part its new bytes, or null when it stays */
        byte[] with(List<byte @Nullable []> changed);
    }

    private final byte[] bytes;
    private final List<OpenedFile> parts;
    private final Rebuild rebuild;
    private final List<FileKind> kinds;
    private final List<TextSegment> segments = new ArrayList<>();

    /** Index of the first segment of each part. */
    private final int[] firsts;

    /** For each segment the part it is of. */
    private final List<Integer> owners = new ArrayList<>();

    /**
     * @param kind what the whole is
     * @param label comes before the paths of the parts
     */
    Container(byte[] bytes, List<FileKind> kind, String label, List<OpenedFile> parts, Rebuild rebuild) {
        this.bytes = bytes;
        this.parts = List.copyOf(parts);
        this.rebuild = rebuild;
        this.kinds = Stream.concat(kind.stream(), parts.stream().flatMap(part -> part.kinds().stream()))
                .toList();
        this.firsts = new int[parts.size()];
        for (int i = 0; i < parts.size(); i++) {
            firsts[i] = segments.size();
            for (TextSegment segment : parts.get(i).segments()) {
                segments.add(new TextSegment(label + " > " + segment.path(), segment.text()));
                owners.add(i);
            }
        }
    }

    @Override
    public List<TextSegment> segments() {
        return Collections.unmodifiableList(segments);
    }

    @Override
    public List<FileKind> kinds() {
        return kinds;
    }

    @Override
    public boolean print(int segment) {
        int owner = owners.get(segment);
        return parts.get(owner).print(segment - firsts[owner]);
    }

    @Override
    public Map<Integer, List<TextEdit>> fit(Map<Integer, List<TextEdit>> edits) {
        Map<Integer, List<TextEdit>> fitted = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            int first = firsts[i];
            parts.get(i).fit(own(edits, i)).forEach((index, own) -> fitted.put(first + index, own));
        }
        return fitted;
    }

    @Override
    public byte[] splice(Map<Integer, List<TextEdit>> edits) {
        List<byte @Nullable []> changed = new ArrayList<>(parts.size());
        boolean any = false;
        for (int i = 0; i < parts.size(); i++) {
            Map<Integer, List<TextEdit>> own = own(edits, i);
            changed.add(own.isEmpty() ? null : parts.get(i).splice(own));
            any |= !own.isEmpty();
        }
        return any ? rebuild.with(changed) : bytes;
    }

    private Map<Integer, List<TextEdit>> own(Map<Integer, List<TextEdit>> edits, int part) {
        int end = part + 1 < firsts.length ? firsts[part + 1] : segments.size();
        return OpenedFile.own(edits, firsts[part], end - firsts[part]);
    }
}
