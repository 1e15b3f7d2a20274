package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.FileKind;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.OpenedFile;
import io.cloakroom.rules.wire.TextSegment;
import io.cloakroom.rules.wire.UnredactableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/**
 * PDF (ISO 32000), read with PDFBox: the text of its pages, and what it says
 * beside them: properties, bookmarks, notes, form fields, scripts. What is edited is taken out of it as {@link PdfRedaction} says.
 *
 * @param segments the text of the pages, in one order or two, and of the rest, each only when there is any
 * @param pictures whether there are pictures in it, which nobody reads
 */
record PdfFormat(byte[] bytes, List<TextSegment> segments, boolean pictures) implements OpenedFile {

    private static final int MOST_PAGES = 5_000;

    /** As one reads a page: line by line. */
    static final String PAGES = "pdf";

    /** As the file says it: column by column, cell by cell, as most programs write; only where that is another order. */
    static final String WRITTEN = "pdf > as written";

    static final String BESIDE = "pdf > beside the pages";

    /** @throws LensException when it is broken, encrypted, has files or fonts in it that cannot be read, or more pages than anybody reads */
    static OpenedFile open(byte[] bytes, Budget budget) throws LensException {
        try (PDDocument document = PdfStreams.load(bytes, budget)) {
            if (document.getNumberOfPages() > MOST_PAGES) {
                throw new LensException("a PDF of more than " + MOST_PAGES + " pages");
            }
            PdfStrings strings = PdfStrings.of(document.getDocument());
            PdfPages pages = new PdfPages(true);
            String lines = pages.getText(document);
            if (!pages.readable()) {
                throw new LensException(
                        "a PDF whose fonts do not say what their characters are; send a docx, or its text");
            }
            if (strings.parts().hide(pages.contents())) {
                throw new LensException(
                        "a PDF with text where it cannot be read: in a pattern, a mask, or a part that no "
                                + "page shows; send a docx, or its text");
            }
            List<TextSegment> segments =
                    segments(lines, new PdfPages(false).getText(document), strings.text() + pages.inline());
            return new PdfFormat(bytes, segments, strings.pictures() || pages.pictures());
        } catch (PdfRefused e) {
            throw e.reason();
        } catch (InvalidPasswordException e) {
            throw new LensException("an encrypted PDF; save it without password", e);
        } catch (IOException e) {
            throw new LensException("a PDF that cannot be read", e);
        }
    }

    static List<TextSegment> segments(String lines, String written, String beside) {
        List<TextSegment> segments = new ArrayList<>();
        add(segments, PAGES, lines);
        add(segments, WRITTEN, letters(lines).equals(letters(written)) ? "" : written);
        add(segments, BESIDE, beside);
        return List.copyOf(segments);
    }

    /** A text without the spaces that are guessed from gaps. */
    static String letters(String text) {
        return text.replaceAll("[\\s\\p{Z}]", "");
    }

    private static void add(List<TextSegment> segments, String path, String text) {
        if (!text.isEmpty()) {
            segments.add(new TextSegment(path, text));
        }
    }

    @Override
    public List<FileKind> kinds() {
        return pictures ? List.of(FileKind.PDF, FileKind.IMAGE) : List.of(FileKind.PDF);
    }

    @Override
    public boolean print(int segment) {
        return true;
    }

    @Override
    public byte[] splice(Map<Integer, List<TextEdit>> edits) {
        if (edits.values().stream().allMatch(List::isEmpty)) {
            return bytes;
        }
        try {
            return new Bounded().run(() -> PdfRedaction.redact(bytes, segments, edits));
        } catch (LensException e) {
            throw new UnredactableException(Objects.requireNonNull(e.getMessage()), e);
        }
    }
}
