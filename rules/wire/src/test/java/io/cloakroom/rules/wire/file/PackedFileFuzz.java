package io.cloakroom.rules.wire.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What Jazzer drives: archives of any bytes, and archives that are sound and hold parts of any bytes, which their checksums would keep
 * Jazzer from.
 */
public final class PackedFileFuzz {

    private static final String WORD = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    private static final String SHEET = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>";

    private PackedFileFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        FileFuzz.check("zip", bytes);
        int half = bytes.length / 2;
        byte[] one = Arrays.copyOf(bytes, half);
        byte[] other = Arrays.copyOfRange(bytes, half, bytes.length);
        FileFuzz.check("docx", packed(WORD, "word/document.xml", bytes));
        FileFuzz.check("xlsx", packed(SHEET, "xl/worksheets/sheet1.xml", bytes));
        FileFuzz.check("zip", Corpus.zip(Map.of("a.txt", one, "b.csv", other)));
    }

    private static byte[] packed(String types, String part, byte[] bytes) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("[Content_Types].xml", types.getBytes(StandardCharsets.UTF_8));
        parts.put(part, bytes);
        return Corpus.zip(parts);
    }
}
