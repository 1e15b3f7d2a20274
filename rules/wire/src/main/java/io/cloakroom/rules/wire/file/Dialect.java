package io.cloakroom.rules.wire.file;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of a markup language are text.
 *
 * @param separators element (local name) → what stands for its beginning and end in the text
 * @param silent elements whose text is none: numbers that mean a place in a table
 * @param attributes those that hold text, {@code author} or {@code cNvPr/name}; null when all of them do
 */
record Dialect(
        boolean html,
        Map<String, String> separators,
        Set<String> silent,
        @Nullable Set<String> attributes) {

    /** Everything is text, elements are apart from each other. */
    static final Dialect XML = new Dialect(false, Map.of("*", "\n"), Set.of(), null);

    /** Elements inside a line are no border; everything is text. */
    static final Dialect HTML = new Dialect(
            true,
            Map.ofEntries(
                    Map.entry("*", "\n"),
                    Map.entry("td", "\t"),
                    Map.entry("th", "\t"),
                    Map.entry("a", ""),
                    Map.entry("abbr", ""),
                    Map.entry("b", ""),
                    Map.entry("bdi", ""),
                    Map.entry("bdo", ""),
                    Map.entry("cite", ""),
                    Map.entry("code", ""),
                    Map.entry("data", ""),
                    Map.entry("del", ""),
                    Map.entry("dfn", ""),
                    Map.entry("em", ""),
                    Map.entry("font", ""),
                    Map.entry("i", ""),
                    Map.entry("ins", ""),
                    Map.entry("kbd", ""),
                    Map.entry("mark", ""),
                    Map.entry("q", ""),
                    Map.entry("s", ""),
                    Map.entry("samp", ""),
                    Map.entry("small", ""),
                    Map.entry("span", ""),
                    Map.entry("strong", ""),
                    Map.entry("sub", ""),
                    Map.entry("sup", ""),
                    Map.entry("time", ""),
                    Map.entry("tt", ""),
                    Map.entry("u", ""),
                    Map.entry("var", ""),
                    Map.entry("wbr", "")),
            Set.of(),
            null);

    /** Attributes of Office Open XML (ECMA-376) a person or a link can be in; the others are measures and references. */
    private static final Set<String> OFFICE_ATTRIBUTES = Set.of(
            "author",
            "initials",
            "descr",
            "title",
            "alt",
            "tooltip",
            "display",
            "displayName",
            "userId",
            "providerId",
            "Relationship/Target",
            "cNvPr/name",
            "docPr/name",
            "sheet/name",
            "cmAuthor/name",
            "property/name",
            "category/name",
            "tableColumn/name",
            "totalsRowLabel",
            "bookmarkStart/name",
            "documentProtection/name",
            "instr",
            "alias/val",
            "tag/val",
            "listItem/displayText",
            "listItem/value",
            "oddHeader",
            "oddFooter",
            "prompt",
            "promptTitle",
            "errorTitle",
            "error",
            "s/v",
            "n/v",
            "author/name",
            "textpath/string",
            "docVar/name",
            "docVar/val",
            "default/val",
            "listEntry/val",
            "attr/val",
            "absPath/url",
            "pivotCacheDefinition/refreshedBy",
            "cacheField/name",
            "cacheField/caption",
            "fileSharing/userName",
            "header/userName",
            "userInfo/name",
            "filter/val",
            "customFilter/val",
            "cfRule/text",
            "dbPr/connection",
            "dbPr/command",
            "webPr/url",
            "connection/name",
            "connection/description",
            "connection/sourceFile",
            "textPr/sourceFile",
            "scenario/name",
            "scenario/user",
            "scenario/comment",
            "inputCells/val",
            "definedName/comment");

    /** WordprocessingML, PresentationML and DrawingML. */
    static final Dialect OFFICE = new Dialect(
            false,
            Map.ofEntries(
                    Map.entry("p", "\n"),
                    Map.entry("br", "\n"),
                    Map.entry("cr", "\n"),
                    Map.entry("tab", "\t"),
                    Map.entry("tc", "\t"),
                    Map.entry("instrText", "\n"),
                    Map.entry("delText", ""),
                    Map.entry("comment", "\n"),
                    Map.entry("lpwstr", "\n"),
                    Map.entry("si", "\n"),
                    Map.entry("posOffset", ""),
                    Map.entry("author", "\n"),
                    Map.entry("text", "\n"),
                    Map.entry("v", "\n"),
                    Map.entry("f", "\n"),
                    Map.entry("formatCode", "\n")),
            Set.of(
                    "posOffset",
                    "pctWidth",
                    "pctHeight",
                    "pctPosHOffset",
                    "pctPosVOffset",
                    "align",
                    "TotalTime",
                    "Words",
                    "Characters",
                    "Pages",
                    "Lines",
                    "Paragraphs",
                    "CharactersWithSpaces",
                    "AppVersion",
                    "DocSecurity",
                    "i4",
                    "revision",
                    "created",
                    "modified",
                    "lastPrinted",
                    "cp"),
            OFFICE_ATTRIBUTES);

    /** Properties, relationships and settings of an office document: elements are apart from each other. */
    static final Dialect PROPERTIES = new Dialect(false, Map.of("*", "\n"), OFFICE.silent(), OFFICE_ATTRIBUTES);

    /** OpenDocument (ISO/IEC 26300). */
    static final Dialect OPEN_DOCUMENT = new Dialect(
            false,
            Map.ofEntries(
                    Map.entry("*", "\n"),
                    Map.entry("span", ""),
                    Map.entry("a", ""),
                    Map.entry("s", " "),
                    Map.entry("tab", "\t"),
                    Map.entry("soft-page-break", ""),
                    Map.entry("bookmark-start", ""),
                    Map.entry("bookmark-end", ""),
                    Map.entry("table-cell", "\t")),
            Set.of(),
            Set.of(
                    "href",
                    "title",
                    "desc",
                    "label",
                    "value",
                    "current-value",
                    "string-value",
                    "formula",
                    "table/name",
                    "user-defined/name",
                    "cell-range-address",
                    "base-cell-address",
                    "target-range-address",
                    "print-ranges"));

    /** Where the name of a sheet stands, or what names one: it must stay the same in all of them. */
    private static final Set<String> SHEETS = Set.of(
            "sheet/name",
            "table/name",
            "formula",
            "cell-range-address",
            "base-cell-address",
            "target-range-address",
            "print-ranges");

    String separator(String element) {
        String separator = separators.get(element);
        return separator != null ? separator : separators.getOrDefault("*", "");
    }

    boolean tells(String element, String attribute) {
        return attributes == null || among(attributes, element, attribute);
    }

    /** Whether an attribute takes the name of a sheet, and so no brackets. */
    boolean sheet(String element, String attribute) {
        return attributes != null && among(SHEETS, element, attribute);
    }

    private static boolean among(Set<String> attributes, String element, String attribute) {
        return attributes.contains(attribute) || attributes.contains(element + '/' + attribute);
    }
}
