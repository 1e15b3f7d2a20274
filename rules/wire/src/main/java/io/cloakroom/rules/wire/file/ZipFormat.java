package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.wire.FileKind;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.OpenedFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Archives, and the documents that are archives of XML: Office Open XML (ECMA-376) and OpenDocument (ISO/IEC 26300). */
final class ZipFormat {

    private static final String OFFICE_PARTS = "[Content_Types].xml";
    private static final String ODF_TYPE = "mimetype";

    /** Settings of printers and fonts: every second workbook has them, and nobody's text is in them. */
    private static final Set<String> SILENT = Set.of("odttf", "fntdata", "ttf", "otf");

    private static final Set<String> PICTURES = Set.of("emf", "wmf", "wdp");

    /** XML that is not of the format but of whoever filled in a form. */
    private static final Pattern OWN_XML = Pattern.compile("customXml/item[^/]*\\.xml");

    /** Parts with text in runs. */
    private static final Pattern OFFICE_TEXT =
            Pattern.compile("xl/(tables|workbook|sharedStrings|comments|threaded|persons).*"
                    + "|xl/(drawings|charts|diagrams)/[^/]*\\.xml|word/(?!_rels|theme|settings).*|ppt/(?!_rels).*");

    private static final Pattern TABLE = Pattern.compile("xl/tables/[^/]*\\.xml");

    /** Those of an OpenDocument that name its parts and say nothing else. */
    private static final Set<String> ODF_LISTS = Set.of(ODF_TYPE, "META-INF/manifest.xml", "manifest.rdf");

    private final FileFormats formats;
    private final Budget budget;
    private final int depth;

    ZipFormat(FileFormats formats, Budget budget, int depth) {
        this.formats = formats;
        this.budget = budget;
        this.depth = depth;
    }

    OpenedFile open(byte[] bytes) throws LensException {
        budget.depth(depth);
        Zip zip = Zip.read(bytes, budget);
        Set<String> names = new HashSet<>();
        zip.entries().forEach(entry -> names.add(entry.name()));
        if (names.contains(OFFICE_PARTS)) {
            return office(zip, names);
        }
        return names.contains(ODF_TYPE) && names.contains("META-INF/manifest.xml") ? openDocument(zip) : archive(zip);
    }

    private interface Part {

        /** What a file in the archive is; null when nothing in it is text. */
        @Nullable
        OpenedFile open(String name, byte[] content) throws LensException;
    }

    private OpenedFile parts(Zip zip, String label, @Nullable Names named, Part part) throws LensException {
        List<OpenedFile> parts = new ArrayList<>();
        List<Zip.Entry> entries = new ArrayList<>();
        for (Zip.Entry entry : zip.entries()) {
            byte[] content = zip.content(entry, budget);
            try {
                OpenedFile opened = entry.folder() && content.length == 0 ? null : part.open(entry.name(), content);
                if (opened != null) {
                    parts.add(opened);
                    entries.add(entry);
                }
            } catch (LensException e) {
                String where = named == null ? entry.name() : kind(entry.name()) + " in it";
                throw e.in(label + " > " + where);
            }
        }
        if (named != null) {
            parts.add(named.names());
        }
        return new Container(zip.bytes(), List.of(FileKind.DOCUMENT), label, parts, changed -> {
            Map<Zip.Entry, byte[]> contents = new HashMap<>();
            for (int i = 0; i < entries.size(); i++) {
                byte[] content = changed.get(i);
                if (content != null) {
                    contents.put(entries.get(i), content);
                }
            }
            byte[] names = named == null ? null : changed.getLast();
            return ZipRebuild.of(zip, contents, names == null || named == null ? Map.of() : named.renamed(names));
        });
    }

    /** For messages and paths, which must not say how somebody's files are called. */
    private static String kind(String name) {
        String extension = FileType.extension(name);
        return extension.isEmpty() ? "a file" : "*." + extension;
    }

    private OpenedFile archive(Zip zip) throws LensException {
        return parts(zip, "zip", new Names(zip.entries()), (name, content) -> {
            OpenedFile inside = formats.inside(content, "", name, budget, depth + 1);
            return new Container(
                    content,
                    List.of(),
                    kind(name),
                    List.of(inside),
                    changed -> Objects.requireNonNull(changed.getFirst()));
        });
    }

    private OpenedFile office(Zip zip, Set<String> names) throws LensException {
        String label =
                names.contains("xl/workbook.xml") ? "xlsx" : names.contains("ppt/presentation.xml") ? "pptx" : "docx";
        Set<String> columns = columns(zip);
        return parts(zip, label, null, (name, content) -> {
            if (name.equals(OFFICE_PARTS) || name.contains("/printerSettings/")) {
                return null;
            }
            if (!name.endsWith(".xml") && !name.endsWith(".rels") && !name.endsWith(".vml")) {
                return embedded(name, content);
            }
            Characters file = xml(content);
            if (name.matches("xl/(worksheets|chartsheets|dialogsheets|macrosheets)/[^/]*\\.xml")) {
                return SheetText.open(file, name, Dialect.OFFICE.naming(columns));
            }
            return MarkupText.open(file, name, officeDialect(name).naming(columns));
        });
    }

    /** What the tables of a workbook say: the cells above a column must say the same as its name does. */
    private Set<String> columns(Zip zip) throws LensException {
        Set<String> columns = new HashSet<>();
        for (Zip.Entry entry : zip.entries()) {
            if (TABLE.matcher(entry.name()).matches()) {
                OpenedFile table = MarkupText.open(xml(zip.content(entry, budget)), entry.name(), Dialect.OFFICE);
                table.segments()
                        .forEach(segment -> columns.addAll(segment.text()
                                .lines()
                                .filter(line -> !line.isBlank())
                                .toList()));
            }
        }
        return columns;
    }

    private static Dialect officeDialect(String name) {
        if (OWN_XML.matcher(name).matches()) {
            return Dialect.XML;
        }
        return OFFICE_TEXT.matcher(name).matches() ? Dialect.OFFICE : Dialect.PROPERTIES;
    }

    private OpenedFile openDocument(Zip zip) throws LensException {
        return parts(zip, "odf", null, (name, content) -> {
            if (ODF_LISTS.contains(name)) {
                String said = new String(content, java.nio.charset.StandardCharsets.UTF_8);
                if (said.contains("encryption-data")) {
                    throw new LensException("an encrypted document; save it unencrypted");
                }
                return null;
            }
            if (name.startsWith("META-INF/") || name.endsWith(".rdf")) {
                return MarkupText.open(xml(content), name, Dialect.XML);
            }
            return name.endsWith(".xml")
                    ? MarkupText.open(xml(content), name, Dialect.OPEN_DOCUMENT)
                    : content.length == 0 ? null : embedded(name, content);
        });
    }

    /** XML in UTF-8, or in UTF-16 with a byte order mark; a declaration of another charset is refused. */
    private static Characters xml(byte[] content) throws LensException {
        Characters file = Characters.detect(content);
        String head =
                file.text().substring(0, Math.min(200, file.text().length())).toLowerCase(java.util.Locale.ROOT);
        int encoding = head.startsWith("<?xml") || head.startsWith("\ufeff<?xml") ? head.indexOf("encoding=") : -1;
        boolean utf =
                encoding < 0 || head.startsWith("utf-", encoding + 10) || head.startsWith("us-ascii", encoding + 10);
        if (!utf || !file.charset().name().startsWith("UTF")) {
            throw new LensException("XML in a charset other than UTF-8");
        }
        return file;
    }

    private @Nullable OpenedFile embedded(String name, byte[] content) throws LensException {
        String extension = FileType.extension(name);
        if (SILENT.contains(extension)) {
            return null;
        }
        if (PICTURES.contains(extension)) {
            return formats.picture(content);
        }
        return formats.inside(content, "", name, budget, depth + 1);
    }
}
