package io.cloakroom.rules.wire.file;

import java.util.List;

/** What Jazzer drives: every format that is text with marks in it, over the same bytes, so that each has its share. */
public final class MarkedFileFuzz {

    private static final List<String> FORMATS = List.of("csv", "tsv", "html", "xml", "eml", "txt");

    private MarkedFileFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        FORMATS.forEach(format -> FileFuzz.check(format, bytes));
    }
}
