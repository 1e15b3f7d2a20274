package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.FileKind;
import io.cloakroom.rules.wire.OpenedFile;
import io.cloakroom.rules.wire.TextSegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file made of files.
 *
 * @param kind what the whole is
 * @param label comes before the paths of the parts
 */
record Container(byte[] bytes, List<FileKind> kind, String label, List<OpenedFile> parts, Rebuild rebuild)
        implements OpenedFile {

    /** Puts changed parts in. */
    interface Rebuild {

        /** @param changed for each part its new bytes, or null when it stays */
        byte[] with(List<byte @Nullable []> changed);
    }

    @Override
    public List<TextSegment> segments() {
        return parts.stream()
                .flatMap(part -> part.segments().stream())
                .map(segment -> new TextSegment(label + " > " + segment.path(), segment.text()))
                .toList();
    }

    @Override
    public List<FileKind> kinds() {
        return Stream.concat(kind.stream(), parts.stream().flatMap(part -> part.kinds().stream()))
                .toList();
    }

    @Override
    public boolean rewritable(int segment) {
        int first = 0;
        for (OpenedFile part : parts) {
            int count = part.segments().size();
            if (segment < first + count) {
                return part.rewritable(segment - first);
            }
            first += count;
        }
        return true;
    }

    @Override
    public Map<Integer, List<TextEdit>> fit(Map<Integer, List<TextEdit>> edits) {
        Map<Integer, List<TextEdit>> fitted = new HashMap<>();
        int first = 0;
        for (OpenedFile part : parts) {
            int count = part.segments().size();
            int shift = first;
            part.fit(own(edits, first, count)).forEach((index, own) -> fitted.put(shift + index, own));
            first += count;
        }
        return fitted;
    }

    @Override
    public byte[] splice(Map<Integer, List<TextEdit>> edits) {
        List<byte @Nullable []> changed = new ArrayList<>(parts.size());
        boolean any = false;
        int first = 0;
        for (OpenedFile part : parts) {
            int count = part.segments().size();
            Map<Integer, List<TextEdit>> own = own(edits, first, count);
            changed.add(own.isEmpty() ? null : part.splice(own));
            any |= !own.isEmpty();
            first += count;
        }
        return any ? rebuild.with(changed) : bytes;
    }

    private static Map<Integer, List<TextEdit>> own(Map<Integer, List<TextEdit>> edits, int first, int count) {
        Map<Integer, List<TextEdit>> own = new HashMap<>();
        for (int i = 0; i < count; i++) {
            List<TextEdit> of = edits.getOrDefault(first + i, List.of());
            if (!of.isEmpty()) {
                own.put(i, of);
            }
        }
        return own;
    }
}
