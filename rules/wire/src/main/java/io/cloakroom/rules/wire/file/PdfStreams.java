package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.wire.LensException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.common.PDStream;

/** What the streams of a PDF unpack to (ISO 32000-1, 7.4), counted before anything reads one: PDFBox unpacks each into memory, however large. */
final class PdfStreams {

    private static final Set<COSName> DEFLATE = Set.of(COSName.FLATE_DECODE, COSName.FLATE_DECODE_ABBREVIATION);
    private static final List<String> STOP =
            DEFLATE.stream().map(COSName::getName).toList();
    private static final Set<COSName> OTHER_PACKINGS = Set.of(
            COSName.LZW_DECODE,
            COSName.LZW_DECODE_ABBREVIATION,
            COSName.RUN_LENGTH_DECODE,
            COSName.RUN_LENGTH_DECODE_ABBREVIATION);

    /** Most bytes that LZW makes of one: a code of 12 bits stands for 4096 at most. */
    private static final long LZW = 4096 * 8 / 12;

    private PdfStreams() {}

    /** @throws LensException when the budget does not allow it, or it is packed more than once, as nobody needs to */
    static void count(COSStream stream, Budget budget) throws IOException, LensException {
        List<? extends COSBase> filters = filters(stream.getFilters());
        long packings = filters.stream()
                .filter(filter -> DEFLATE.contains(filter) || OTHER_PACKINGS.contains(filter))
                .count();
        if (packings > 1) {
            throw new LensException("a PDF with something packed more than once; save it anew");
        }
        if (packings == 0) {
            budget.decode(stream.getLength());
        } else if (filters.stream().anyMatch(DEFLATE::contains)) {
            inflate(stream, budget);
        } else {
            budget.decode(stream.getLength() * LZW);
        }
    }

    private static List<? extends COSBase> filters(COSBase filters) {
        return switch (filters) {
            case COSArray array -> array.toList();
            case COSName name -> List.of(name);
            case null, default -> List.of();
        };
    }

    private static void inflate(COSStream stream, Budget budget) throws IOException, LensException {
        Inflater inflater = new Inflater();
        byte[] buffer = new byte[8192];
        byte[] packed = new byte[8192];
        try (InputStream in = new PDStream(stream).createInputStream(STOP)) {
            for (int read = in.read(packed); read > 0 && !inflater.finished(); read = in.read(packed)) {
                inflater.setInput(packed, 0, read);
                for (int size = inflater.inflate(buffer); size > 0; size = inflater.inflate(buffer)) {
                    budget.decode(size);
                }
            }
        } catch (DataFormatException e) {
            throw new LensException("a PDF that cannot be read", e);
        } finally {
            inflater.end();
        }
    }
}
