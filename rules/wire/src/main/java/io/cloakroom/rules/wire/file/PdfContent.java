package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.wire.UnredactableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.pdfbox.contentstream.PDContentStream;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorName;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfparser.PDFStreamParser;
import org.apache.pdfbox.pdfwriter.ContentStreamWriter;

/** The description of a page or of a part of one (ISO 32000-1, 7.8.2), written anew without some of its glyphs. */
final class PdfContent {

    private static final Set<String> MARKS =
            Set.of(OperatorName.BEGIN_MARKED_CONTENT_SEQ, OperatorName.MARKED_CONTENT_POINT_WITH_PROPS);

    private static final Set<String> SHOW = Set.of(
            OperatorName.SHOW_TEXT,
            OperatorName.SHOW_TEXT_ADJUSTED,
            OperatorName.SHOW_TEXT_LINE,
            OperatorName.SHOW_TEXT_LINE_AND_SPACE);

    private PdfContent() {}

    /** The strings that an operator says of the part it marks. */
    static List<COSString> inline(Operator operator, List<COSBase> operands) {
        List<COSString> strings = new ArrayList<>();
        if (MARKS.contains(operator.getName())
                && operands.size() == 2
                && operands.get(1) instanceof COSDictionary said) {
            for (COSName name : said.keySet()) {
                if (said.getDictionaryObject(name) instanceof COSString string) {
                    strings.add(string);
                }
            }
        }
        return strings;
    }

    /** How many bytes of text a content shows. */
    static int shown(COSStream content) throws IOException {
        int shown = 0;
        int operands = 0;
        try (InputStream in = content.createInputStream()) {
            PDFStreamParser parser = new PDFStreamParser(in.readAllBytes());
            for (Object token = parser.parseNextToken(); token != null; token = parser.parseNextToken()) {
                if (token instanceof Operator operator) {
                    shown += SHOW.contains(operator.getName()) ? operands : 0;
                    operands = 0;
                } else {
                    List<?> tokens = token instanceof COSArray array ? array.toList() : List.of(token);
                    for (Object each : tokens) {
                        operands += each instanceof COSString string ? string.getBytes().length : 0;
                    }
                }
            }
        }
        return shown;
    }

    /**
     * @param removed glyphs by the number of the operator that shows them
     * @param silenced numbers of the operators that mark a part, of which nothing may be said any more
     */
    static byte[] without(PDContentStream content, Map<Integer, List<PdfGlyph>> removed, Set<Integer> silenced)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ContentStreamWriter writer = new ContentStreamWriter(out);
        PDFStreamParser parser = new PDFStreamParser(content);
        List<COSBase> operands = new ArrayList<>();
        int number = 0;
        for (Object token = parser.parseNextToken(); token != null; token = parser.parseNextToken()) {
            if (token instanceof Operator operator) {
                number++;
                if (silenced.contains(number) && operands.size() == 2) {
                    COSDictionary said = (COSDictionary) operands.get(1);
                    List.copyOf(said.keySet()).stream()
                            .filter(name -> said.getDictionaryObject(name) instanceof COSString)
                            .forEach(said::removeItem);
                }
                write(writer, operator, operands, removed.getOrDefault(number, List.of()));
                operands.clear();
            } else {
                operands.add((COSBase) token);
            }
        }
        return out.toByteArray();
    }

    private static void write(
            ContentStreamWriter writer, Operator operator, List<COSBase> operands, List<PdfGlyph> removed)
            throws IOException {
        if (removed.isEmpty()) {
            writer.writeTokens(operands);
            writer.writeToken(operator);
            return;
        }
        switch (operator.getName()) {
            case OperatorName.SHOW_TEXT, OperatorName.SHOW_TEXT_ADJUSTED -> {}
            case OperatorName.SHOW_TEXT_LINE -> writer.writeTokens(Operator.getOperator(OperatorName.NEXT_LINE));
            case OperatorName.SHOW_TEXT_LINE_AND_SPACE ->
                writer.writeTokens(
                        operands.get(0),
                        Operator.getOperator(OperatorName.SET_WORD_SPACING),
                        operands.get(1),
                        Operator.getOperator(OperatorName.SET_CHAR_SPACING),
                        Operator.getOperator(OperatorName.NEXT_LINE));
            default -> throw new UnredactableException("its text is shown in a way that is not known here");
        }
        COSArray shown =
                operands.getLast() instanceof COSArray array ? array : new COSArray(List.of(operands.getLast()));
        writer.writeTokens(without(shown, removed), Operator.getOperator(OperatorName.SHOW_TEXT_ADJUSTED));
    }

    /** What TJ takes, with one gap for glyphs that are gone side by side: a number for each would tell which they were. */
    private static COSArray without(COSArray shown, List<PdfGlyph> removed) {
        COSArray kept = new COSArray();
        int strings = 0;
        for (int i = 0; i < shown.size(); i++) {
            if (Objects.requireNonNull(shown.getObject(i)) instanceof COSString string) {
                int number = ++strings;
                List<PdfGlyph> of = removed.stream()
                        .filter(glyph -> glyph.string() == number)
                        .toList();
                cut(string.getBytes(), of, kept);
            } else if (shown.getObject(i) instanceof COSNumber gap) {
                gap(gap.floatValue(), kept);
            }
        }
        return kept;
    }

    private static void gap(float width, COSArray kept) {
        int last = kept.size() - 1;
        if (last >= 0 && kept.get(last) instanceof COSNumber before) {
            kept.set(last, new COSFloat(before.floatValue() + width));
        } else {
            kept.add(new COSFloat(width));
        }
    }

    private static void cut(byte[] codes, List<PdfGlyph> removed, COSArray kept) {
        int at = 0;
        for (PdfGlyph glyph : removed) {
            if (glyph.from() > at) {
                kept.add(new COSString(Arrays.copyOfRange(codes, at, glyph.from())));
            }
            gap(glyph.advance(), kept);
            at = glyph.from() + glyph.length();
        }
        if (at < codes.length) {
            kept.add(new COSString(Arrays.copyOfRange(codes, at, codes.length)));
        }
    }
}
