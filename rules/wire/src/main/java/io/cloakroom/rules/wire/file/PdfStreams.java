package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.wire.LensException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSInputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.filter.DecodeOptions;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.io.RandomAccessReadView;
import org.apache.pdfbox.pdfparser.PDFParser;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDStream;

/**
 * Opens PDFs whose streams (ISO 32000-1, 7.4) are counted before they are unpacked, the tables of their objects too: PDFBox unpacks each
 * into memory, however large.
 */
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

    /**
     * @param budget of all that is unpacked, now or later
     * @throws PdfRefused whoever unpacks a stream that the budget does not allow, or that is packed more than once, as nobody needs to
     */
    static PDDocument load(byte[] file, Budget budget) throws IOException {
        return new Parser(file, budget).parse();
    }

    /** Counts a stream of a document that was {@link #load loaded}, unless it was counted. */
    static void count(COSStream stream) throws IOException {
        if (stream instanceof Counted counted) {
            counted.count();
        }
    }

    private static final class Parser extends PDFParser {

        Parser(byte[] file, Budget budget) throws IOException {
            super(new RandomAccessReadBuffer(file));
            document.close();
            document = new COSDocument(IOUtils.createMemoryOnlyStreamCache(), this) {
                @Override
                public COSStream createCOSStream(COSDictionary dictionary, long start, long length) throws IOException {
                    return new Counted(dictionary, createRandomAccessReadView(start, length), budget);
                }
            };
        }
    }

    private static final class Counted extends COSStream {

        private final Budget budget;
        private boolean counted;

        Counted(COSDictionary dictionary, RandomAccessReadView packed, Budget budget) throws IOException {
            super(null, packed);
            this.budget = budget;
            dictionary.forEach(this::setItem);
            setKey(dictionary.getKey());
        }

        @Override
        public COSInputStream createInputStream(DecodeOptions options) throws IOException {
            count();
            return super.createInputStream(options);
        }

        /** For PDFBox a page goes on behind a part of its description that does not unpack. */
        @Override
        public RandomAccessRead createView() throws IOException {
            count();
            try {
                return super.createView();
            } catch (IOException e) {
                throw new PdfRefused("a PDF that cannot be read", e);
            }
        }

        void count() throws IOException {
            if (Thread.currentThread().isInterrupted()) {
                throw new PdfRefused("interrupted");
            }
            if (!counted) {
                counted = true;
                try {
                    PdfStreams.count(this, budget);
                } catch (LensException e) {
                    throw new PdfRefused(Objects.requireNonNull(e.getMessage()), e);
                }
            }
        }
    }

    private static void count(COSStream stream, Budget budget) throws IOException, LensException {
        List<? extends COSBase> filters = list(stream.getFilters());
        long packings = filters.stream()
                .filter(filter -> DEFLATE.contains(filter) || OTHER_PACKINGS.contains(filter))
                .count();
        if (packings > 1) {
            throw new LensException("a PDF with something packed more than once; save it anew");
        }
        for (COSBase parameters : list(stream.getDictionaryObject(COSName.DECODE_PARMS, COSName.DP))) {
            budget.decode(rows(parameters instanceof COSObject reference ? reference.getObject() : parameters));
        }
        if (packings == 0) {
            budget.decode(stream.getLength());
        } else if (filters.stream().anyMatch(DEFLATE::contains)) {
            inflate(stream, budget);
        } else {
            budget.decode(stream.getLength() * LZW);
        }
    }

    private static List<? extends COSBase> list(COSBase filters) {
        return switch (filters) {
            case COSArray array -> array.toList();
            case null -> List.of();
            default -> List.of(filters);
        };
    }

    /** What a predictor holds (7.4.4.4), which the stream itself need not have: one row, and the one before. */
    private static long rows(COSBase parameters) {
        if (parameters instanceof COSDictionary predictor && predictor.getInt(COSName.PREDICTOR, 1) > 1) {
            double bits = (double) predictor.getInt(COSName.COLUMNS, 1)
                    * predictor.getInt(COSName.COLORS, 1)
                    * predictor.getInt(COSName.BITS_PER_COMPONENT, 8);
            return (long) Math.max(0, 2 * bits / 8);
        }
        return 0;
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
