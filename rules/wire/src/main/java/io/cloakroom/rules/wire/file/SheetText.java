package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.OpenedFile;
import io.cloakroom.rules.wire.file.Piece.Change;
import io.cloakroom.rules.wire.file.Piece.Place;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The cells of a worksheet (SpreadsheetML, ECMA-376 part 1 section 18.3): their own text, formulas, and numbers that could be somebody's. A
 * number that is replaced makes its cell one of text. Shared strings are in a part of their own.
 */
final class SheetText implements Markup.Events {

    private static final int FEWEST_DIGITS = 7;

    private final String raw;
    private final Dialect dialect;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Piece> asides = new ArrayList<>();
    private String element = "";
    private String type = "n";
    private int met;
    private int afterCell;
    private int typeFrom = -1;
    private int typeTo;

    private SheetText(Characters file, Dialect dialect) {
        this.raw = file.text();
        this.dialect = dialect;
        this.met = file.start();
    }

    static OpenedFile open(Characters file, String path, Dialect dialect) throws LensException {
        SheetText sheet = new SheetText(file, dialect);
        Markup.xml(file.text(), file.start(), sheet);
        List<Piece> all = new ArrayList<>(sheet.pieces);
        all.addAll(sheet.asides);
        return new TextPart(file, path, all);
    }

    @Override
    public void start(String name) {
        element = MarkupText.local(name);
        met = raw.indexOf('<' + name, met) + 1 + name.length();
        switch (element) {
            case "c" -> {
                type = "n";
                typeFrom = -1;
                afterCell = met;
            }
            case "row" -> pieces.add(Piece.fixed("\n"));
            case "v", "f", "is" -> pieces.add(Piece.fixed("\t"));
            default -> {}
        }
    }

    @Override
    public void end(String name) {
        element = "";
    }

    @Override
    public void attribute(String name, String attribute, int from, int to) {
        met = to;
        String owner = MarkupText.local(name);
        if (owner.equals("c")) {
            if (attribute.equals("t")) {
                type = raw.substring(from, to);
                typeFrom = from;
                typeTo = to;
            }
        } else if (to > from) {
            String value = Entities.ATTRIBUTE.decodeAll(raw, from, to);
            Codec codec = dialect.attribute(owner, MarkupText.local(attribute), value);
            if (codec != null) {
                asides.add(Piece.fixed("\n"));
                asides.add(new Piece(value, new Place(from, to, codec, List.of())));
            }
        }
    }

    @Override
    public void text(int from, int to) {
        met = to;
        switch (element) {
            case "v" -> value(from, to);
            case "f",
                    "formula",
                    "formula1",
                    "formula2",
                    "t",
                    "oddHeader",
                    "oddFooter",
                    "evenHeader",
                    "evenFooter",
                    "firstHeader",
                    "firstFooter" -> pieces.add(said(from, to, List.of()));
            default -> {
                if (!raw.substring(from, to).isBlank()) {
                    asides.add(Piece.fixed("\n"));
                    asides.add(Piece.of(raw, from, to, Entities.TEXT));
                }
            }
        }
    }

    private Piece said(int from, int to, List<Change> along) {
        String said = Entities.TEXT.decodeAll(raw, from, to);
        return new Piece(said, new Place(from, to, dialect.text(element, said), along));
    }

    /** All but a number, a shared string, a truth value and an error is text, dates as they are written in strict workbooks too. */
    private void value(int from, int to) {
        switch (type) {
            case "s", "b", "e" -> {}
            case "str", "inlineStr" -> pieces.add(said(from, to, List.of()));
            case "n" -> {
                if (NumberCell.plain(raw.substring(from, to)).length() >= FEWEST_DIGITS) {
                    pieces.add(Piece.of(raw, new Place(from, to, NumberCell.INSTANCE, List.of(text()))));
                }
            }
            default -> pieces.add(said(from, to, List.of(text())));
        }
    }

    /** What makes the cell one of text. */
    private Change text() {
        return typeFrom >= 0 ? new Change(typeFrom, typeTo, "str") : new Change(afterCell, afterCell, " t=\"str\"");
    }

    @Override
    public void verbatim(int from, int to) {
        text(from, to);
    }

    @Override
    public void aside(int from, int to) {
        met = to;
        // What a worksheet's source says beside its elements is read by nobody's program; it is kept out of the text,
        // not out of sight.
        if (!raw.startsWith("xml ", from)) {
            asides.add(Piece.fixed("\n"));
            asides.add(Piece.of(raw, from, to, Entities.TEXT));
        }
    }

    /** A number as people read it: programs write {@code 1.055501234E9} for a telephone number. Edited, it is text. */
    private static final class NumberCell implements Codec {

        static final NumberCell INSTANCE = new NumberCell();

        private static final int LONGEST = 40;

        static String plain(String number) {
            try {
                BigDecimal value = new BigDecimal(number);
                boolean readable = value.precision() <= LONGEST && Math.abs(value.scale()) <= LONGEST;
                return readable ? value.stripTrailingZeros().toPlainString() : number;
            } catch (NumberFormatException e) {
                return number;
            }
        }

        @Override
        public boolean whole() {
            return true;
        }

        @Override
        public int unit(String raw, int at, int end) {
            return end - at;
        }

        @Override
        public String meaning(String raw, int at, int unit) {
            return plain(raw.substring(at, at + unit));
        }

        @Override
        public String encode(String text) {
            return Entities.TEXT.encode(text);
        }
    }
}
