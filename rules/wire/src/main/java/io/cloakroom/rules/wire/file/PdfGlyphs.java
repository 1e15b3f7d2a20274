package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.wire.file.PdfGlyph.Mark;
import java.awt.geom.AffineTransform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.pdfbox.contentstream.PDContentStream;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorName;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.state.PDTextState;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.jspecify.annotations.Nullable;

/** The text of the pages once more, now with the glyph that each character was read from, and where pictures stand. */
final class PdfGlyphs extends PdfPages {

    /** A picture fills the unit square of its own space (ISO 32000-1, 8.9.5). */
    record Picture(PDPage page, AffineTransform place) {}

    /** A content that is being read: how far, and how deep in operators that stand for several. */
    private static final class Reading {
        private final PDContentStream content;
        private int operator;
        private int string;
        private int depth;

        Reading(PDContentStream content) {
            this.content = content;
        }
    }

    private final Deque<Reading> readings = new ArrayDeque<>();
    private final List<PdfGlyph> glyphs = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private final Map<Mark, List<Integer>> parts = new IdentityHashMap<>();

    /** For each part that is open, what it says to read instead, if it does. */
    private final List<Optional<Mark>> open = new ArrayList<>();

    private final List<Picture> pictures = new ArrayList<>();
    private final Map<TextPosition, Integer> byPosition = new IdentityHashMap<>();
    private final List<@Nullable Integer> byCharacter = new ArrayList<>();
    private final BitSet read = new BitSet();
    private final StringWriter written = new StringWriter();
    private ByteArrayInputStream codes = new ByteArrayInputStream(new byte[0]);
    private int length;
    private @Nullable Mark mark;

    private PdfGlyphs(boolean byLine) {
        super(byLine);
    }

    /** Reads all pages. */
    static PdfGlyphs of(PDDocument document, boolean byLine) throws IOException {
        PdfGlyphs glyphs = new PdfGlyphs(byLine);
        glyphs.getText(document);
        return glyphs;
    }

    String text() {
        return written.toString();
    }

    /** The number of the glyph a character of the text was read from; null when none is known. */
    @Nullable
    Integer at(int character) {
        return character >= 0 && character < byCharacter.size() ? byCharacter.get(character) : null;
    }

    /** All of them as they are shown, the same in whatever order they are read. */
    List<PdfGlyph> glyphs() {
        return glyphs;
    }

    /** Whether a glyph is a character of the text, be it told which; accents of others are none, nor what is drawn twice. */
    boolean isRead(int glyph) {
        return read.get(glyph);
    }

    /** What is said of marked parts, in the order of {@link #inline}. */
    List<Mark> marks() {
        return marks;
    }

    /** The glyphs of each part that says what to read instead. */
    Map<Mark, List<Integer>> parts() {
        return parts;
    }

    List<Picture> shownPictures() {
        return pictures;
    }

    @Override
    public void writeText(PDDocument document, java.io.Writer to) throws IOException {
        super.writeText(document, written);
    }

    @Override
    void reading(PDContentStream content, Step step) throws IOException {
        readings.push(new Reading(content));
        try {
            super.reading(content, step);
        } finally {
            readings.pop();
        }
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        Reading reading = readings.element();
        if (reading.depth == 0) {
            reading.operator++;
            reading.string = 0;
        }
        List<String> said = PdfContent.inline(operator, operands).stream()
                .map(COSString::getString)
                .toList();
        mark = new Mark(reading.content, reading.operator, said);
        if (!said.isEmpty()) {
            marks.add(mark);
        }
        boolean picture = operator.getName().equals(OperatorName.BEGIN_INLINE_IMAGE)
                || (operator.getName().equals(OperatorName.DRAW_OBJECT)
                        && !operands.isEmpty()
                        && operands.getFirst() instanceof COSName name
                        && getResources().isImageXObject(name));
        if (picture) {
            bound(1);
            Matrix place = getGraphicsState().getCurrentTransformationMatrix();
            pictures.add(new Picture(getCurrentPage(), place.createAffineTransform()));
        }
        reading.depth++;
        try {
            super.processOperator(operator, operands);
        } finally {
            reading.depth--;
        }
    }

    @Override
    public void beginMarkedContentSequence(COSName tag, @Nullable COSDictionary properties) {
        boolean instead = properties != null && properties.containsKey(COSName.ACTUAL_TEXT);
        open.add(instead ? Optional.ofNullable(mark) : Optional.empty());
        super.beginMarkedContentSequence(tag, properties);
    }

    @Override
    public void endMarkedContentSequence() {
        if (!open.isEmpty()) {
            open.removeLast();
        }
        super.endMarkedContentSequence();
    }

    @Override
    protected void showText(byte[] string) throws IOException {
        readings.element().string++;
        codes = new ByteArrayInputStream(string);
        length = string.length;
        super.showText(string);
    }

    @Override
    protected void showGlyph(Matrix place, PDFont font, int code, Vector displacement) throws IOException {
        Reading reading = readings.element();
        int from = length - codes.available();
        font.readCode(codes);
        int bytes = length - codes.available() - from;
        PDTextState state = getGraphicsState().getTextState();
        float width = font.isVertical() ? displacement.getY() : displacement.getX();
        float spacing = state.getCharacterSpacing() + (bytes == 1 && code == ' ' ? state.getWordSpacing() : 0);
        Mark instead = open.stream().flatMap(Optional::stream).findFirst().orElse(null);
        if (instead != null) {
            parts.computeIfAbsent(instead, part -> new ArrayList<>()).add(glyphs.size());
        }
        glyphs.add(new PdfGlyph(
                getCurrentPage(),
                font,
                code,
                reading.content,
                reading.operator,
                reading.string,
                from,
                bytes,
                -1000 * (width + spacing / state.getFontSize()),
                place.createAffineTransform(),
                displacement.getX(),
                font.toUnicode(code) != null && !font.isVertical(),
                instead));
        super.showGlyph(place, font, code, displacement);
    }

    @Override
    protected void writePage() throws IOException {
        super.writePage();
        byPosition.clear();
    }

    @Override
    protected void processTextPosition(TextPosition position) {
        byPosition.put(position, glyphs.size() - 1);
        super.processTextPosition(position);
    }

    /** Where a word is not written as its glyphs say, character for character, nothing in it can be told from the rest. */
    @Override
    protected void writeString(String text, List<TextPosition> positions) throws IOException {
        while (byCharacter.size() < written.getBuffer().length()) {
            byCharacter.add(null);
        }
        StringBuilder spelled = new StringBuilder();
        List<Integer> spelling = new ArrayList<>();
        for (TextPosition position : positions) {
            String unicode = normal(position.getUnicode());
            spelled.append(unicode);
            Integer glyph = Objects.requireNonNull(byPosition.get(position));
            read.set(glyph);
            for (int i = 0; i < unicode.length(); i++) {
                spelling.add(glyph);
            }
        }
        if (spelled.toString().equals(text)) {
            byCharacter.addAll(spelling);
        }
        super.writeString(text, positions);
    }

    /** Ligatures as the text of the pages has them. */
    private static String normal(String unicode) {
        boolean form = unicode.chars().anyMatch(c -> (c >= 0xfb00 && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfeff));
        return form ? Normalizer.normalize(unicode, Normalizer.Form.NFKC).strip() : unicode;
    }
}
