package io.cloakroom.rules.wire.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorName;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.text.PDFTextStripper;

/** The text of the pages of a PDF, with that of stamps, notes and form fields as it appears on them. */
final class PdfPages extends PDFTextStripper {

    private boolean pictures;

    PdfPages() {
        setSortByPosition(true);
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

    /** Whether a picture stands in the description of a page itself (ISO 32000-1, 8.9.7). */
    boolean pictures() {
        return pictures;
    }

    @Override
    protected void writePage() throws IOException {
        for (PDAnnotation annotation : getCurrentPage().getAnnotations()) {
            showAnnotation(annotation);
        }
        super.writePage();
    }

    @Override
    protected void unsupportedOperator(Operator operator, List<COSBase> operands) {
        pictures |= operator.getName().equals(OperatorName.BEGIN_INLINE_IMAGE);
    }
}
