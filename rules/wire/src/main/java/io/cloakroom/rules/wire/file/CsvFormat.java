package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.OpenedFile;
import java.util.ArrayList;
import java.util.List;

/**
 * Tables of cells between commas, semicolons or tabs (RFC 4180). The text is the file's own, but what divides cells stays where it is, so
 * that no column moves.
 */
final class CsvFormat {

    private static final String DELIMITERS = ",;\t|";

    private CsvFormat() {}

    static OpenedFile open(Characters file, String path) throws LensException {
        String raw = file.text();
        char delimiter = path.equals("tsv") ? '\t' : delimiter(raw);
        List<Piece> pieces = new ArrayList<>();
        int at = file.start();
        while (at < raw.length()) {
            TextPart.bound(pieces.size());
            int end = cell(raw, at, delimiter, pieces);
            if (end < raw.length()) {
                pieces.add(Piece.fixed(raw.substring(end, end + 1)));
            }
            at = end + 1;
        }
        return new TextPart(file, path, pieces);
    }

    /** The one most used outside quotes in the first line. */
    private static char delimiter(String raw) {
        int[] counts = new int[DELIMITERS.length()];
        boolean quoted = false;
        for (int i = 0; i < raw.length() && (quoted || raw.charAt(i) != '\n'); i++) {
            quoted ^= raw.charAt(i) == '"';
            int which = quoted ? -1 : DELIMITERS.indexOf(raw.charAt(i));
            if (which >= 0) {
                counts[which]++;
            }
        }
        int most = 0;
        for (int i = 1; i < counts.length; i++) {
            most = counts[i] > counts[most] ? i : most;
        }
        return DELIMITERS.charAt(most);
    }

    /** Adds one cell and returns where what follows it begins. */
    private static int cell(String raw, int from, char delimiter, List<Piece> pieces) {
        int end = from;
        if (raw.charAt(from) == '"') {
            int closing = closing(raw, from + 1);
            if (closing >= 0 && (closing + 1 == raw.length() || ends(raw.charAt(closing + 1), delimiter))) {
                pieces.add(Piece.of(raw, from + 1, closing, Quoted.INSTANCE));
                return closing + 1;
            }
        }
        while (end < raw.length() && !ends(raw.charAt(end), delimiter)) {
            end++;
        }
        if (end > from) {
            pieces.add(Piece.of(raw, from, end, Bare.INSTANCE));
        }
        return end;
    }

    private static int closing(String raw, int from) {
        int at = raw.indexOf('"', from);
        while (at >= 0 && at + 1 < raw.length() && raw.charAt(at + 1) == '"') {
            at = raw.indexOf('"', at + 2);
        }
        return at;
    }

    private static boolean ends(char c, char delimiter) {
        return c == delimiter || c == '\n' || c == '\r';
    }

    /** Between quotes, where a quote is written twice. */
    private static final class Quoted implements Codec {

        static final Quoted INSTANCE = new Quoted();

        @Override
        public int unit(String raw, int at, int end) {
            return raw.charAt(at) == '"' && at + 1 < end ? 2 : 1;
        }

        @Override
        public String meaning(String raw, int at, int unit) {
            return raw.substring(at, at + 1);
        }

        @Override
        public String encode(String text) {
            return text.replace("\"", "\"\"");
        }
    }

    /** Without quotes, where nothing that divides cells may come into being. */
    private static final class Bare implements Codec {

        static final Bare INSTANCE = new Bare();

        @Override
        public String adapt(String replacement) {
            return replacement.replaceAll("[,;|\t\r\n\"]", " ");
        }
    }
}
