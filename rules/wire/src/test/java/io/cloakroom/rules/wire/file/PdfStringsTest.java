package io.cloakroom.rules.wire.file;

import static io.cloakroom.rules.wire.file.GeneratedPdf.pdf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.rules.wire.FileKind;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.file.GeneratedPdf.Filling;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationFileAttachment;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationRubberStamp;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceDictionary;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PdfStringsTest {

    private static PDStream stream(PDDocument document, String content) throws IOException {
        return new PDStream(document, new ByteArrayInputStream(Corpus.utf8(content)), COSName.FLATE_DECODE);
    }

    @Test
    void readsWhatStandsBesideThePages() throws Exception {
        byte[] file = pdf((document, page) -> {
            PDAnnotationText note = new PDAnnotationText();
            note.setContents("in a note");
            PDAnnotationRubberStamp stamp = new PDAnnotationRubberStamp();
            stamp.setRectangle(new PDRectangle(50, 50, 200, 50));
            PDAppearanceDictionary looks = new PDAppearanceDictionary();
            looks.setNormalAppearance(appearance(document, "in a stamp"));
            stamp.setAppearance(looks);
            page.setAnnotations(List.of(note, stamp));
            PDOutlineItem item = new PDOutlineItem();
            item.setTitle("in a bookmark");
            PDDocumentOutline outline = new PDDocumentOutline();
            outline.addLast(item);
            var catalog = document.getDocumentCatalog();
            catalog.setDocumentOutline(outline);
            catalog.setOpenAction(new PDActionJavaScript("// in a script"));
            catalog.setMetadata(new PDMetadata(
                    document, new ByteArrayInputStream(Corpus.utf8("<x:xmpmeta>in metadata</x:xmpmeta>"))));
            catalog.getCOSObject().setItem(COSName.V, stream(document, "in a long value"));
            document.getDocumentInformation().setAuthor("in properties");
        });
        assertThat(String.join("\n", Redacting.texts(Redacting.open("pdf", file))))
                .contains(
                        "in a note",
                        "in a stamp",
                        "in a bookmark",
                        "in a script",
                        "in metadata",
                        "in a long value",
                        "in properties");
    }

    private static PDAppearanceStream appearance(PDDocument document, String text) throws IOException {
        PDAppearanceStream appearance = new PDAppearanceStream(document);
        appearance.setBBox(new PDRectangle(200, 50));
        appearance.setResources(new PDResources());
        try (PDPageContentStream content = new PDPageContentStream(document, appearance)) {
            content.beginText();
            content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
            content.newLineAtOffset(5, 5);
            content.showText(text);
            content.endText();
        }
        return appearance;
    }

    private static PDComplexFileSpecification specification(PDDocument document) throws IOException {
        PDComplexFileSpecification file = new PDComplexFileSpecification();
        file.setEmbeddedFile(new PDEmbeddedFile(document, new ByteArrayInputStream(Corpus.utf8("a,b"))));
        return file;
    }

    static Stream<Arguments> filesInFiles() {
        return Stream.of(
                Arguments.of("an annotation", (Filling) (document, page) -> {
                    PDAnnotationFileAttachment attachment = new PDAnnotationFileAttachment();
                    attachment.setFile(specification(document));
                    page.setAnnotations(List.of(attachment));
                }),
                Arguments.of("an associated file", (Filling) (document, page) ->
                        document.getDocumentCatalog().getCOSObject().setItem(COSName.AF, specification(document))));
    }

    @ParameterizedTest(name = "trust 25: a PDF with a file in {0} is uninspectable")
    @MethodSource("filesInFiles")
    void filesInItAreRefused(String where, Filling filling) throws IOException {
        byte[] file = pdf(filling);
        assertThatThrownBy(() -> Redacting.open("pdf", file))
                .isInstanceOf(LensException.class)
                .hasMessageContaining("with files in it");
    }

    static Stream<Arguments> pictures() {
        BufferedImage dot = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        return Stream.of(
                Arguments.of("none", (Filling) (document, page) -> {}, List.of(FileKind.PDF)),
                Arguments.of(
                        "a scanned page",
                        (Filling) (document, page) -> {
                            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                                content.drawImage(LosslessFactory.createFromImage(document, dot), 0, 0);
                            }
                        },
                        List.of(FileKind.PDF, FileKind.IMAGE)),
                Arguments.of(
                        "one in the page's description",
                        (Filling) (document, page) ->
                                page.setContents(stream(document, "q BI /W 1 /H 1 /BPC 8 /CS /G ID \u0001\nEI Q\n")),
                        List.of(FileKind.PDF, FileKind.IMAGE)));
    }

    @ParameterizedTest(name = "pictures: {0}")
    @MethodSource("pictures")
    void picturesAreTold(String what, Filling filling, List<FileKind> kinds) throws Exception {
        assertThat(Redacting.open("pdf", pdf(filling)).kinds()).isEqualTo(kinds);
    }

    static Stream<Arguments> bombs() {
        byte[] zeros = new byte[64 << 20];
        return Stream.of(
                Arguments.of(
                        "a page",
                        (Filling) (document, page) -> page.setContents(
                                new PDStream(document, new ByteArrayInputStream(zeros), COSName.FLATE_DECODE)),
                        "larger than"),
                Arguments.of(
                        "metadata",
                        (Filling) (document, page) ->
                                document.getDocumentCatalog().setMetadata(metadata(document, zeros)),
                        "larger than"),
                Arguments.of(
                        "a page that says it is a picture",
                        (Filling) (document, page) -> {
                            page.setContents(
                                    new PDStream(document, new ByteArrayInputStream(zeros), COSName.FLATE_DECODE));
                            page.getCOSObject().getCOSStream(COSName.CONTENTS).setItem(COSName.SUBTYPE, COSName.IMAGE);
                        },
                        "larger than"),
                Arguments.of(
                        "packed twice",
                        (Filling) (document, page) -> {
                            COSArray twice = new COSArray(List.of(COSName.FLATE_DECODE, COSName.FLATE_DECODE));
                            page.setContents(new PDStream(document, new ByteArrayInputStream(zeros), twice));
                        },
                        "more than once"));
    }

    static Stream<Arguments> charsets() {
        return Stream.of(
                Arguments.of("\ufeffapp.alert('Zoë 한')", StandardCharsets.UTF_16BE),
                Arguments.of("\ufeffapp.alert('Zoë 한')", StandardCharsets.UTF_16LE),
                Arguments.of("\ufeffapp.alert('Zoë 한')", StandardCharsets.UTF_8),
                Arguments.of("app.alert('Zoë 한')", StandardCharsets.UTF_8),
                Arguments.of("app.alert('Zoë')", StandardCharsets.ISO_8859_1));
    }

    private static byte[] scripted(byte[] script) throws IOException {
        return pdf((document, page) -> document.getDocumentCatalog()
                .getCOSObject()
                .setItem(COSName.JS, new PDStream(document, new ByteArrayInputStream(script), COSName.FLATE_DECODE)));
    }

    @ParameterizedTest
    @MethodSource("charsets")
    void streamsOfTextAreInTheCharsetsThatStringsAreIn(String script, Charset charset) throws Exception {
        byte[] file = scripted(script.getBytes(charset));
        assertThat(String.join("\n", Redacting.texts(Redacting.open("pdf", file))))
                .contains(script.replace("\ufeff", ""));
    }

    @Test
    void textInNoCharsetThatIsKnownIsRefused() throws Exception {
        byte[] file = scripted("app.alert('Zoe')".getBytes(StandardCharsets.UTF_16LE));
        assertThatThrownBy(() -> Redacting.open("pdf", file))
                .isInstanceOf(LensException.class)
                .hasMessageContaining("charset");
    }

    private static PDMetadata metadata(PDDocument document, byte[] content) throws IOException {
        PDStream packed = new PDStream(document, new ByteArrayInputStream(content), COSName.FLATE_DECODE);
        packed.getCOSObject().setItem(COSName.TYPE, COSName.METADATA);
        return new PDMetadata(packed.getCOSObject());
    }

    @ParameterizedTest(name = "trust 25: a PDF with 64 MiB of zeros as {0} is uninspectable")
    @MethodSource("bombs")
    void bombsAreRefused(String where, Filling filling, String reason) throws IOException {
        byte[] file = pdf(filling);
        assertThatThrownBy(() -> Redacting.open("pdf", file))
                .isInstanceOf(LensException.class)
                .hasMessageContaining(reason);
    }
}
