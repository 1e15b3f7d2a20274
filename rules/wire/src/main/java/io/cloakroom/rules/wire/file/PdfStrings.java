package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.wire.LensException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;

/**
 * What a PDF says beside its pages: every string among its objects (ISO 32000-1, 7.3.4), which are bookmarks, notes, form fields, links
 * and scripts, and the streams that hold text: XMP metadata, scripts, values of form fields, rich text and XFA forms.
 */
final class PdfStrings {

    private static final Set<String> TEXT_STREAMS = Set.of("JS", "RC", "RV", "V", "DV", "XFA");

    /** Objects in each other without reference; more is nobody's document. */
    private static final int DEEPEST = 100;

    private final StringBuilder text = new StringBuilder();
    private final Budget budget;
    private boolean pictures;

    private PdfStrings(Budget budget) {
        this.budget = budget;
    }

    /** @throws LensException when there are files in it, or more in its streams than the budget allows */
    static PdfStrings of(COSDocument document, Budget budget) throws IOException, LensException {
        PdfStrings strings = new PdfStrings(budget);
        strings.read(document.getTrailer().getItem(COSName.ROOT), 0);
        for (COSObjectKey key : document.getXrefTable().keySet()) {
            strings.read(document.getObjectFromPool(key).getObject(), 0);
        }
        return strings;
    }

    CharSequence text() {
        return text;
    }

    /** Whether there are pictures in it, a page that was scanned for example. */
    boolean pictures() {
        return pictures;
    }

    private void read(COSBase value, int depth) throws IOException, LensException {
        if (depth > DEEPEST) {
            throw new IOException("objects in each other deeper than " + DEEPEST);
        }
        switch (value) {
            case COSString string -> text.append('\n').append(string.getString());
            case COSArray array -> {
                for (COSBase each : array) {
                    read(each, depth + 1);
                }
            }
            case COSDictionary dictionary -> dictionary(dictionary, depth);
            case null, default -> {}
        }
    }

    private void dictionary(COSDictionary dictionary, int depth) throws IOException, LensException {
        // A file specification (7.11.3), wherever it hangs: in the tree of names, at an annotation, at a page.
        if (dictionary.containsKey(COSName.EF)) {
            throw new LensException("a PDF with files in it; send them by themselves");
        }
        if (dictionary instanceof COSStream stream) {
            boolean picture = COSName.IMAGE.equals(stream.getCOSName(COSName.SUBTYPE));
            pictures |= picture;
            if (!picture) {
                PdfStreams.count(stream, budget);
            }
            if (COSName.METADATA.equals(stream.getCOSName(COSName.TYPE))) {
                stream(stream);
            }
        }
        for (COSName name : dictionary.keySet()) {
            COSBase item = dictionary.getItem(name);
            if (TEXT_STREAMS.contains(name.getName())) {
                streams(item);
            }
            read(item, depth + 1);
        }
    }

    private void streams(COSBase item) throws IOException, LensException {
        switch (item instanceof COSObject reference ? reference.getObject() : item) {
            case COSStream stream -> stream(stream);
            case COSArray array -> {
                for (int i = 0; i < array.size(); i++) {
                    if (array.getObject(i) instanceof COSStream stream) {
                        stream(stream);
                    }
                }
            }
            case null, default -> {}
        }
    }

    private void stream(COSStream stream) throws IOException, LensException {
        PdfStreams.count(stream, budget);
        try (InputStream in = stream.createInputStream()) {
            text.append('\n').append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
