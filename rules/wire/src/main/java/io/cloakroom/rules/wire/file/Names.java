package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.OpenedFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of the files in an archive as a text, one a line; what says of which kind a file is stays. */
final class Names {

    private final List<Zip.Entry> entries;
    private final OpenedFile names;

    Names(List<Zip.Entry> entries) throws LensException {
        this.entries = List.copyOf(entries);
        StringBuilder lines = new StringBuilder();
        List<Piece> pieces = new ArrayList<>();
        List<int[]> places = new ArrayList<>();
        for (Zip.Entry entry : entries) {
            int from = lines.length();
            lines.append(entry.name());
            int extension = FileType.extension(entry.name()).length();
            places.add(new int[] {from, lines.length() - (extension > 0 ? extension + 1 : 0), lines.length()});
            lines.append('\n');
        }
        Characters file = Characters.utf8(lines.toString().getBytes(StandardCharsets.UTF_8));
        for (int[] place : places) {
            pieces.add(Piece.of(file.text(), place[0], place[1], FileName.INSTANCE));
            pieces.add(Piece.fixed(file.text().substring(place[1], place[2]) + "\n"));
        }
        this.names = new TextPart(file, "names", pieces);
    }

    OpenedFile names() {
        return names;
    }

    Map<Zip.Entry, String> renamed(byte[] edited) {
        String[] lines = new String(edited, StandardCharsets.UTF_8).split("\n", -1);
        Map<Zip.Entry, String> renamed = new HashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            if (!lines[i].equals(entries.get(i).name())) {
                renamed.put(entries.get(i), lines[i]);
            }
        }
        return renamed;
    }

    /** What every file system takes. */
    private static final class FileName implements Codec {

        static final FileName INSTANCE = new FileName();

        @Override
        public String adapt(String replacement) {
            return replacement.replaceAll("[/\\\\:*?\"<>|\\p{Cntrl}]", "_");
        }
    }
}
