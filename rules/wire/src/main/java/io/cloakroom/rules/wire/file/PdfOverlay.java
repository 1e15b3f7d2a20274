package io.cloakroom.rules.wire.file;

import java.awt.geom.NoninvertibleTransformException;
import java.awt.geom.Point2D;
import java.io.IOException;
import java.util.Collection;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.util.Matrix;

/**
 * A text in the gap that glyphs left, as large as they were and no wider than the gap.
 *
 * @param first of the glyphs that were there
 * @param room width of the gap, in units of their font
 */
record PdfOverlay(String text, PdfGlyph first, double room) {

    /** How far off its line a glyph may stand to be on it, in units of its font. */
    private static final double LINE = 0.3;

    static PdfOverlay of(String text, Collection<PdfGlyph> gone) throws NoninvertibleTransformException {
        PdfGlyph first = gone.iterator().next();
        double room = first.width();
        for (PdfGlyph glyph : gone) {
            Point2D end = first.from(glyph.end());
            if (glyph.page() == first.page() && Math.abs(end.getY()) < LINE) {
                room = Math.max(room, end.getX());
            }
        }
        return new PdfOverlay(text, first, room);
    }

    /** @throws IllegalArgumentException when a text has characters that Helvetica has not */
    static void write(PDDocument document, Collection<PdfOverlay> overlays) throws IOException {
        PDFont font = new PDType1Font(FontName.HELVETICA);
        for (PdfOverlay overlay : overlays) {
            if (!overlay.text.isEmpty()) {
                overlay.write(document, font);
            }
        }
    }

    private void write(PDDocument document, PDFont font) throws IOException {
        double natural = font.getStringWidth(text) / 1000;
        try (PDPageContentStream content =
                new PDPageContentStream(document, first.page(), AppendMode.APPEND, true, true)) {
            content.beginText();
            content.setFont(font, 1);
            content.setHorizontalScaling((float) Math.min(100, 100 * room / natural));
            content.setTextMatrix(new Matrix(first.place()));
            content.showText(text);
            content.endText();
        }
    }
}
