package io.cloakroom.rules.wire.file;

import java.io.IOException;
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
 * and scripts, and the streams that hold text: XMP metadata, scripts, rich text and XFA forms.
 */
final class PdfStrings {

    private static final Set<String> TEXT_STREAMS = Set.of("JS", "RC", "RV", "XFA");

    /** Objects in each other without reference; more is nobody's document. */
    private static final int DEEPEST = 100;

    private PdfStrings() {}

    static void append(COSDocument document, StringBuilder text) throws IOException {
        for (COSObjectKey key : document.getXrefTable().keySet()) {
            read(document.getObjectFromPool(key).getObject(), text, 0);
        }
    }

    private static void read(COSBase value, StringBuilder text, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("objects in each other deeper than " + DEEPEST);
        }
        switch (value) {
            case COSString string -> text.append('\n').append(string.getString());
            case COSArray array -> {
                for (COSBase each : array) {
                    read(each, text, depth + 1);
                }
            }
            case COSDictionary dictionary -> {
                if (dictionary instanceof COSStream stream
                        && COSName.METADATA.equals(stream.getCOSName(COSName.TYPE))) {
                    stream(stream, text);
                }
                for (COSName name : dictionary.keySet()) {
                    COSBase item = dictionary.getItem(name);
                    if (TEXT_STREAMS.contains(name.getName())) {
                        streams(item, text);
                    }
                    read(item, text, depth + 1);
                }
            }
            case null, default -> {}
        }
    }

    private static void streams(COSBase item, StringBuilder text) throws IOException {
        switch (item instanceof COSObject reference ? reference.getObject() : item) {
            case COSStream stream -> stream(stream, text);
            case COSArray array -> {
                for (int i = 0; i < array.size(); i++) {
                    if (array.getObject(i) instanceof COSStream stream) {
                        stream(stream, text);
                    }
                }
            }
            case null, default -> {}
        }
    }

    private static void stream(COSStream stream, StringBuilder text) throws IOException {
        try (var in = stream.createInputStream()) {
            text.append('\n').append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
