package io.cloakroom.rules.wire.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorName;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.jspecify.annotations.Nullable;

/** The text of the pages of a PDF, with that of stamps, notes and form fields as it appears on them. */
class PdfPages extends PDFTextStripper {

    /** One of so many characters may be none that its font tells: spaces are not always told, and in some languages every sixth is one. */
    private static final int UNTOLD = 4;

    private final StringBuilder inline = new StringBuilder();
    private final boolean byLine;
    private boolean pictures;
    private int shown;
    private int untold;

    /** @param byLine whether the text comes in the order of lines, or as the file says it */
    PdfPages(boolean byLine) {
        this.byLine = byLine;
        setSortByPosition(byLine);
        // By line, what is drawn twice to look bold reads once; as the file says it, nothing is left out.
        setSuppressDuplicateOverlappingText(byLine);
    }

    /** The text of all pages; one without a description of its own can have stamps on it nevertheless. */
    @Override
    public String getText(PDDocument document) throws IOException {
        for (PDPage page : document.getPages()) {
            if (!page.hasContents()) {
                page.setContents(new PDStream(document, new ByteArrayInputStream(new byte[] {'\n'})));
            }
        }
        return super.getText(document);
    }

    /** What is said of marked parts of pages in the description of the page itself (ISO 32000-1, 14.6.2): text to read aloud, for example. */
    String inline() {
        return inline.toString();
    }

    /** Whether a picture stands in the description of a page itself (ISO 32000-1, 8.9.7). */
    boolean pictures() {
        return pictures;
    }

    /** Whether most of it reads: composite fonts need not say what their characters are (ISO 32000-1, 9.10.2), and then nothing is read. */
    boolean readable() {
        return untold <= shown / UNTOLD;
    }

    @Override
    protected void showGlyph(Matrix place, PDFont font, int code, Vector displacement) throws IOException {
        shown++;
        untold += font instanceof PDType0Font && font.toUnicode(code) == null ? 1 : 0;
        super.showGlyph(place, font, code, displacement);
    }

    @Override
    protected void writePage() throws IOException {
        for (PDAnnotation annotation : getCurrentPage().getAnnotations()) {
            showAnnotation(annotation);
        }
        super.writePage();
    }

    /** What a PDF says to read instead of its glyphs (ISO 32000-1, 14.9.4) is read by line; the glyphs themselves, as the file says it. */
    @Override
    public void beginMarkedContentSequence(COSName tag, @Nullable COSDictionary properties) {
        if (byLine) {
            super.beginMarkedContentSequence(tag, properties);
        }
    }

    @Override
    public void endMarkedContentSequence() {
        if (byLine) {
            super.endMarkedContentSequence();
        }
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        for (COSString string : PdfContent.inline(operator, operands)) {
            inline.append('\n').append(string.getString());
        }
        pictures |= operator.getName().equals(OperatorName.BEGIN_INLINE_IMAGE);
        super.processOperator(operator, operands);
    }
}
