package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.UnredactableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
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

    /**
     * One of them, and the way to put another in its place.
     *
     * @param start where it begins in {@link #text}
     */
    record Said(int start, String text, Writer writer) {}

    /** Writes a text in the place of another. */
    interface Writer {
        void write(String text) throws IOException;
    }

    private final StringBuilder text = new StringBuilder();
    private final List<Said> all = new ArrayList<>();
    private final Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<COSBase> streams = Collections.newSetFromMap(new IdentityHashMap<>());
    private final PdfParts parts = new PdfParts();
    private boolean pictures;

    private PdfStrings() {}

    /** @throws LensException when there are files in it, or text in no charset that PDFs have */
    static PdfStrings of(COSDocument document) throws IOException, LensException {
        PdfStrings strings = new PdfStrings();
        strings.read(document.getTrailer().getItem(COSName.ROOT), 0);
        // What is read on the way, PDFBox may put right where it stands.
        for (COSObjectKey key : List.copyOf(document.getXrefTable().keySet())) {
            strings.read(document.getObjectFromPool(key).getObject(), 0);
        }
        return strings;
    }

    String text() {
        return text.toString();
    }

    /** In the order of the text, which has one line's end before each. */
    List<Said> all() {
        return all;
    }

    private void say(String said, Writer writer) {
        text.append('\n');
        all.add(new Said(text.length(), said, writer));
        text.append(said);
    }

    /** Whether there are pictures in it, a page that was scanned for example. */
    boolean pictures() {
        return pictures;
    }

    PdfParts parts() {
        return parts;
    }

    private void read(COSBase value, int depth) throws IOException, LensException {
        if (depth > DEEPEST) {
            throw new IOException("objects in each other deeper than " + DEEPEST);
        }
        if (value instanceof COSString || value instanceof COSArray || value instanceof COSDictionary) {
            // The catalogue is reached twice, and more so in a broken PDF.
            if (!seen.add(value)) {
                return;
            }
        }
        switch (value) {
            case COSString string ->
                say(string.getString(), replacement -> string.setValue(new COSString(replacement).getBytes()));
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
        if (COSName.XREF.equals(dictionary.getItem(COSName.TYPE))) {
            // The table of objects, with numbers that name the file.
            return;
        }
        if (dictionary instanceof COSStream stream) {
            boolean picture = COSName.IMAGE.equals(stream.getCOSName(COSName.SUBTYPE));
            pictures |= picture;
            if (!picture) {
                PdfStreams.count(stream);
            }
            if (COSName.METADATA.equals(stream.getCOSName(COSName.TYPE))) {
                stream(stream);
            }
        }
        for (COSName name : List.copyOf(dictionary.keySet())) {
            COSBase item = dictionary.getItem(name);
            parts.at(dictionary, name);
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
        if (!streams.add(stream)) {
            return;
        }
        try (InputStream in = stream.createInputStream()) {
            byte[] bytes = in.readAllBytes();
            String utf8 = new String(bytes, StandardCharsets.UTF_8);
            boolean exact = Arrays.equals(utf8.getBytes(StandardCharsets.UTF_8), bytes);
            // As strings are (ISO 32000-1, 7.9.2): with a byte order mark, or in a charset of PDF's own.
            String said = exact ? utf8 : new COSString(bytes).getString();
            if (said.indexOf('\0') >= 0) {
                throw new LensException("a PDF with a script, form or metadata in an unknown charset; save it anew");
            }
            say(said, replacement -> write(stream, exact, replacement));
        }
    }

    private static void write(COSStream stream, boolean utf8, String replacement) throws IOException {
        if (!utf8) {
            throw new UnredactableException("it is in a text that is not in UTF-8");
        }
        try (OutputStream out = stream.createOutputStream(COSName.FLATE_DECODE)) {
            out.write(replacement.getBytes(StandardCharsets.UTF_8));
        }
    }
}
