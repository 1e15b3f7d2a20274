package io.cloakroom.rules.wire.file;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which attributes of office documents are read: those in which a person, a date or a link is expected, whatever they say, and of all others
 * what reads like one. Numbers, words and identifiers a program wrote stay out.
 *
 * @param named those that are read whatever they say: {@code author}, or {@code cNvPr/name} of one element
 */
record Attributes(Set<String> named) {

    /**
     * Two words, a letter beyond ASCII, a mail address, an account or a path of Windows, an international telephone number; and what stands
     * there instead once it was replaced.
     */
    private static final Pattern TELLING =
            Pattern.compile("(?<![\\w.])\\p{L}{2,}[ ,]+\\p{L}{2,}|(?![\\x00-\\x7f])\\p{L}"
                    + "|\\w@\\p{L}|\\w\\\\\\w{2}|\\+\\d[\\d /()-]{6}|[\\[\\]]|\\*\\*");

    /** Of OpenDocument, where the name of a sheet stands, or a formula that names one. */
    private static final Set<String> SHEETS = Set.of(
            "formula",
            "cell-range-address",
            "base-cell-address",
            "target-range-address",
            "print-ranges",
            "condition",
            "expression",
            "named-range/name",
            "named-expression/name",
            "database-range/name",
            "source-cell-range-addresses",
            "values-cell-range-address",
            "label-cell-range-address",
            "end-cell-address",
            "target-cell-address",
            "notify-on-update-of-ranges",
            "table/name");

    /** Office Open XML (ECMA-376). */
    static final Attributes OFFICE = new Attributes(Set.of(
            "author",
            "initials",
            "descr",
            "title",
            "alt",
            "tooltip",
            "display",
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
            "definedName/comment",
            "displayName",
            "suggestedsigner",
            "suggestedsigner2",
            "suggestedsigneremail",
            "signinginstructions",
            "permStart/ed",
            "hyperlink/anchor",
            "dropDownList/lastValue",
            "comboBox/lastValue",
            "connectString/val",
            "query/val",
            "udl/val",
            "mailSubject/val",
            "section/name",
            "custShow/name",
            "ffData/name",
            "helpText/val",
            "statusText/val",
            "hyperlink/location",
            "worksheetSource/sheet",
            "worksheetSource/name",
            "sheetName/val",
            "table/name",
            "definedName/name",
            "definedName/refersTo",
            "tableColumn/uniqueName",
            "cacheField/formula",
            "dataField/name",
            "pivotField/name"));

    /** OpenDocument (ISO/IEC 26300). */
    static final Attributes OPEN_DOCUMENT = new Attributes(union(
            SHEETS,
            Set.of(
                    "href",
                    "title",
                    "desc",
                    "label",
                    "value",
                    "current-value",
                    "string-value",
                    "user-defined/name",
                    "date-value",
                    "bibliography-mark/author",
                    "bibliography-mark/editor",
                    "bibliography-mark/address",
                    "bibliography-mark/note",
                    "bibliography-mark/annote")));

    /** Where the name of a sheet, a table or a column stands, or a formula that names one: it must stay the same in all of them. */
    private static final Set<String> BARE = union(
            SHEETS,
            Set.of(
                    "sheet/name",
                    "table/displayName",
                    "tableColumn/name",
                    "tableColumn/uniqueName",
                    "hyperlink/location",
                    "worksheetSource/sheet",
                    "worksheetSource/name",
                    "sheetName/val",
                    "definedName/name",
                    "definedName/refersTo",
                    "cacheField/formula"));

    /** Fonts, styles and themes, whose names are several words too. */
    private static final Set<String> OF_PROGRAMS = Set.of(
            "typeface",
            "rFonts/ascii",
            "rFonts/hAnsi",
            "rFonts/cs",
            "rFonts/eastAsia",
            "font/name",
            "font-face/name",
            "altName/val",
            "rFont/val",
            "name/val",
            "lsdException/name",
            "cellStyle/name",
            "tableStyle/name",
            "styleName",
            "theme/name",
            "clrScheme/name",
            "fontScheme/name",
            "fmtScheme/name",
            "Ignorable",
            "style",
            "font-name",
            "font-name-asian",
            "font-name-complex",
            "font-family",
            "font-family-asian",
            "font-family-complex",
            "font-style-name",
            "font-style-name-asian",
            "font-style-name-complex",
            "font-adornments",
            "display-name");

    /** How a value is written; null when it is none to read. */
    @Nullable
    Codec codec(String element, String attribute, String value) {
        boolean read = among(named, element, attribute)
                || (!among(OF_PROGRAMS, element, attribute)
                        && TELLING.matcher(value).find());
        return !read ? null : among(BARE, element, attribute) ? Entities.BARE : Entities.ATTRIBUTE;
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static boolean among(Set<String> attributes, String element, String attribute) {
        return attributes.contains(attribute) || attributes.contains(element + '/' + attribute);
    }
}
