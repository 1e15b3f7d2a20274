package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.OpenedFile;
import io.cloakroom.rules.wire.file.Piece.Change;
import io.cloakroom.rules.wire.file.Piece.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The text of one XML or HTML document as a reader sees it, then the values and comments only its source shows. */
final class MarkupText implements Markup.Events {

    private static final String SCHEMA = "xmlns";
    private static final String CONTROL = "sdt";
    private static final Set<String> STORED = Set.of("value", "date-value");

    /** Elements of an OpenDocument that store what they show with its type, beside the cells of tables. */
    private static final Set<String> TYPED = Set.of("variable-set", "user-field-decl", "expression");

    /** Attributes that say again what the element shows, and which it can do without: dates of fields and of content controls. */
    private static final Set<String> AGAIN = Set.of(
            "date/date-value",
            "creation-date/date-value",
            "modification-date/date-value",
            "print-date/date-value",
            "user-defined/date-value",
            "date/fullDate");

    /** Shorter numbers are nobody's. */
    private static final int FEWEST_CHARACTERS = 7;

    private final String raw;
    private final Dialect dialect;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Piece> asides = new ArrayList<>();
    private String element = "";

    /** The element around what is stored too; {@code ""} outside of any. */
    private String shown = "";

    private List<Change> cell = List.of();
    private boolean valued;
    private int silent;

    private MarkupText(String raw, Dialect dialect) {
        this.raw = raw;
        this.dialect = dialect;
    }

    static OpenedFile open(Characters file, String path, Dialect dialect) throws LensException {
        MarkupText text = new MarkupText(file.text(), dialect);
        if (dialect.html()) {
            Markup.html(file.text(), file.start(), text);
        } else {
            Markup.xml(file.text(), file.start(), text);
        }
        List<Piece> all = new ArrayList<>(text.pieces);
        all.addAll(text.asides);
        return new TextPart(file, path, all);
    }

    @Override
    public void start(String name) {
        String local = local(name);
        if (dialect.silent().contains(local)) {
            silent++;
        }
        if (typed(local)) {
            cell = new ArrayList<>();
            valued = false;
            shown = local;
        }
        element = local;
        separate(local);
    }

    @Override
    public void end(String name) {
        String local = local(name);
        if (dialect.silent().contains(local) && silent > 0) {
            silent--;
        }
        if (local.equals(shown)) {
            cell = List.of();
            valued = false;
            shown = "";
        }
        element = "";
        separate(local);
    }

    private boolean typed(String element) {
        return dialect == Dialect.OPEN_DOCUMENT && (element.endsWith("table-cell") || TYPED.contains(element));
    }

    private void separate(String local) {
        String separator = dialect.separator(local);
        if (!separator.isEmpty()) {
            pieces.add(Piece.fixed(separator));
        }
    }

    @Override
    public void attribute(String element, String name, int from, int to) {
        String owner = local(element);
        String local = local(name);
        if (typed(owner) && (STORED.contains(local) || local.equals("value-type"))) {
            stored(name, from, to);
        } else if (dialect.attributes() != null && AGAIN.contains(owner + '/' + local)) {
            again(owner, name, from, to);
        } else if (to > from && !name.startsWith(SCHEMA)) {
            String value = Entities.ATTRIBUTE.decodeAll(raw, from, to);
            Codec codec = dialect.attribute(owner, local, value);
            if (codec != null) {
                asides.add(Piece.fixed("\n"));
                asides.add(new Piece(value, new Place(from, to, codec, List.of())));
            }
        }
    }

    /** What is shown tells it; where that is edited, the attribute goes. */
    private void again(String owner, String name, int from, int to) {
        if (!valued) {
            cell = new ArrayList<>();
            valued = true;
            shown = owner.equals("date") && dialect != Dialect.OPEN_DOCUMENT ? CONTROL : owner;
        }
        cell.add(new Change(raw.lastIndexOf(name, from - 1), to + 1, ""));
    }

    /** The value of an OpenDocument cell or field (ODF 1.3 part 3, 19.387): replaced, it becomes one of text, and so does what is shown. */
    private void stored(String name, int from, int to) {
        String local = local(name);
        if (local.equals("value-type")) {
            cell.add(new Change(from, to, "string"));
        } else if (STORED.contains(local) && to - from >= FEWEST_CHARACTERS) {
            int at = raw.lastIndexOf(name, from) + name.length() - local.length();
            cell.add(new Change(at, at + local.length(), "string-value"));
            valued = true;
            asides.add(Piece.fixed("\n"));
            asides.add(Piece.of(raw, new Place(from, to, Entities.ATTRIBUTE, cell)));
        }
    }

    @Override
    public void text(int from, int to) {
        if (silent == 0) {
            String said = Entities.TEXT.decodeAll(raw, from, to);
            pieces.add(new Piece(said, new Place(from, to, dialect.text(element, said), valued ? cell : List.of())));
        }
    }

    @Override
    public void verbatim(int from, int to) {
        if (silent == 0 && to > from) {
            pieces.add(Piece.of(raw, from, to, dialect.html() ? Verbatim.INSTANCE : Section.INSTANCE));
        }
    }

    @Override
    public void aside(int from, int to) {
        if (to > from && !raw.startsWith("xml ", from)) {
            asides.add(Piece.fixed("\n"));
            asides.add(Piece.of(raw, from, to, Verbatim.INSTANCE));
        }
    }

    static String local(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    /** A CDATA section ends at {@code ]]>}: where edits make one, a new section begins inside it. */
    private static final class Section implements Codec {

        static final Section INSTANCE = new Section();

        @Override
        public String seal(String written) {
            return written.replace("]]>", "]]]]><![CDATA[>");
        }
    }

    /** Comments and scripts end by characters that no replacement brings in. */
    private static final class Verbatim implements Codec {

        static final Verbatim INSTANCE = new Verbatim();

        @Override
        public String adapt(String replacement) {
            return replacement.replace('<', '(').replace('>', ')').replace("--", "- ");
        }
    }
}
