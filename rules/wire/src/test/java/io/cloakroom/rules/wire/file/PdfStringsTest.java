package io.cloakroom.rules.wire.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.junit.jupiter.api.Test;

class PdfStringsTest {

    @Test
    void readsWhatStandsBesideThePages() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage();
            document.addPage(page);
            PDAnnotationText note = new PDAnnotationText();
            note.setContents("in a note");
            page.getAnnotations().add(note);
            PDOutlineItem item = new PDOutlineItem();
            item.setTitle("in a bookmark");
            PDDocumentOutline outline = new PDDocumentOutline();
            outline.addLast(item);
            var catalog = document.getDocumentCatalog();
            catalog.setDocumentOutline(outline);
            catalog.setOpenAction(new PDActionJavaScript("// in a script"));
            catalog.setMetadata(new PDMetadata(
                    document, new ByteArrayInputStream(Corpus.utf8("<x:xmpmeta>in metadata</x:xmpmeta>"))));
            document.getDocumentInformation().setAuthor("in properties");
            document.save(out);
        }
        assertThat(String.join("\n", Redacting.texts(Redacting.open("pdf", out.toByteArray()))))
                .contains("in a note", "in a bookmark", "in a script", "in metadata", "in properties");
    }
}
