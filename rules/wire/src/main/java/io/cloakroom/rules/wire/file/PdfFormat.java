package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.FileKind;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.OpenedFile;
import io.cloakroom.rules.wire.TextSegment;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/**
 * PDF (ISO 32000), read with PDFBox: the text of its pages, and what it says
 * beside them: properties, bookmarks, notes, form fields, scripts. It is read only: what stands on a page of
 * print cannot be replaced without saying where everything else is.
 *
 * @param segments one text, or none for a PDF of pictures
 * @param pictures whether there are pictures in it, which nobody reads
 */
record PdfFormat(byte[] bytes, List<TextSegment> segments, boolean pictures) implements OpenedFile {

    private static final int MOST_PAGES = 5_000;

    /** @throws LensException when it is broken, encrypted, has files in it, or more pages than anybody reads */
    static OpenedFile open(byte[] bytes, Budget budget) throws LensException {
        try (PDDocument document = Loader.loadPDF(bytes)) {
            if (document.getNumberOfPages() > MOST_PAGES) {
                throw new LensException("a PDF of more than " + MOST_PAGES + " pages");
            }
            PdfStrings strings = PdfStrings.of(document.getDocument(), budget);
            PdfPages pages = new PdfPages();
            String text = pages.getText(document) + strings.text();
            return new PdfFormat(
                    bytes,
                    text.isBlank() ? List.of() : List.of(new TextSegment("pdf", text)),
                    strings.pictures() || pages.pictures());
        } catch (InvalidPasswordException e) {
            throw new LensException("an encrypted PDF; save it without password", e);
        } catch (IOException e) {
            throw new LensException("a PDF that cannot be read", e);
        }
    }

    @Override
    public List<FileKind> kinds() {
        return pictures ? List.of(FileKind.PDF, FileKind.IMAGE) : List.of(FileKind.PDF);
    }

    @Override
    public boolean rewritable(int segment) {
        return false;
    }

    @Override
    public byte[] splice(Map<Integer, List<TextEdit>> edits) {
        if (!edits.isEmpty()) {
            throw new IllegalArgumentException("a PDF is only read");
        }
        return bytes;
    }
}
