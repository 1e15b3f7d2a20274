package io.cloakroom.rules.wire.file;

import static io.cloakroom.rules.wire.file.GeneratedPdf.pdf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.file.GeneratedPdf.Filling;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** PDFs that would show what is not read, or take what nobody has. */
class HostilePdfTest {

    private static final String NAME = "BT /F1 12 Tf 5 5 Td (Kim) Tj ET";

    private static COSName name(String name) {
        return COSName.getPDFName(name);
    }

    private static COSDictionary dictionary(Object... entries) {
        COSDictionary dictionary = new COSDictionary();
        for (int i = 0; i < entries.length; i += 2) {
            COSBase value = entries[i + 1] instanceof String string ? name(string) : (COSBase) entries[i + 1];
            dictionary.setItem(name((String) entries[i]), value);
        }
        return dictionary;
    }

    /** A content with Helvetica as F1 and more resources. */
    private static COSStream content(PDDocument document, String description, Object... resources) throws IOException {
        COSStream content = new PDStream(
                        document, new ByteArrayInputStream(Corpus.utf8(description)), COSName.FLATE_DECODE)
                .getCOSObject();
        content.setItem(COSName.RESOURCES, resources(resources));
        content.setItem(COSName.BBOX, new PDRectangle(300, 50));
        return content;
    }

    private static COSStream form(PDDocument document, String description, Object... resources) throws IOException {
        COSStream form = content(document, description, resources);
        form.setItem(COSName.TYPE, COSName.XOBJECT);
        form.setItem(COSName.SUBTYPE, COSName.FORM);
        return form;
    }

    private static COSStream pattern(PDDocument document, String description) throws IOException {
        COSStream pattern = content(document, description);
        pattern.setInt(COSName.PATTERN_TYPE, 1);
        pattern.setInt(COSName.PAINT_TYPE, 1);
        pattern.setInt(COSName.TILING_TYPE, 1);
        pattern.setInt(COSName.X_STEP, 100);
        pattern.setInt(COSName.Y_STEP, 100);
        return pattern;
    }

    private static COSDictionary resources(Object... more) {
        COSDictionary resources = dictionary(more);
        if (!resources.containsKey(COSName.FONT)) {
            resources.setItem(COSName.FONT, dictionary("F1", new PDType1Font(FontName.HELVETICA).getCOSObject()));
        }
        return resources;
    }

    /** A font whose one letter is described so. */
    private static COSDictionary type3(PDDocument document, String letter) throws IOException {
        return dictionary(
                "Type", "Font",
                "Subtype", "Type3",
                "FontBBox", new PDRectangle(10, 10).getCOSArray(),
                "FontMatrix", array(1, 0, 0, 1, 0, 0),
                "FirstChar", COSInteger.get(65),
                "LastChar", COSInteger.get(65),
                "Widths", array(10),
                "Encoding", dictionary("Type", "Encoding", "Differences", array(65, "A")),
                "CharProcs", dictionary("A", content(document, letter)),
                "Resources", resources());
    }

    private static COSArray array(Object... items) {
        COSArray array = new COSArray();
        for (Object item : items) {
            array.add(item instanceof Integer number ? COSInteger.get(number) : name((String) item));
        }
        return array;
    }

    private static void page(PDPage page, PDDocument document, String description, Object... resources)
            throws IOException {
        page.setResources(new PDResources(resources(resources)));
        page.setContents(new PDStream(document, new ByteArrayInputStream(Corpus.utf8(description))));
    }

    /** Forms that show each other so often, and the last one this. */
    private static Filling nested(int deep, int often, String last) {
        return (document, page) -> {
            COSStream form = form(document, last);
            for (int i = 0; i < deep; i++) {
                form = form(document, "/X Do ".repeat(often), "XObject", dictionary("X", form));
            }
            page(page, document, "/X Do", "XObject", dictionary("X", form));
        };
    }

    static Stream<Arguments> unread() {
        return Stream.of(
                Arguments.of(
                        "behind a font that does not open",
                        (Filling) (document, page) -> {
                            COSDictionary fonts = dictionary(
                                    "F1", new PDType1Font(FontName.HELVETICA).getCOSObject(),
                                    "F9", dictionary("Type", "Font", "Subtype", "Type0", "BaseFont", "X"));
                            COSStream form = form(document, "/F9 1 Tf " + NAME, "Font", fonts);
                            page(page, document, "/X Do", "XObject", dictionary("X", form));
                        },
                        "cannot be read"),
                Arguments.of("deeper than PDFBox reads", nested(60, 1, NAME), "deep"),
                Arguments.of(
                        "in a part of a page that does not unpack",
                        (Filling) (document, page) -> {
                            page(page, document, "q Q");
                            COSStream part = content(document, NAME);
                            part.setItem(COSName.FILTER, name("NoSuch"));
                            COSArray parts = new COSArray();
                            parts.add(part);
                            page.getCOSObject().setItem(COSName.CONTENTS, parts);
                        },
                        "cannot be read"),
                Arguments.of(
                        "in a pattern",
                        (Filling) (document, page) -> page(
                                page,
                                document,
                                "/Pattern cs /P scn 0 0 600 800 re f",
                                "Pattern",
                                dictionary("P", pattern(document, NAME))),
                        "pattern"),
                Arguments.of(
                        "in a pattern that says it is a picture",
                        (Filling) (document, page) -> {
                            COSStream pattern = pattern(document, NAME);
                            pattern.setItem(COSName.SUBTYPE, COSName.IMAGE);
                            page(page, document, "/Pattern cs /P scn", "Pattern", dictionary("P", pattern));
                        },
                        "pattern"),
                Arguments.of(
                        "in a mask",
                        (Filling) (document, page) -> {
                            COSDictionary mask = dictionary("S", "Luminosity", "G", form(document, NAME));
                            COSDictionary state = dictionary("Type", "ExtGState", "SMask", mask);
                            page(page, document, "/G gs 0 0 600 800 re f", "ExtGState", dictionary("G", state));
                        },
                        "mask"),
                Arguments.of(
                        "in a letter",
                        (Filling) (document, page) -> page(
                                page,
                                document,
                                "BT /T 1 Tf (A) Tj ET",
                                "Font",
                                dictionary("T", type3(document, "10 0 d0 " + NAME))),
                        "where it cannot be read"),
                Arguments.of(
                        "in a form that is not shown",
                        (Filling) (document, page) ->
                                page(page, document, "q Q", "XObject", dictionary("X", form(document, NAME))),
                        "no page shows"),
                Arguments.of(
                        "on a page that was taken out",
                        (Filling) (document, page) -> {
                            PDPage other = new PDPage();
                            page(other, document, NAME);
                            document.getDocumentCatalog().getCOSObject().setItem(COSName.getPDFName("Old"), other);
                        },
                        "no page shows"),
                Arguments.of(
                        "in rows as long as memory",
                        (Filling) (document, page) -> {
                            page(page, document, NAME);
                            COSStream content = page.getCOSObject().getCOSStream(COSName.CONTENTS);
                            content.setItem(
                                    COSName.DECODE_PARMS,
                                    dictionary("Predictor", COSInteger.get(12), "Columns", COSInteger.get(1 << 30)));
                        },
                        "larger than"),
                Arguments.of("in states never restored", nested(0, 1, "q ".repeat(20_000) + NAME), "longer to draw"),
                Arguments.of("a billion times", nested(6, 100, NAME), "characters"));
    }

    @ParameterizedTest(name = "trust 25: a PDF with text {0} is uninspectable")
    @MethodSource("unread")
    void textThatIsNotReadIsRefused(String where, Filling filling, String reason) throws IOException {
        byte[] file = pdf(filling);
        assertThatThrownBy(() -> Redacting.open("pdf", file))
                .isInstanceOf(LensException.class)
                .hasMessageContaining(reason);
    }

    static Stream<Arguments> ordinary() {
        return Stream.of(
                Arguments.of("a pattern of lines", (Filling) (document, page) -> page(
                        page,
                        document,
                        NAME + " /Pattern cs /P scn 0 0 600 800 re f",
                        "Pattern",
                        dictionary("P", pattern(document, "0 0 m 10 10 l S")))),
                Arguments.of("a mask without text", (Filling) (document, page) -> {
                    COSDictionary mask = dictionary("S", "Luminosity", "G", form(document, "0 0 5 5 re f"));
                    COSDictionary state = dictionary("Type", "ExtGState", "SMask", mask);
                    page(page, document, "/G gs " + NAME, "ExtGState", dictionary("G", state));
                }),
                Arguments.of("letters of outlines", (Filling) (document, page) -> {
                    COSDictionary fonts = dictionary(
                            "F1", new PDType1Font(FontName.HELVETICA).getCOSObject(),
                            "T", type3(document, "10 0 0 0 10 10 d1 0 0 m 10 10 l 5 0 l f"));
                    page(page, document, NAME + " BT /T 1 Tf (A) Tj ET", "Font", fonts);
                }),
                Arguments.of("a button that says something else when pressed", (Filling) (document, page) -> {
                    page(page, document, NAME);
                    PDAnnotationWidget button = new PDAnnotationWidget();
                    button.setRectangle(new PDRectangle(50, 50, 100, 20));
                    button.getCOSObject()
                            .setItem(
                                    COSName.AP,
                                    dictionary(
                                            "N", form(document, "BT /F1 9 Tf (Send it) Tj ET"),
                                            "D", form(document, "BT /F1 9 Tf (Sending) Tj ET")));
                    page.getAnnotations().add(button);
                }),
                Arguments.of("a large picture", (Filling) (document, page) -> {
                    BufferedImage white = new BufferedImage(2000, 2000, BufferedImage.TYPE_INT_RGB);
                    COSStream picture =
                            LosslessFactory.createFromImage(document, white).getCOSObject();
                    page(page, document, NAME + " /I Do", "XObject", dictionary("I", picture));
                }),
                Arguments.of("a state too much", (Filling) (document, page) -> page(page, document, NAME + " Q Q Do")));
    }

    @ParameterizedTest(name = "{0} is no reason to refuse a PDF")
    @MethodSource("ordinary")
    void ordinaryOnesAreRead(String what, Filling filling) throws Exception {
        assertThat(Redacting.texts(Redacting.open("pdf", pdf(filling)))).anyMatch(text -> text.contains("Kim"));
    }

    @Test
    void readingEndsWhenItIsInterrupted() throws Exception {
        byte[] file = pdf(nested(6, 100, "q Q"));
        FutureTask<Throwable> reading =
                new FutureTask<>(() -> catchThrowable(() -> PdfFormat.open(file, Budget.of(file.length))));
        Thread reader = Thread.ofPlatform().start(reading);
        while (Stream.of(reader.getStackTrace())
                .noneMatch(frame -> frame.getClassName().equals(PdfPages.class.getName()))) {
            assertThat(reading.isDone()).isFalse();
            Thread.onSpinWait();
        }
        reader.interrupt();
        assertThat(reading.get(20, TimeUnit.SECONDS))
                .isInstanceOf(LensException.class)
                .hasMessage("interrupted");
    }

    static Stream<Arguments> tables() throws IOException {
        return Stream.of(
                Arguments.of(
                        "objects",
                        pdf((document, page) ->
                                document.getDocumentInformation().setTitle("a".repeat(32 << 20)))),
                Arguments.of("a table of objects", table(32 << 20)));
    }

    private static byte[] table(int size) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(new byte[size]);
        }
        String header = "%PDF-1.5\n";
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(Corpus.utf8(header + "1 0 obj\n<</Type/XRef/Size " + size / 4
                + "/W[1 2 1]/Root 2 0 R/Filter/FlateDecode/Length " + packed.size() + ">>\nstream\n"));
        file.write(packed.toByteArray());
        file.write(Corpus.utf8("\nendstream\nendobj\nstartxref\n" + header.length() + "\n%%EOF\n"));
        return file.toByteArray();
    }

    @ParameterizedTest(name = "trust 25: {0} of 32 MiB in a PDF are counted before they are unpacked")
    @MethodSource("tables")
    void tablesAreCounted(String what, byte[] file) {
        assertThat(file).hasSizeLessThan(1 << 20);
        assertThat(new String(file, StandardCharsets.ISO_8859_1)).startsWith("%PDF");
        assertThatThrownBy(() -> PdfStreams.load(file, Budget.of(file.length)))
                .isInstanceOf(PdfRefused.class)
                .hasMessageContaining("larger than");
    }
}
