package io.cloakroom.rules.wire.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDFormContentStream;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.util.Matrix;

/** PDFs of random pages, their text cut into operators and their operands at random. */
final class GeneratedPdf {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@. -";

    private final Slots slots;

    GeneratedPdf(Slots slots) {
        this.slots = slots;
    }

    /** What stands on a page. */
    interface Filling {
        void fill(PDDocument document, PDPage page) throws IOException;
    }

    /** A PDF of one page. */
    static byte[] pdf(Filling filling) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage();
            document.addPage(page);
            filling.fill(document, page);
            document.save(out);
        }
        return out.toByteArray();
    }

    byte[] pdf() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            for (int i = slots.number(3); i >= 0; i--) {
                page(document);
            }
            if (slots.maybe()) {
                document.getDocumentInformation().setTitle(slots.text());
            }
            if (slots.maybe()) {
                PDOutlineItem item = new PDOutlineItem();
                item.setTitle(slots.text());
                PDDocumentOutline outline = new PDDocumentOutline();
                outline.addLast(item);
                document.getDocumentCatalog().setDocumentOutline(outline);
            }
            document.save(out);
        }
        return out.toByteArray();
    }

    private void page(PDDocument document) throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        page.setRotation(90 * slots.number(4));
        PDFont font = slots.maybe() ? new PDType1Font(FontName.TIMES_ROMAN) : embedded(document);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            for (int line = 0; line < 12; line++) {
                if (slots.number(4) == 0) {
                    content.saveGraphicsState();
                    content.transform(Matrix.getTranslateInstance(60, 780 - line * 50f));
                    content.drawForm(form(document, font));
                    content.restoreGraphicsState();
                } else {
                    line(content, font, 780 - line * 50f);
                }
            }
        }
        if (slots.maybe()) {
            PDAnnotationText note = new PDAnnotationText();
            note.setContents(slots.text());
            page.setAnnotations(List.of(note));
        }
    }

    static PDFont embedded(PDDocument document) throws IOException {
        try (InputStream font = Objects.requireNonNull(
                PDFont.class.getResourceAsStream("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf"))) {
            return PDType0Font.load(document, font);
        }
    }

    private void line(PDPageContentStream content, PDFont font, float y) throws IOException {
        content.beginText();
        content.setFont(font, 8 + slots.number(8));
        content.setCharacterSpacing(slots.number(2) / 4f);
        content.setWordSpacing(slots.number(3));
        content.setHorizontalScaling(80 + slots.number(40));
        content.newLineAtOffset(40 + slots.number(30), y);
        show(content, text());
        content.endText();
    }

    private PDFormXObject form(PDDocument document, PDFont font) throws IOException {
        PDFormXObject form = new PDFormXObject(document);
        form.setBBox(new PDRectangle(500, 40));
        form.setResources(new PDResources());
        try (PDFormContentStream content = new PDFormContentStream(form)) {
            content.beginText();
            content.setFont(font, 10);
            content.newLineAtOffset(5, 5);
            content.showText(text());
            content.endText();
        }
        return form;
    }

    /** Only what both fonts have. */
    private String text() {
        String text = slots.text();
        StringBuilder known = new StringBuilder();
        text.chars().filter(c -> LETTERS.indexOf(c) >= 0).forEach(c -> known.append((char) c));
        return known.toString();
    }

    private void show(PDPageContentStream content, String text) throws IOException {
        int at = 0;
        while (at < text.length()) {
            int end = Math.min(text.length(), at + 1 + slots.number(12));
            if (slots.maybe()) {
                content.showText(text.substring(at, end));
            } else {
                content.showTextWithPositioning(kerned(text.substring(at, end)));
            }
            at = end;
        }
    }

    private Object[] kerned(String text) {
        List<Object> operands = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            operands.add(text.substring(i, i + 1));
            if (slots.maybe()) {
                operands.add((float) (slots.number(60) - 30));
            }
        }
        return operands.toArray();
    }
}
