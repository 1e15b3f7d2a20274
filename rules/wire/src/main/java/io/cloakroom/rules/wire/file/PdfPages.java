package io.cloakroom.rules.wire.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.contentstream.PDContentStream;
import org.apache.pdfbox.contentstream.operator.MissingOperandException;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorName;
import org.apache.pdfbox.contentstream.operator.state.EmptyGraphicsStackException;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.COSObjectable;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroup;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.jspecify.annotations.Nullable;

/** The text of the pages of a PDF, with that of stamps, notes and form fields as it appears on them. */
class PdfPages extends PDFTextStripper {

    /** One of so many characters may be none that its font tells: spaces are not always told, and in some languages every sixth is one. */
    private static final int UNTOLD = 4;

    /** More than any page has; each takes memory until the page ends. */
    private static final int MOST_ON_A_PAGE = 200_000;

    /** More than any document has: parts can show each other over and over. */
    private static final int MOST_OPERATORS = 20_000_000;

    /** Parts in each other; PDFBox leaves out what is deeper. */
    private static final int DEEPEST = 50;

    /** Graphics states saved and not restored. */
    private static final int MOST_STATES = 10_000;

    private final StringBuilder inline = new StringBuilder();
    private final Map<COSBase, PDContentStream> contents = new IdentityHashMap<>();
    private final boolean byLine;
    private boolean pictures;
    private int shown;
    private int untold;
    private int characters;
    private int onPage;
    private int operators;

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

    /** All that anything was read of. */
    Collection<PDContentStream> contents() {
        return contents.values();
    }

    /** Reads one content. */
    interface Step {
        void run() throws IOException;
    }

    void reading(PDContentStream content, Step step) throws IOException {
        int before = operators;
        step.run();
        if (operators > before) {
            contents.putIfAbsent(((COSObjectable) content).getCOSObject(), content);
        }
    }

    @Override
    public void processPage(PDPage page) throws IOException {
        onPage = 0;
        reading(page, () -> super.processPage(page));
    }

    @Override
    public void showForm(PDFormXObject form) throws IOException {
        reading(form, () -> super.showForm(form));
    }

    @Override
    public void showTransparencyGroup(PDTransparencyGroup group) throws IOException {
        reading(group, () -> super.showTransparencyGroup(group));
    }

    @Override
    protected void processAnnotation(PDAnnotation annotation, PDAppearanceStream appearance) throws IOException {
        reading(appearance, () -> super.processAnnotation(annotation, appearance));
    }

    /** Takes note of so much more that is kept. */
    void bound(int more) {
        characters += more;
        onPage += more;
        if (characters > TextPart.MOST_PIECES || onPage > MOST_ON_A_PAGE) {
            throw new PdfRefused("a PDF of more than " + TextPart.MOST_PIECES + " characters and pictures, or "
                    + MOST_ON_A_PAGE + " on one page; send it in parts");
        }
    }

    @Override
    protected void showGlyph(Matrix place, PDFont font, int code, Vector displacement) throws IOException {
        bound(1);
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
        if (++operators > MOST_OPERATORS || getGraphicsStackSize() > MOST_STATES) {
            throw new PdfRefused("a PDF whose pages take longer to draw than anybody's; print it to a new PDF");
        }
        if (operator.getName().equals(OperatorName.DRAW_OBJECT) && getLevel() >= DEEPEST) {
            throw new PdfRefused(
                    "a PDF with parts in each other more than " + DEEPEST + " deep; print it to a new PDF");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new PdfRefused("interrupted");
        }
        for (COSString string : PdfContent.inline(operator, operands)) {
            String said = string.getString();
            bound(said.length());
            inline.append('\n').append(said);
        }
        pictures |= operator.getName().equals(OperatorName.BEGIN_INLINE_IMAGE);
        super.processOperator(operator, operands);
    }

    /** PDFBox goes on behind a part that it cannot read; others may show it. */
    @Override
    protected void operatorException(Operator operator, List<COSBase> operands, IOException e) throws IOException {
        if (!(e instanceof EmptyGraphicsStackException || e instanceof MissingOperandException)) {
            throw e;
        }
    }
}
