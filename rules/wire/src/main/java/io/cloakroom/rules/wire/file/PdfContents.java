package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.wire.file.PdfGlyph.Mark;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.pdfbox.contentstream.PDContentStream;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.COSObjectable;
import org.apache.pdfbox.pdmodel.common.PDStream;

/** Puts new descriptions of pages and their parts into a PDF. */
final class PdfContents {

    /** What programs keep in a file for themselves: pictures of pages, pages in formats of their own. */
    private static final List<COSName> KEPT_BY_PROGRAMS =
            List.of(COSName.getPDFName("Thumb"), COSName.getPDFName("PieceInfo"));

    private PdfContents() {}

    /**
     * @param contents all that are shown
     * @param removed glyphs to take out
     * @param silenced parts of which nothing may be said any more
     */
    static void rewrite(
            PDDocument document, Collection<PDContentStream> contents, Collection<PdfGlyph> removed, Set<Mark> silenced)
            throws IOException {
        Map<COSBase, Map<Integer, List<PdfGlyph>>> byContent = byContent(removed);
        for (PDContentStream content : contents) {
            Map<Integer, List<PdfGlyph>> gone = byContent.getOrDefault(object(content), Map.of());
            Set<Integer> quiet = silenced.stream()
                    .filter(mark -> object(mark.content()) == object(content))
                    .map(Mark::operator)
                    .collect(Collectors.toSet());
            if (!quiet.isEmpty() || !gone.isEmpty()) {
                write(document, content, PdfContent.without(content, gone, quiet));
            }
        }
        document.getPages().forEach(page -> forget(page.getCOSObject()));
        forget(document.getDocumentCatalog().getCOSObject());
    }

    /** By content and the number of the operator in it, each glyph once however often its content is shown. */
    private static Map<COSBase, Map<Integer, List<PdfGlyph>>> byContent(Collection<PdfGlyph> removed) {
        Map<COSBase, Map<Integer, List<PdfGlyph>>> byContent = new IdentityHashMap<>();
        removed.stream().sorted(Comparator.comparingInt(PdfGlyph::from)).forEach(glyph -> {
            List<PdfGlyph> shown = byContent
                    .computeIfAbsent(object(glyph.content()), content -> new HashMap<>())
                    .computeIfAbsent(glyph.operator(), operator -> new ArrayList<>());
            boolean known =
                    shown.stream().anyMatch(other -> other.string() == glyph.string() && other.from() == glyph.from());
            if (!known) {
                shown.add(glyph);
            }
        });
        return byContent;
    }

    private static COSBase object(PDContentStream content) {
        return ((COSObjectable) content).getCOSObject();
    }

    private static void write(PDDocument document, PDContentStream content, byte[] description) throws IOException {
        if (content instanceof PDPage page) {
            page.setContents(new PDStream(document, new ByteArrayInputStream(description), COSName.FLATE_DECODE));
            return;
        }
        COSStream stream = (COSStream) object(content);
        forget(stream);
        try (OutputStream out = stream.createOutputStream(COSName.FLATE_DECODE)) {
            out.write(description);
        }
    }

    private static void forget(COSDictionary dictionary) {
        KEPT_BY_PROGRAMS.forEach(dictionary::removeItem);
    }
}
