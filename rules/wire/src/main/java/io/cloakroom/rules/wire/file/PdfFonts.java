package io.cloakroom.rules.wire.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/**
 * What a font tells of glyphs that are gone: programs give codes in the order in which letters first occur, and keep a table of what each
 * is (ISO 32000-1, 9.10.3), so that a font of one heading spells it.
 */
final class PdfFonts {

    /** A code and how many bytes it has. */
    private record Code(int length, int code) implements Comparable<Code> {

        @Override
        public int compareTo(Code other) {
            return length == other.length ? Integer.compareUnsigned(code, other.code) : length - other.length;
        }

        String hex() {
            return String.format("<%0" + 2 * length + "x>", code);
        }
    }

    private PdfFonts() {}

    /**
     * Leaves in the tables of the fonts of glyphs that are gone only what is shown still; of an embedded font of which nothing is,
     * nothing.
     */
    static void forget(PDDocument document, Collection<PdfGlyph> gone, Collection<PdfGlyph> shown) throws IOException {
        Map<COSDictionary, PDFont> fonts = new IdentityHashMap<>();
        Map<COSDictionary, SortedMap<Code, String>> tables = new IdentityHashMap<>();
        for (PdfGlyph glyph : gone) {
            fonts.put(glyph.font().getCOSObject(), glyph.font());
            tables.put(glyph.font().getCOSObject(), new TreeMap<>());
        }
        for (PdfGlyph glyph : shown) {
            SortedMap<Code, String> table = tables.get(glyph.font().getCOSObject());
            if (table != null) {
                String character = glyph.font().toUnicode(glyph.code());
                table.put(new Code(glyph.length(), glyph.code()), character == null ? "" : character);
            }
        }
        for (PDFont each : fonts.values()) {
            COSDictionary font = each.getCOSObject();
            SortedMap<Code, String> characters = Objects.requireNonNull(tables.get(font));
            if (characters.isEmpty() && each.isEmbedded()) {
                font.clear();
                font.setItem(COSName.TYPE, COSName.FONT);
                font.setItem(COSName.SUBTYPE, COSName.TYPE1);
                font.setItem(COSName.BASE_FONT, COSName.getPDFName(FontName.HELVETICA.getName()));
            } else if (font.getDictionaryObject(COSName.TO_UNICODE) instanceof COSStream) {
                COSStream table = document.getDocument().createCOSStream();
                try (OutputStream out = table.createOutputStream(COSName.FLATE_DECODE)) {
                    out.write(table(characters).getBytes(StandardCharsets.US_ASCII));
                }
                font.setItem(COSName.TO_UNICODE, table);
            }
        }
    }

    private static String table(SortedMap<Code, String> characters) {
        StringBuilder out = new StringBuilder("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                + "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n");
        characters.keySet().stream()
                .map(Code::length)
                .distinct()
                .forEach(length -> out.append("1 begincodespacerange\n<")
                        .append("00".repeat(length))
                        .append("> <")
                        .append("ff".repeat(length))
                        .append(">\nendcodespacerange\n"));
        characters.forEach((code, character) -> {
            if (!character.isEmpty()) {
                out.append("1 beginbfchar\n").append(code.hex()).append(" <");
                HexFormat.of().formatHex(out, character.getBytes(StandardCharsets.UTF_16BE));
                out.append(">\nendbfchar\n");
            }
        });
        return out.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
                .toString();
    }
}
