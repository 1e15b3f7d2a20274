package io.cloakroom.rules.wire.file;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of a markup language are text.
 *
 * @param separators element (local name) → what stands for its beginning and end in the text
 * @param silent elements whose text is none: numbers that mean a place in a table
 * @param attributes which of them hold text; null when all of them do
 * @param headers names of columns that formulas may say, and so the whole text of other places too
 */
record Dialect(
        boolean html,
        Map<String, String> separators,
        Set<String> silent,
        @Nullable Attributes attributes,
        Set<String> headers) {

    /** Everything is text, elements are apart from each other. */
    static final Dialect XML = new Dialect(false, Map.of("*", "\n"), Set.of(), null, Set.of());

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
            null,
            Set.of());

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
                    Map.entry("definedName", "\n"),
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
            Attributes.OFFICE,
            Set.of());

    /** Properties, relationships and settings of an office document: elements are apart from each other. */
    static final Dialect PROPERTIES =
            new Dialect(false, Map.of("*", "\n"), OFFICE.silent(), Attributes.OFFICE, Set.of());

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
            Attributes.OPEN_DOCUMENT,
            Set.of());

    /** Elements whose text is a formula, in which names of sheets and of a table's columns stand. */
    private static final Set<String> FORMULAS = Set.of(
            "f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula", "totalsRowFormula");

    String separator(String element) {
        String separator = separators.get(element);
        return separator != null ? separator : separators.getOrDefault("*", "");
    }

    /** The same, where formulas name columns. */
    Dialect naming(Set<String> columns) {
        return columns.isEmpty() ? this : new Dialect(html, separators, silent, attributes, columns);
    }

    /** How a text between tags is written. */
    Codec text(String element, String text) {
        boolean formula = attributes != null && FORMULAS.contains(element);
        return formula || headers.contains(text) ? Entities.FORMULA : Entities.TEXT;
    }

    /** How the value of an attribute is written; null when it is none to read. */
    @Nullable
    Codec attribute(String element, String attribute, String value) {
        Codec codec = attributes == null ? Entities.ATTRIBUTE : attributes.codec(element, attribute, value);
        return codec != null && headers.contains(value) ? Entities.BARE : codec;
    }
}
