package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.engine.Span;
import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.engine.redact.Redactor;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.OpenedFile;
import io.cloakroom.rules.wire.TextSegment;
import io.cloakroom.rules.wire.file.Piece.Change;
import io.cloakroom.rules.wire.file.Piece.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** One text, read from several places of one file. Outside what is edited every character stays, and with it every byte. */
final class TextPart implements OpenedFile {

    /** More places than this in one file cost memory without bound. */
    static final int MOST_PIECES = 2_000_000;

    private final Characters file;
    private final List<Piece> pieces;
    private final int[] starts;
    private final String text;
    private final List<TextSegment> segments;

    TextPart(Characters file, String path, List<Piece> pieces) throws LensException {
        bound(pieces.size());
        this.file = file;
        this.pieces = List.copyOf(pieces);
        this.starts = new int[pieces.size() + 1];
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            all.append(pieces.get(i).text());
            starts[i + 1] = all.length();
        }
        this.text = all.toString();
        boolean says = pieces.stream()
                .anyMatch(piece -> piece.place() != null && !piece.text().isBlank());
        this.segments = says ? List.of(new TextSegment(path, text)) : List.of();
    }

    /** @throws LensException when there are more pieces than anybody's file has; asked while they are collected */
    static void bound(int pieces) throws LensException {
        if (Thread.currentThread().isInterrupted()) {
            throw new LensException("interrupted");
        }
        if (pieces > MOST_PIECES) {
            throw new LensException("more than " + MOST_PIECES + " pieces of text in one file");
        }
    }

    @Override
    public List<TextSegment> segments() {
        return segments;
    }

    @Override
    public Map<Integer, List<TextEdit>> fit(Map<Integer, List<TextEdit>> edits) {
        List<TextEdit> fitted = new ArrayList<>();
        for (TextEdit edit : edits.getOrDefault(0, List.of())) {
            fit(edit, fitted);
        }
        tie(fitted);
        return fitted.isEmpty() ? Map.of() : Map.of(0, fitted);
    }

    /** Pieces that change the same elsewhere say the same twice, as a stored value and the text shown for it: none stays alone. */
    private void tie(List<TextEdit> fitted) {
        Map<List<Change>, String> tied = new HashMap<>();
        Set<Integer> edited = new HashSet<>();
        for (TextEdit edit : fitted) {
            int piece = pieceAt(edit.span().start());
            edited.add(piece);
            Place place = pieces.get(piece).place();
            if (place != null && !place.along().isEmpty()) {
                tied.merge(place.along(), edit.replacement(), (one, other) -> one.isEmpty() ? other : one);
            }
        }
        for (int i = 0; i < pieces.size() && !tied.isEmpty(); i++) {
            Place place = pieces.get(i).place();
            String by = place == null ? null : tied.get(place.along());
            if (place != null && by != null && starts[i] < starts[i + 1] && edited.add(i)) {
                fitted.add(new TextEdit(
                        new Span(starts[i], starts[i + 1]), place.codec().adapt(by)));
            }
        }
    }

    private void fit(TextEdit edit, List<TextEdit> fitted) {
        int start = insidePair(edit.span().start())
                ? edit.span().start() - 1
                : edit.span().start();
        int end = insidePair(edit.span().end())
                ? edit.span().end() + 1
                : edit.span().end();
        int first = pieceAt(start);
        boolean written = false;
        for (int i = first; i < pieces.size() && (starts[i] < end || i == first); i++) {
            Place place = pieces.get(i).place();
            int from = Math.max(start, starts[i]);
            int to = Math.min(end, starts[i + 1]);
            if (place != null && (from < to || start == end)) {
                String by = written ? "" : place.codec().adapt(edit.replacement());
                fitted.add(new TextEdit(new Span(from, to), by));
                written = true;
            }
        }
    }

    private boolean insidePair(int at) {
        return at > 0
                && at < text.length()
                && Character.isLowSurrogate(text.charAt(at))
                && Character.isHighSurrogate(text.charAt(at - 1));
    }

    /** The piece a character is in; for an insertion between two, one that can be edited. */
    private int pieceAt(int offset) {
        int low = 0;
        int high = pieces.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (starts[middle + 1] > offset) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        while (low > 0 && starts[low] == offset && pieces.get(low).place() == null) {
            low--;
        }
        return low;
    }

    @Override
    public byte[] splice(Map<Integer, List<TextEdit>> edits) {
        List<TextEdit> ordered = new ArrayList<>(edits.getOrDefault(0, List.of()));
        if (ordered.isEmpty()) {
            return file.bytes();
        }
        ordered.sort(Comparator.comparing(TextEdit::span));
        List<Change> changes = new ArrayList<>();
        int next = 0;
        while (next < ordered.size()) {
            int piece = owner(ordered.get(next));
            int last = next + 1;
            while (last < ordered.size() && owner(ordered.get(last)) == piece) {
                last++;
            }
            Place place = Objects.requireNonNull(pieces.get(piece).place());
            changes.add(new Change(place.from(), place.to(), written(piece, ordered.subList(next, last))));
            changes.addAll(place.along());
            next = last;
        }
        changes.sort(Comparator.comparingInt(Change::from).thenComparingInt(Change::to));
        return file.with(changes.stream().distinct().toList());
    }

    private int owner(TextEdit edit) {
        int piece = pieceAt(edit.span().start());
        boolean inside = pieces.get(piece).place() != null && edit.span().end() <= starts[piece + 1];
        if (!inside) {
            throw new IllegalArgumentException("an edit across what cannot be edited; fit it first");
        }
        return piece;
    }

    /** The raw characters of one piece after its edits. */
    private String written(int piece, List<TextEdit> edits) {
        Place place = Objects.requireNonNull(pieces.get(piece).place());
        Codec codec = place.codec();
        if (codec.whole()) {
            return codec.encode(Redactor.apply(pieces.get(piece).text(), moved(edits, -starts[piece])));
        }
        String raw = file.text();
        StringBuilder out = new StringBuilder();
        int at = place.from();
        int decoded = starts[piece];
        int copied = at;
        for (TextEdit edit : edits) {
            while (decoded < edit.span().start()) {
                int unit = codec.unit(raw, at, place.to());
                decoded += codec.meaning(raw, at, unit).length();
                at += unit;
            }
            out.append(raw, copied, at).append(codec.encode(edit.replacement()));
            while (decoded < edit.span().end()) {
                int unit = codec.unit(raw, at, place.to());
                decoded += codec.meaning(raw, at, unit).length();
                at += unit;
            }
            copied = at;
        }
        return codec.seal(out.append(raw, copied, place.to()).toString());
    }

    private static List<TextEdit> moved(List<TextEdit> edits, int by) {
        return edits.stream()
                .map(edit -> new TextEdit(
                        new Span(edit.span().start() + by, edit.span().end() + by), edit.replacement()))
                .toList();
    }
}
