package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.OpenedFile;
import java.util.ArrayList;
import java.util.List;

/** The text of one XML or HTML document as a reader sees it, then the values and comments only its source shows. */
final class MarkupText implements Markup.Events {

    private static final String SCHEMA = "xmlns";

    private final String raw;
    private final Dialect dialect;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Piece> asides = new ArrayList<>();
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
        separate(local);
    }

    @Override
    public void end(String name) {
        String local = local(name);
        if (dialect.silent().contains(local) && silent > 0) {
            silent--;
        }
        separate(local);
    }

    private void separate(String local) {
        String separator = dialect.separator(local);
        if (!separator.isEmpty()) {
            pieces.add(Piece.fixed(separator));
        }
    }

    @Override
    public void attribute(String element, String name, int from, int to) {
        if (to > from && !name.startsWith(SCHEMA) && dialect.tells(local(element), local(name))) {
            asides.add(Piece.fixed("\n"));
            boolean sheet = dialect == Dialect.OFFICE && local(element).equals("sheet");
            asides.add(Piece.of(raw, from, to, sheet ? Entities.BARE : Entities.ATTRIBUTE));
        }
    }

    @Override
    public void text(int from, int to) {
        if (silent == 0) {
            pieces.add(Piece.of(raw, from, to, Entities.TEXT));
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
