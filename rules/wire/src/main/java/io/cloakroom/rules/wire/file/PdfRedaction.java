package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.engine.Span;
import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.engine.redact.Redactor;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.TextSegment;
import io.cloakroom.rules.wire.UnredactableException;
import io.cloakroom.rules.wire.file.PdfGlyph.Mark;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.geom.Point2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;

/**
 * Takes text out of a PDF: the codes of its glyphs leave the descriptions of pages and their parts, a gap as wide stays, and the replacement
 * is written into it. The file is saved whole, so that no older version of it stays behind, and read again: it must say what it said with
 * the edits made, and nothing else. What cannot be done so is not done at all.
 */
final class PdfRedaction {

    /** A value shorter than this stands in other words by chance. */
    private static final int TELLING = 4;

    private final PDDocument document;
    private final PdfStrings strings;
    private final PdfGlyphs lines;
    private final PdfGlyphs written;

    /** Numbers of glyphs. */
    private final Set<Integer> removed = new TreeSet<>();

    /** Of what parts of pages nothing may be said any more. */
    private final Set<Mark> silenced = new HashSet<>();

    /** Edits of the text beside the pages. */
    private final List<TextEdit> beside = new ArrayList<>();

    /** What is written in the place of a glyph. */
    private final Map<Integer, PdfOverlay> overlays = new TreeMap<>();

    /** What was edited, as it reads without spaces. */
    private final Set<String> values = new HashSet<>();

    /** What the strings beside the pages may say afterwards. */
    private final Set<String> expected = new HashSet<>();

    private PdfRedaction(PDDocument document) throws IOException, LensException {
        this.document = document;
        this.strings = PdfStrings.of(document.getDocument());
        this.lines = PdfGlyphs.of(document, true);
        this.written = PdfGlyphs.of(document, false);
    }

    /**
     * @param segments as {@link PdfFormat} found them
     * @param edits of them
     * @throws UnredactableException when what is edited cannot be taken out, saying why
     */
    static byte[] redact(byte[] file, List<TextSegment> segments, Map<Integer, List<TextEdit>> edits)
            throws LensException {
        try (PDDocument document = PdfStreams.load(file, Budget.of(file.length))) {
            if (!document.getSignatureDictionaries().isEmpty()) {
                throw new UnredactableException("it is signed");
            }
            PdfRedaction redaction = new PdfRedaction(document);
            if (!redaction.segments().equals(segments)) {
                throw new UnredactableException("it reads otherwise each time");
            }
            for (Map.Entry<Integer, List<TextEdit>> edit : new TreeMap<>(edits).entrySet()) {
                redaction.edit(segments.get(edit.getKey()), edit.getValue());
            }
            return redaction.redacted();
        } catch (PdfRefused e) {
            throw e.reason();
        } catch (IOException | NoninvertibleTransformException | IllegalArgumentException e) {
            throw new UnredactableException("its text cannot be told from its pages", e);
        }
    }

    private List<TextSegment> segments() {
        return PdfFormat.segments(lines.text(), written.text(), strings.text() + lines.inline());
    }

    private void edit(TextSegment segment, List<TextEdit> edits) throws NoninvertibleTransformException {
        edits.forEach(edit -> values.add(PdfFormat.letters(edit.span().of(segment.text()))));
        if (segment.path().equals(PdfFormat.BESIDE)) {
            beside.addAll(edits);
        } else {
            for (TextEdit edit : edits) {
                take(segment.path().equals(PdfFormat.PAGES) ? lines : written, edit);
            }
        }
    }

    private byte[] redacted() throws IOException, LensException, NoninvertibleTransformException {
        alsoTakeWhatStandsThere();
        replace(beside);
        List<PdfGlyph> gone = removed.stream().map(this::glyph).toList();
        PdfContents.rewrite(document, lines.contents(), gone, silenced);
        PdfFonts.forget(document, gone, left());
        PdfOverlay.write(document, overlays.values());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document.save(out);
        byte[] redacted = out.toByteArray();
        prove(redacted);
        return redacted;
    }

    /** Glyphs that stay. */
    private List<PdfGlyph> left() {
        return IntStream.range(0, lines.glyphs().size())
                .filter(glyph -> !removed.contains(glyph))
                .mapToObj(this::glyph)
                .toList();
    }

    private void take(PdfGlyphs read, TextEdit edit) throws NoninvertibleTransformException {
        Span span = edit.span();
        Set<Integer> taken = new LinkedHashSet<>();
        for (int i = span.start(); i < span.end(); i++) {
            Integer glyph = read.at(i);
            if (glyph != null) {
                taken.add(glyph);
            } else if (!Character.isWhitespace(read.text().charAt(i))) {
                throw new UnredactableException("its characters cannot be told from its glyphs");
            }
        }
        for (int glyph : List.copyOf(taken)) {
            taken.addAll(marked(glyph(glyph), read == lines, taken));
        }
        boolean shared = taken.contains(read.at(span.start() - 1)) || taken.contains(read.at(span.end()));
        if (taken.isEmpty()
                || shared
                || !taken.stream().allMatch(glyph -> glyph(glyph).told())) {
            throw new UnredactableException("its fonts do not say which character is which");
        }
        for (int glyph : taken) {
            if (onPicture(glyph(glyph))) {
                throw new UnredactableException("it stands on a picture, as on a page that was scanned");
            }
        }
        taken.removeAll(removed);
        if (!taken.isEmpty()) {
            List<PdfGlyph> gone = taken.stream().map(this::glyph).toList();
            overlays.put(taken.iterator().next(), PdfOverlay.of(edit.replacement(), gone));
            removed.addAll(taken);
        }
    }

    /** The glyphs of the part that says what to read instead of this one: such a part goes as a whole or not at all. */
    private List<Integer> marked(PdfGlyph glyph, boolean instead, Set<Integer> taken) {
        Mark mark = glyph.mark();
        if (mark == null || silenced.contains(mark)) {
            return List.of();
        }
        List<Integer> part = Objects.requireNonNull(lines.parts().get(mark));
        if (mark.strings().isEmpty() || !(instead || taken.containsAll(part))) {
            throw new UnredactableException("it is in a part of a page that says what to read instead of it");
        }
        silenced.add(mark);
        return part;
    }

    private PdfGlyph glyph(int number) {
        return lines.glyphs().get(number);
    }

    private boolean onPicture(PdfGlyph glyph) throws NoninvertibleTransformException {
        for (PdfGlyphs.Picture picture : lines.shownPictures()) {
            if (picture.page() == glyph.page() && picture.place().getDeterminant() != 0) {
                Point2D point = picture.place().inverseTransform(glyph.middle(), null);
                if (point.getX() >= 0 && point.getX() <= 1 && point.getY() >= 0 && point.getY() <= 1) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Accents, and what is drawn twice to look bold. */
    private void alsoTakeWhatStandsThere() throws NoninvertibleTransformException {
        Map<PDPage, List<PdfGlyph>> told =
                removed.stream().map(this::glyph).collect(Collectors.groupingBy(PdfGlyph::page));
        for (int i = 0; i < lines.glyphs().size(); i++) {
            List<PdfGlyph> there = lines.isRead(i) ? List.of() : told.getOrDefault(glyph(i).page(), List.of());
            for (PdfGlyph gone : there) {
                if (gone.covers(glyph(i))) {
                    removed.add(i);
                }
            }
        }
    }

    private void replace(List<TextEdit> edits) throws IOException {
        for (PdfStrings.Said said : strings.all()) {
            int start = said.start();
            int end = start + said.text().length();
            List<TextEdit> own = new ArrayList<>();
            for (TextEdit edit : edits) {
                int from = Math.max(edit.span().start(), start);
                int to = Math.min(edit.span().end(), end);
                if (from < to) {
                    own.add(new TextEdit(
                            new Span(from - start, to - start),
                            from == edit.span().start() ? edit.replacement() : ""));
                }
            }
            String now = own.isEmpty() ? said.text() : Redactor.apply(said.text(), own);
            if (!own.isEmpty()) {
                said.writer().write(now);
            }
            expected.add(now);
        }
        expected.add("");
        int at = strings.text().length();
        for (Mark mark : lines.marks()) {
            int start = at;
            int end = start
                    + mark.strings().stream()
                            .mapToInt(said -> said.length() + 1)
                            .sum();
            if (edits.stream()
                    .anyMatch(edit -> edit.span().start() < end && edit.span().end() > start)) {
                silenced.add(mark);
            }
            at = end;
        }
        lines.marks().stream()
                .filter(mark -> !silenced.contains(mark))
                .forEach(mark -> mark.strings().forEach(said -> expected.addAll(List.of(said.split("\n", -1)))));
    }

    /**
     * Reads it as anybody would: all characters must be those that were there, but for what was edited, and what was edited must not read in
     * either order. (In which order what overlaps reads is anybody's guess, and may change.)
     */
    private void prove(byte[] redacted) throws IOException, LensException {
        String kept = kept();
        String wanted = kept + overlays.values().stream().map(PdfOverlay::text).collect(Collectors.joining());
        try (PDDocument again = PdfStreams.load(redacted, Budget.of(redacted.length))) {
            PdfStrings now = PdfStrings.of(again.getDocument());
            PdfPages pages = new PdfPages(true);
            String byLine = PdfFormat.letters(pages.getText(again));
            PdfGlyphs contents = PdfGlyphs.of(again, false);
            String asWritten = PdfFormat.letters(contents.text());
            if (!sorted(asWritten).equals(sorted(PdfFormat.letters(wanted)))) {
                throw new UnredactableException("its pages would not read the same");
            }
            boolean known = now.all().stream().map(PdfStrings.Said::text).allMatch(expected::contains)
                    && expected.containsAll(List.of(pages.inline().split("\n", -1)));
            boolean gone = values.stream()
                    .filter(value -> value.length() >= TELLING && !kept.contains(value))
                    .noneMatch(value -> byLine.contains(value) || asWritten.contains(value));
            if (now.parts().hide(contents.contents()) || now.parts().keep(contents.contents())) {
                throw new UnredactableException("it has text in parts that no page shows");
            }
            if (!known || !gone) {
                throw new UnredactableException("it says it in more places than can be found");
            }
        }
    }

    /** The text of the pages without what is gone. */
    private String kept() {
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < written.text().length(); i++) {
            Integer glyph = written.at(i);
            if (glyph == null || !removed.contains(glyph)) {
                kept.append(written.text().charAt(i));
            }
        }
        return PdfFormat.letters(kept.toString());
    }

    private static String sorted(String text) {
        char[] letters = text.toCharArray();
        Arrays.sort(letters);
        return new String(letters);
    }
}
