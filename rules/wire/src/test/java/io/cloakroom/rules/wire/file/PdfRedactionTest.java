package io.cloakroom.rules.wire.file;

import static io.cloakroom.rules.wire.file.GeneratedPdf.pdf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.OpenedFile;
import io.cloakroom.rules.wire.TextSegment;
import io.cloakroom.rules.wire.UnredactableException;
import io.cloakroom.rules.wire.file.GeneratedPdf.Filling;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.util.Matrix;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PdfRedactionTest {

    private static final String NAME = "Minsu Gildong";

    /** A page that is described so; its fonts are Helvetica as F1 and Liberation Sans, embedded, as F2. */
    private static Filling described(String description) {
        return (document, page) -> {
            resources(document, page);
            page.setContents(new PDStream(document, new ByteArrayInputStream(Corpus.utf8(description))));
        };
    }

    private static void resources(PDDocument document, PDPage page) throws IOException {
        PDResources resources = new PDResources();
        resources.put(COSName.getPDFName("F1"), new PDType1Font(FontName.HELVETICA));
        page.setResources(resources);
    }

    private static Filling shown(String... lines) {
        return (document, page) -> {
            PDFont font = GeneratedPdf.embedded(document);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(font, 12);
                content.setLeading(14);
                content.newLineAtOffset(50, 700);
                for (String line : lines) {
                    content.showText(line);
                    content.newLine();
                }
                content.endText();
            }
        };
    }

    static byte[] shownPdf(String... lines) throws IOException {
        return pdf(shown(lines));
    }

    static Stream<Arguments> pages() {
        return Stream.of(
                Arguments.of("one string", described("BT /F1 12 Tf 50 700 Td (Dear Minsu Gildong, hello) Tj ET")),
                Arguments.of(
                        "strings with kerning",
                        described("BT /F1 12 Tf 50 700 Td [(Dear M) 20 (insu G) -30 (ild) 15 (ong, hello)] TJ ET")),
                Arguments.of(
                        "several operators",
                        described(
                                "BT /F1 12 Tf 50 700 Td (Dear Min) Tj (su ) Tj (Gil) Tj [(dong)] TJ (, hello) Tj ET")),
                Arguments.of(
                        "no space but a gap",
                        described("BT /F1 12 Tf 50 700 Td [(Dear) -300 (Minsu) -300 (Gildong,) -300 (hello)] TJ ET")),
                Arguments.of(
                        "spacing between characters and words, and scaling",
                        described("BT 0.5 Tc 5 Tw 80 Tz /F1 12 Tf 50 700 Td (Dear Minsu Gildong, hello) Tj ET")),
                Arguments.of(
                        "operators that begin a line",
                        described("BT /F1 12 Tf 14 TL 50 700 Td (Dear) ' 1 1 (Minsu Gildong) \" (hello) ' ET")),
                Arguments.of(
                        "two lines",
                        described("BT /F1 12 Tf 14 TL 50 700 Td (Dear Minsu) Tj T* (Gildong, hello) Tj ET")),
                Arguments.of(
                        "letter by letter, out of order",
                        described(
                                "BT /F1 12 Tf 1 0 0 1 90 700 Tm (Gildong, hello) Tj 1 0 0 1 50 700 Tm (Minsu) Tj ET")),
                Arguments.of(
                        "drawn twice to look bold",
                        described(
                                "BT /F1 12 Tf 50 700 Td (Dear Minsu Gildong) Tj ET BT /F1 12 Tf 50.2 700 Td (Dear Minsu"
                                        + " Gildong) Tj ET")),
                Arguments.of("rotated", described("BT /F1 12 Tf 0 1 -1 0 300 300 Tm (Dear Minsu Gildong) Tj ET")),
                Arguments.of(
                        "state that is not put back",
                        described("q 0.5 0 0 0.5 10 10 cm q BT /F1 24 Tf 50 700 Td (Dear Minsu Gildong) Tj ET Q")),
                Arguments.of(
                        "a text to read aloud",
                        described(
                                "/Span <</ActualText (Minsu Gildong)>> BDC BT /F1 12 Tf 50 700 Td (Dear Minsu Gildong)"
                                        + " Tj ET EMC")),
                Arguments.of("an embedded font", shown("Dear " + NAME + ", hello", "Zoë & 한".substring(0, 5))),
                Arguments.of("a turned page with a corner elsewhere", (Filling) (document, page) -> {
                    page.setRotation(90);
                    page.setCropBox(new PDRectangle(20, 30, 500, 700));
                    shown("Dear " + NAME + ", hello").fill(document, page);
                }),
                Arguments.of("a part that is shown twice", (Filling) PdfRedactionTest::twice));
    }

    private static PDFormXObject form(PDDocument document) throws IOException {
        PDFormXObject form = new PDFormXObject(document);
        form.setBBox(new PDRectangle(300, 50));
        form.setResources(new PDResources());
        form.getResources().put(COSName.getPDFName("F1"), new PDType1Font(FontName.HELVETICA));
        try (var out = form.getCOSObject().createOutputStream(COSName.FLATE_DECODE)) {
            out.write(Corpus.utf8("BT /F1 12 Tf 5 5 Td (For " + NAME + ") Tj ET"));
        }
        return form;
    }

    private static void twice(PDDocument document, PDPage page) throws IOException {
        PDFormXObject form = form(document);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.transform(Matrix.getTranslateInstance(50, 700));
            content.drawForm(form);
            content.transform(Matrix.getTranslateInstance(0, -300));
            content.drawForm(form);
        }
    }

    static Stream<Arguments> beside() {
        return Stream.of(
                Arguments.of("a bookmark", (Filling) (document, page) -> {
                    PDOutlineItem item = new PDOutlineItem();
                    item.setTitle("On " + NAME);
                    PDDocumentOutline outline = new PDDocumentOutline();
                    outline.addLast(item);
                    document.getDocumentCatalog().setDocumentOutline(outline);
                }),
                Arguments.of("properties", (Filling) (document, page) -> {
                    document.getDocumentInformation().setAuthor(NAME);
                    document.getDocumentInformation().setTitle("Über " + NAME + " 한");
                }),
                Arguments.of("metadata", (Filling) (document, page) -> document.getDocumentCatalog()
                        .setMetadata(new PDMetadata(
                                document,
                                new ByteArrayInputStream(Corpus.utf8("<x:xmpmeta>" + NAME + "</x:xmpmeta>"))))),
                Arguments.of("a script", (Filling) (document, page) -> document.getDocumentCatalog()
                        .setOpenAction(new PDActionJavaScript("app.alert('" + NAME + "')"))),
                Arguments.of("a note", (Filling) (document, page) -> {
                    PDAnnotationText note = new PDAnnotationText();
                    note.setContents("ask " + NAME);
                    page.setAnnotations(List.of(note));
                }),
                Arguments.of("a link", (Filling) (document, page) -> {
                    PDAnnotationLink link = new PDAnnotationLink();
                    PDActionURI action = new PDActionURI();
                    action.setURI("https://example.com/?q=" + NAME);
                    link.setAction(action);
                    page.setAnnotations(List.of(link));
                }),
                Arguments.of("a form field", (Filling) PdfRedactionTest::field));
    }

    private static void field(PDDocument document, PDPage page) throws IOException {
        PDAcroForm form = new PDAcroForm(document);
        document.getDocumentCatalog().setAcroForm(form);
        PDResources resources = new PDResources();
        resources.put(COSName.getPDFName("Helv"), new PDType1Font(FontName.HELVETICA));
        form.setDefaultResources(resources);
        form.setDefaultAppearance("/Helv 12 Tf 0 g");
        PDTextField field = new PDTextField(form);
        field.setPartialName("client");
        form.getFields().add(field);
        PDAnnotationWidget widget = field.getWidgets().getFirst();
        widget.setRectangle(new PDRectangle(50, 600, 200, 20));
        widget.setPage(page);
        page.getAnnotations().add(widget);
        field.setValue(NAME);
    }

    private static Map<Integer, List<TextEdit>> edits(OpenedFile opened) {
        return Redacting.edits(opened, List.of("no such", NAME, "Minsu\nGildong"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"pages", "beside"})
    void whatIsFoundIsGone(String what, Filling filling) throws Exception {
        byte[] file = pdf(filling);
        OpenedFile opened = Redacting.open("pdf", file);
        Map<Integer, List<TextEdit>> edits = edits(opened);
        assertThat(edits).isNotEmpty();

        byte[] redacted = opened.splice(edits);

        assertThat(everything(redacted)).doesNotContain("Gildong").doesNotContain("Minsu");
        String now = String.join("\n", Redacting.texts(Redacting.open("pdf", redacted)));
        assertThat(now).contains("[VALUE_");
        try (PDDocument document = Loader.loadPDF(redacted)) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
        }
        if (now.contains("hello")) {
            assertThat(now.replaceAll("\\s", "")).contains("hello");
        }
    }

    @Test
    void whatIsSaidToBeReadInsteadOfGlyphsIsReadBesideThem() throws Exception {
        byte[] file =
                pdf(described("/Span <</ActualText (nothing)>> BDC BT /F1 12 Tf 50 700 Td (Minsu Gildong) Tj ET EMC"));
        assertThat(Redacting.texts(Redacting.open("pdf", file)))
                .anyMatch(text -> text.contains(NAME))
                .anyMatch(text -> text.contains("nothing"));
    }

    @Test
    @DisplayName("trust 24: a PDF whose fonts do not say what their characters are is uninspectable")
    void fontsThatDoNotTell() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = Loader.loadPDF(pdf(shown("Dear " + NAME)))) {
            PDResources resources = document.getPage(0).getResources();
            for (COSName name : resources.getFontNames()) {
                resources.getFont(name).getCOSObject().removeItem(COSName.TO_UNICODE);
            }
            document.save(out);
        }
        assertThatThrownBy(() -> Redacting.open("pdf", out.toByteArray()))
                .isInstanceOf(LensException.class)
                .hasMessageContaining("fonts");
    }

    @Test
    void anOperatorWithoutWhatItTakesIsPassedOver() throws Exception {
        OpenedFile opened = Redacting.open("pdf", pdf(described("Do Q BT /F1 12 Tf 50 700 Td (Minsu Gildong) Tj ET")));
        assertThat(everything(opened.splice(edits(opened)))).doesNotContain("Gildong");
    }

    @Test
    void whatOnlyOverlapsStays() throws Exception {
        byte[] file =
                pdf(described("BT /F1 12 Tf 50 700 Td (Minsu Gildong) Tj ET BT /F1 12 Tf 53 700 Td (wxwxwx) Tj ET"));
        OpenedFile opened = Redacting.open("pdf", file);
        byte[] redacted = opened.splice(edits(opened));
        assertThat(everything(redacted)).contains("wxwxwx").doesNotContain("Gildong");
    }

    @Test
    void whatStandsInColumnsIsFoundInTheOrderOfTheFile() throws Exception {
        byte[] file = pdf(described("BT /F1 12 Tf 14 TL 50 700 Td (sent to Minsu) Tj T* (Gildong) Tj ET"
                + " BT /F1 12 Tf 14 TL 150 700 Td (other words) Tj T* (and more) Tj ET"));
        OpenedFile opened = Redacting.open("pdf", file);
        assertThat(opened.segments()).extracting(TextSegment::path).startsWith("pdf", "pdf > as written");
        byte[] redacted = opened.splice(edits(opened));
        assertThat(everything(redacted))
                .contains("other words", "and more", "[VALUE_")
                .doesNotContain("Gildong");
    }

    @Test
    void aPartThatSaysWhatToReadInsteadGoesAsAWholeOrNotAtAll() throws Exception {
        byte[] file =
                pdf(described("BT /F1 12 Tf 50 700 Td /Span <</ActualText (hi)>> BDC (ask Minsu Gildong) Tj EMC ET"));
        OpenedFile opened = Redacting.open("pdf", file);
        Map<Integer, List<TextEdit>> edits = edits(opened);
        assertThatThrownBy(() -> opened.splice(edits))
                .isInstanceOf(UnredactableException.class)
                .hasMessageContaining("read instead");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(Dear Minsu Gildong, hello) Tj",
                "[(Dear Min) 20 (su Gil) -30 (dong, hello)] TJ",
            })
    void gapsDoNotTellWhichGlyphsAreGone(String shown) throws Exception {
        OpenedFile opened = Redacting.open("pdf", pdf(described("BT /F1 12 Tf 50 700 Td " + shown + " ET")));
        byte[] redacted = opened.splice(edits(opened));
        assertThat(everything(redacted)).containsPattern("\\(Dear \\)\\s-?[\\d.]+\\s\\(, hello\\)");
    }

    /** A page with a heading in a font of its own, as programs embed it: with the letters that it has, in their order. */
    private static byte[] headed(String heading, String... lines) throws IOException {
        return pdf((document, page) -> {
            PDFont font = GeneratedPdf.embedded(document);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(font, 20);
                content.newLineAtOffset(50, 750);
                content.showText(heading);
                content.endText();
            }
            try (PDPageContentStream content = new PDPageContentStream(document, page, AppendMode.APPEND, true)) {
                content.beginText();
                content.setFont(lines.length > 1 ? font : new PDType1Font(FontName.HELVETICA), 12);
                content.newLineAtOffset(50, 700);
                content.showText(lines[0]);
                content.endText();
            }
        });
    }

    @Test
    void aFontOfWhichNothingIsShownAnyMoreIsGone() throws Exception {
        OpenedFile opened = Redacting.open("pdf", headed(NAME, "hello"));
        byte[] redacted = opened.splice(edits(opened));
        assertThat(everything(redacted)).contains("hello").doesNotContain("LiberationSans", "begincmap");
    }

    @Test
    void fontsTellOfNoCharacterThatIsNotShownAnyMore() throws Exception {
        byte[] file = headed(NAME, "hello", "in the same font");
        // G
        assertThat(tables(file)).contains("0047");
        OpenedFile opened = Redacting.open("pdf", file);
        byte[] redacted = opened.splice(edits(opened));
        assertThat(tables(redacted)).contains("<0068>").doesNotContain("0047");
        assertThat(String.join("\n", Redacting.texts(Redacting.open("pdf", redacted))))
                .contains("hello");
    }

    /** What fonts say their characters are. */
    private static String tables(byte[] file) throws IOException {
        StringBuilder tables = new StringBuilder();
        try (PDDocument document = Loader.loadPDF(file)) {
            PDResources resources = document.getPage(0).getResources();
            for (COSName name : resources.getFontNames()) {
                var table = resources.getFont(name).getCOSObject().getDictionaryObject(COSName.TO_UNICODE);
                tables.append(table instanceof COSStream stream ? stream.toTextString() : "");
            }
        }
        return tables.toString();
    }

    @Test
    void withoutEditsItIsTheIdenticalArray() throws Exception {
        byte[] file = pdf(shown("Dear " + NAME));
        assertThat(Redacting.open("pdf", file).splice(Map.of())).isSameAs(file);
    }

    @Test
    void olderVersionsOfItDoNotStay() throws Exception {
        byte[] first = pdf(shown("Dear " + NAME));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = Loader.loadPDF(first)) {
            PDPage page = document.getPage(0);
            try (PDPageContentStream content = new PDPageContentStream(document, page, AppendMode.OVERWRITE, true)) {
                content.beginText();
                content.setFont(new PDType1Font(FontName.HELVETICA), 12);
                content.showText("to Ada Lovelace");
                content.endText();
            }
            page.getCOSObject().setNeedToBeUpdated(true);
            document.saveIncremental(out);
        }
        byte[] file = out.toByteArray();
        assertThat(new String(file, StandardCharsets.ISO_8859_1))
                .startsWith(new String(first, StandardCharsets.ISO_8859_1));
        OpenedFile opened = Redacting.open("pdf", file);

        byte[] redacted = opened.splice(Redacting.edits(opened, List.of("Ada Lovelace")));

        assertThat(everything(redacted)).doesNotContain("Lovelace").doesNotContain("Gildong");
    }

    static Stream<Arguments> unredactable() {
        BufferedImage dot = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        return Stream.of(
                Arguments.of(
                        "text over a picture",
                        (Filling) (document, page) -> {
                            described("BT /F1 12 Tf 3 Tr 50 700 Td (Dear Minsu Gildong) Tj ET")
                                    .fill(document, page);
                            try (PDPageContentStream content =
                                    new PDPageContentStream(document, page, AppendMode.APPEND, true)) {
                                content.drawImage(LosslessFactory.createFromImage(document, dot), 0, 0, 600, 800);
                            }
                        },
                        "picture"),
                Arguments.of(
                        "another state of a form field",
                        (Filling) (document, page) -> {
                            field(document, page);
                            var looks = page.getAnnotations().getFirst().getAppearance();
                            looks.getCOSObject().setItem(COSName.D, form(document));
                        },
                        "parts that no page shows"),
                Arguments.of(
                        "a signature",
                        (Filling) (document, page) -> {
                            shown("Dear " + NAME).fill(document, page);
                            PDSignature signature = new PDSignature();
                            signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
                            signature.setSignDate(Calendar.getInstance());
                            document.addSignature(signature, content -> new byte[10]);
                        },
                        "signed"),
                Arguments.of(
                        "metadata that is not in UTF-8",
                        (Filling) (document, page) -> document.getDocumentCatalog()
                                .setMetadata(new PDMetadata(
                                        document,
                                        new ByteArrayInputStream(("ü " + NAME).getBytes(StandardCharsets.ISO_8859_1)))),
                        "UTF-8"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unredactable")
    void whatCannotBeTakenOutSaysWhy(String what, Filling filling, String reason) throws Exception {
        OpenedFile opened = Redacting.open("pdf", pdf(filling));
        Map<Integer, List<TextEdit>> edits = edits(opened);
        assertThat(edits).isNotEmpty();
        assertThatThrownBy(() -> opened.splice(edits))
                .isInstanceOf(UnredactableException.class)
                .hasMessageContaining(reason);
    }

    /** Every string and every stream of all objects, unpacked, and the text as others extract it. */
    static String everything(byte[] file) throws IOException {
        StringBuilder all = new StringBuilder(new String(file, StandardCharsets.ISO_8859_1));
        try (PDDocument document = Loader.loadPDF(file)) {
            for (COSObjectKey key : document.getDocument().getXrefTable().keySet()) {
                COSBase object = document.getDocument().getObjectFromPool(key).getObject();
                all.append(object).append('\n');
                if (object instanceof COSStream stream) {
                    try (InputStream in = stream.createInputStream()) {
                        all.append(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                                .append('\n');
                    }
                }
            }
            PDFTextStripper plain = new PDFTextStripper();
            all.append(plain.getText(document));
            plain.setSortByPosition(true);
            all.append(plain.getText(document));
        }
        return all + all.toString().replace("\0", "");
    }
}
