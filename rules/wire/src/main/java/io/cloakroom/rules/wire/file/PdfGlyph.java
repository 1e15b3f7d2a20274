package io.cloakroom.rules.wire.file;

import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.geom.Point2D;
import java.util.List;
import org.apache.pdfbox.contentstream.PDContentStream;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.jspecify.annotations.Nullable;

/**
 * A glyph as it is shown on a page, and where the PDF says so.
 *
 * @param page it is shown on
 * @param font it is of
 * @param code it has in that font
 * @param content that shows it: the page's own, or one of a part of it
 * @param operator number of the operator in that content that shows it
 * @param string number of the string among what that operator shows
 * @param from offset of its code in that string, in bytes
 * @param length of its code, in bytes
 * @param advance number that moves as far in the operands of TJ (ISO 32000-1, 9.4.3)
 * @param place from the unit of its font to the page
 * @param width in units of its font
 * @param told whether its font says which character it is
 * @param mark of the part it belongs to that says what to read instead of it, or null
 */
record PdfGlyph(
        PDPage page,
        PDFont font,
        int code,
        PDContentStream content,
        int operator,
        int string,
        int from,
        int length,
        float advance,
        AffineTransform place,
        float width,
        boolean told,
        @Nullable Mark mark) {

    /**
     * What is said of a part of a content (ISO 32000-1, 14.6.2).
     *
     * @param operator number of the operator that begins the part
     * @param strings it says; none when it says them elsewhere, by a name
     */
    record Mark(PDContentStream content, int operator, List<String> strings) {}

    /** How far letters reach below and above the line they stand on, in units of their font. */
    private static final double BELOW = -0.25;

    private static final double ABOVE = 0.9;
    private static final double MIDDLE = 0.3;

    /** Its middle, on the page. */
    Point2D middle() {
        return place.transform(new Point2D.Double(width / 2, MIDDLE), null);
    }

    /** Where on the page it ends. */
    Point2D end() {
        return place.transform(new Point2D.Double(width, 0), null);
    }

    /** A point of the page, seen from where this glyph stands, in units of its font. */
    Point2D from(Point2D point) throws NoninvertibleTransformException {
        return place.inverseTransform(point, null);
    }

    /** Whether another glyph stands in its place. */
    boolean covers(PdfGlyph other) throws NoninvertibleTransformException {
        Point2D point = from(other.middle());
        return point.getX() > 0 && point.getX() < width && point.getY() > BELOW && point.getY() < ABOVE;
    }
}
