package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.FileKind;
import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Located;
import io.cloakroom.rules.wire.OpenedFile;
import io.cloakroom.rules.wire.Parts;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.TextSegment;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens files of every format whose text can be found and written back. */
public final class FileFormats {

    /** The file that this thread is opening when it meets JSON in it, and in the JSON another file. */
    private static final ThreadLocal<@Nullable Outer> OUTER = new ThreadLocal<>();

    private record Outer(Budget budget, int depth) {}

    private final Lens json;
    private final Bounded bounded;

    /** @param json finds every string in JSON */
    public FileFormats(Lens json) {
        this.json = json;
        this.bounded = new Bounded();
    }

    /**
     * Opens a file.
     *
     * @param type media type it is declared to be, or {@code ""}
     * @param name what it is called, or {@code ""}
     * @param budget of all files in one payload
     * @return empty when it is plain text in UTF-8, or nothing that is known here: then it is for the caller to read, or not
     * @throws LensException when it is of a known format and cannot be read: broken, encrypted, or beyond the limits, among which are
     *     {@link Parts#MOST_TEXT} of what is text as it stands
     */
    public Optional<OpenedFile> open(byte[] bytes, String type, String name, Budget budget) throws LensException {
        FileType known = FileType.of(bytes, type, name);
        if (known == FileType.IMAGE || known == FileType.AUDIO) {
            return Optional.of(media(bytes, known));
        }
        if (known == FileType.UNKNOWN || known == FileType.JSON) {
            return Optional.empty();
        }
        if (known.isText()) {
            Parts.boundText(bytes.length);
        }
        if (known == FileType.TEXT && !Characters.readable(bytes)) {
            return Optional.empty();
        }
        Outer outer = OUTER.get();
        return Optional.of(
                outer == null
                        ? bounded.run(() -> open(bytes, known, budget, 1))
                        : open(bytes, known, outer.budget(), outer.depth()));
    }

    /** Whether a media type says that there is more to a text than its characters. */
    public static boolean markup(String type) {
        return FileType.markup(type);
    }

    /** The media type of a file: what its name says where that is a language of marks or cells, else what it is declared to be. */
    public static String type(String declared, String name) {
        return FileType.type(declared, name);
    }

    /** Whether a text begins as what is more than its characters: a mail, a page. */
    public static boolean begins(byte[] bytes) {
        return FileType.beginning(bytes) != FileType.UNKNOWN;
    }

    /** Whether these bytes begin as a format begins that is no text. */
    public static boolean known(byte[] bytes) {
        return FileType.binary(bytes) != FileType.UNKNOWN;
    }

    /** Whether nothing tells that these bytes are anything but sound: they begin as a format of sound does, or as none that is known. */
    public static boolean maybeSound(byte[] bytes) {
        FileType type = FileType.binary(bytes);
        return type == FileType.UNKNOWN || type == FileType.AUDIO;
    }

    /** Opens a file inside another. */
    OpenedFile inside(byte[] bytes, String type, String name, Budget budget, int depth) throws LensException {
        return open(bytes, FileType.of(bytes, type, name), budget, depth);
    }

    /** Opens a text whose charset is declared. */
    OpenedFile declared(byte[] bytes, String type, String name, Charset charset, Budget budget, int depth)
            throws LensException {
        try {
            Characters file = Characters.of(bytes, charset);
            return switch (FileType.text(type, name).orElse(FileType.TEXT)) {
                case HTML -> MarkupText.open(file, "html", Dialect.HTML);
                case CSV -> CsvFormat.open(file, "csv");
                case TSV -> CsvFormat.open(file, "tsv");
                default -> text(file);
            };
        } catch (LensException e) {
            return inside(bytes, type, name, budget, depth);
        }
    }

    OpenedFile picture(byte[] bytes) {
        return media(bytes, FileType.IMAGE);
    }

    private OpenedFile open(byte[] bytes, FileType type, Budget budget, int depth) throws LensException {
        return switch (type) {
            case IMAGE, AUDIO -> media(bytes, type);
            case ZIP -> new ZipFormat(this, budget, depth).open(bytes);
            case PDF -> PdfFormat.open(bytes, budget);
            case MAIL -> new MailFormat(this, budget, depth).open(bytes);
            case CSV -> CsvFormat.open(Characters.detect(bytes), "csv");
            case TSV -> CsvFormat.open(Characters.detect(bytes), "tsv");
            case HTML -> MarkupText.open(Characters.detect(bytes), "html", Dialect.HTML);
            case XML -> xml(Characters.detect(bytes));
            case JSON -> json(bytes, budget, depth);
            case TEXT -> text(Characters.detect(bytes));
            case OLE ->
                throw new LensException("an encrypted office document, or one of before 2007; save it unencrypted as "
                        + "docx, xlsx or pptx");
            case RTF, MBOX ->
                throw new LensException("a format whose text cannot be read; save it as docx or eml, one file each");
            case UNKNOWN -> unknown(bytes);
        };
    }

    /** Files in the JSON are opened where this one is: in the same thread, at the same budget. */
    private OpenedFile json(byte[] bytes, Budget budget, int depth) throws LensException {
        Outer before = OUTER.get();
        OUTER.set(new Outer(budget, depth));
        try {
            return new InJson(bytes, json.locate(new Payload("", "application/json", bytes)));
        } finally {
            OUTER.set(before);
        }
    }

    private OpenedFile unknown(byte[] bytes) throws LensException {
        try {
            return text(Characters.detect(bytes));
        } catch (LensException e) {
            throw new LensException("a binary format that cannot be read", e);
        }
    }

    /** What is no XML although it is called so is read as browsers read it; but nobody knows what entities of its own stand for. */
    private static OpenedFile xml(Characters file) throws LensException {
        try {
            return MarkupText.open(file, "xml", Dialect.XML);
        } catch (LensException e) {
            if (file.text().contains("<!ENTITY")) {
                throw e;
            }
            return MarkupText.open(file, "xml", Dialect.HTML);
        }
    }

    private static OpenedFile text(Characters file) throws LensException {
        Piece all = Piece.of(file.text(), file.start(), file.text().length(), Codec.PLAIN);
        return new TextPart(file, "text", List.of(all));
    }

    private static OpenedFile media(byte[] bytes, FileType type) {
        return new Media(bytes, List.of(type == FileType.IMAGE ? FileKind.IMAGE : FileKind.AUDIO));
    }

    /** Pictures, sound: nothing is found in them. */
    private record Media(byte[] bytes, List<FileKind> kinds) implements OpenedFile {

        @Override
        public List<TextSegment> segments() {
            return List.of();
        }

        @Override
        public byte[] splice(Map<Integer, List<TextEdit>> edits) {
            return bytes;
        }
    }

    private record InJson(byte[] bytes, Located located) implements OpenedFile {

        @Override
        public List<TextSegment> segments() {
            return located.segments();
        }

        @Override
        public List<FileKind> kinds() {
            return located.kinds();
        }

        @Override
        public boolean print(int segment) {
            return located.print(segment);
        }

        @Override
        public Map<Integer, List<TextEdit>> fit(Map<Integer, List<TextEdit>> edits) {
            return located.fit(edits);
        }

        @Override
        public byte[] splice(Map<Integer, List<TextEdit>> edits) {
            return located.splice(edits).body();
        }
    }
}
