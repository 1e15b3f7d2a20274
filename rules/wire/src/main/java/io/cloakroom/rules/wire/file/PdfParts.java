package io.cloakroom.rules.wire.file;

import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.contentstream.PDContentStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.COSObjectable;

/**
 * The streams of a PDF that can paint something: told by where they hang, since a reader does not ask what they call themselves. Those
 * that the text of the pages does not come from may have text of their own.
 */
final class PdfParts {

    private static final COSName CHAR_PROCS = COSName.getPDFName("CharProcs");

    /** A cross in a box to be ticked is a text of one character. */
    private static final int SIGNS = 3;

    private final Set<COSStream> painted = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<COSStream> kept = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Takes note of what hangs at a name in a dictionary. */
    void at(COSDictionary dictionary, COSName name) throws IOException {
        COSBase item = dictionary.getDictionaryObject(name);
        if (COSName.CONTENTS.equals(name)) {
            take(item, 1, painted);
        }
        if (item instanceof COSStream stream) {
            if (form(stream)) {
                kept.add(stream);
            }
        } else if (item instanceof COSDictionary inner) {
            if (COSName.PATTERN.equals(name) || CHAR_PROCS.equals(name)) {
                take(inner, 1, painted);
            } else if (COSName.XOBJECT.equals(name)) {
                for (COSName each : List.copyOf(inner.keySet())) {
                    if (inner.getDictionaryObject(each) instanceof COSStream drawn && form(drawn)) {
                        painted.add(drawn);
                    }
                }
            } else if (COSName.SMASK.equals(name)) {
                take(inner.getDictionaryObject(COSName.G), 0, painted);
            } else if (COSName.AP.equals(name)) {
                take(inner, 2, kept);
            }
        }
    }

    /** What is drawn and says that it is no form is a picture, or nothing that is drawn. */
    private static boolean form(COSStream stream) {
        return COSName.FORM.equals(stream.getCOSName(COSName.SUBTYPE));
    }

    private static void take(COSBase item, int deep, Set<COSStream> streams) throws IOException {
        switch (item instanceof COSObject reference ? reference.getObject() : item) {
            case COSStream stream -> {
                PdfStreams.count(stream);
                streams.add(stream);
            }
            case COSArray array
            when deep > 0 -> {
                for (COSBase each : array) {
                    take(each, deep - 1, streams);
                }
            }
            case COSDictionary dictionary
            when deep > 0 -> {
                for (COSBase each : List.copyOf(dictionary.getValues())) {
                    take(each, deep - 1, streams);
                }
            }
            case null, default -> {}
        }
    }

    /**
     * Whether there is text in patterns, masks, letters, or in parts and pages that no page shows.
     *
     * @param read what the text of the pages came from
     */
    boolean hide(Collection<PDContentStream> read) throws IOException {
        return shows(painted, read, 0);
    }

    /** Whether there is text in what a program keeps too: other states of a form field. */
    boolean keep(Collection<PDContentStream> read) throws IOException {
        return shows(kept, read, SIGNS);
    }

    private static boolean shows(Set<COSStream> parts, Collection<PDContentStream> read, int signs) throws IOException {
        Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (PDContentStream content : read) {
            seen.add(((COSObjectable) content).getCOSObject());
            if (content instanceof PDPage page) {
                page.getContentStreams().forEachRemaining(stream -> seen.add(stream.getCOSObject()));
            }
        }
        for (COSStream part : parts) {
            if (!seen.contains(part) && PdfContent.shown(part) > signs) {
                return true;
            }
        }
        return false;
    }
}
