package io.cloakroom.rules.wire.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.OpenedFile;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of office documents by themselves: what of them is read, and what they say when it is replaced. */
class OfficePartsTest {

    private static final String SHEET = "xl/worksheets/sheet1.xml";
    private static final String STRINGS = "xl/sharedStrings.xml";

    static Stream<Arguments> read() {
        return Stream.of(
                Arguments.of("word/document.xml", "<o:signatureline o:suggestedsigner='@'/>"),
                Arguments.of("word/document.xml", "<o:signatureline o:suggestedsigneremail='@'/>"),
                Arguments.of("word/document.xml", "<w:permStart w:id='1' w:ed='@'/>"),
                Arguments.of("word/document.xml", "<w:hyperlink w:anchor='@'/>"),
                Arguments.of("word/document.xml", "<w:dropDownList w:lastValue='@'/>"),
                Arguments.of("word/settings.xml", "<w:connectString w:val='Data Source=@;'/>"),
                Arguments.of("word/settings.xml", "<w:query w:val='@'/>"),
                Arguments.of("ppt/presentation.xml", "<p14:section name='@'/>"),
                Arguments.of(SHEET, "<hyperlink ref='A1' location='@!A1'/>"),
                Arguments.of("xl/pivotCache/pivotCacheDefinition1.xml", "<worksheetSource sheet='@'/>"),
                Arguments.of("xl/externalLinks/externalLink1.xml", "<sheetName val='@'/>"),
                Arguments.of("xl/tables/table1.xml", "<table name='@'/>"),
                Arguments.of("xl/workbook.xml", "<w><definedName name='@'>Sheet1!A1</definedName></w>"),
                Arguments.of("word/document.xml", "<w:any w:newer='to Minsu @'/>"),
                Arguments.of("word/document.xml", "<w:any w:newer='FIRM\\@'/>"),
                Arguments.of("word/document.xml", "<w:any w:newer='@&#64;example.com'/>"),
                Arguments.of("content.xml", "<text:bibliography-mark text:author='@'/>"),
                Arguments.of("content.xml", "<draw:frame table:end-cell-address='@.C9'/>"),
                Arguments.of("content.xml", "<table:content-validation table:condition='in-list(&quot;@&quot;)'/>"));
    }

    @DisplayName("trust 25: attributes of office documents with somebody's name in them are read")
    @ParameterizedTest(name = "trust 25: {0}: {1}")
    @MethodSource("read")
    void attributes(String part, String said) throws LensException {
        assertThat(redacted(Map.of(part, said.replace("@", "Gildong")), "Gildong")
                        .get(part))
                .contains("VALUE_0")
                .doesNotContain("Gildong");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<w:rFonts w:ascii='Franklin Gothic Book' w:eastAsia='맑은 고딕'/>",
                "<a:latin typeface='Lucida Sans'/>",
                "<w:lsdException w:name='List Bullet'/>",
                "<w:p w14:paraId='12345678' w:rsidR='00A77B3E'/>",
                "<wp:extent cx='9144000' cy='6858000'/>",
                "<v:shape style='position:absolute; margin: left' coordsize='21600,21600' id='_x0000_s1'/>",
                "<v:f eqn='sum @0 0 10800'/>",
                "<a:ext uri='{5EED0000-0000-4000-8000-000000000001}'/>",
                "<a:graphicData uri='http://schemas.openxmlformats.org/drawingml/2006/chart'/>",
                "<w:x mc:Ignorable='w14 wp14 w16se' r:id='rId12' w:val='center' w:w='12.5pt'/>"
            })
    void measuresAndNamesOfFontsAreNot(String said) throws LensException {
        assertThat(Redacting.texts(open(Map.of("word/document.xml", said)))).isEmpty();
    }

    @DisplayName("trust 25: a date leaves an office document with the text that shows it")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "word/document.xml | <w:sdt><w:sdtPr><w:date w:fullDate='1985-03-12T00:00:00Z'/></w:sdtPr><w:t>@</w:t></w:sdt><w:t>x</w:t>",
                "content.xml | <text:p><text:date text:date-value='1985-03-12' text:fixed='true'>@</text:date>x</text:p>",
                "content.xml | <text:user-defined office:date-value='1985-03-12'>@</text:user-defined>",
                "content.xml | <text:variable-set office:value-type='date' office:date-value='1985-03-12'>@</text:variable-set>",
                "content.xml | <table:table-cell office:value-type='date' office:date-value='1985-03-12'><text:p><text:date text:date-value='1985-03-12'>@</text:date></text:p></table:table-cell>",
            })
    void dates(String part, String said) throws LensException {
        assertThat(redacted(Map.of(part, said.replace("@", "12 March 1985")), "12 March 1985")
                        .get(part))
                .contains("[VALUE_0]<")
                .doesNotContain("1985");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<c><v>4915112345678</v></c> | <c t=\"str\"><v>[VALUE_0]</v></c>",
                "<x:c ><x:v>4915112345678</x:v></x:c> | <x:c t=\"str\" ><x:v>[VALUE_0]</x:v></x:c>",
                "<c/><!--<c--><c><f>1</f><v>4915112345678</v></c> | <c/><!--<c--><c t=\"str\"><f>1</f><v>[VALUE_0]</v></c>",
                "<c r='A1'><v>4915112345678</v></c> | <c t=\"str\" r='A1'><v>[VALUE_0]</v></c>",
                "<c r='A1' t='n'><v>4915112345678</v></c> | <c r='A1' t='str'><v>[VALUE_0]</v></c>",
                "<c t='d'><v>4915112345678</v></c> | <c t='str'><v>[VALUE_0]</v></c>",
                "<c t='new'><v>4915112345678</v></c> | <c t='str'><v>[VALUE_0]</v></c>"
            })
    void cells(String cell, String expected) throws LensException {
        assertThat(redacted(Map.of(SHEET, cell), "4915112345678").get(SHEET)).isEqualTo("<r>" + expected + "</r>");
    }

    @DisplayName("trust 25: whatever names a sheet, a table or a column of a workbook names it still")
    @Test
    void whatNamesASheetOrAColumn() throws LensException {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("xl/workbook.xml", "<sheet name='@'/><definedName name='a'>'@'!$A$1:$C$9</definedName>");
        parts.put(STRINGS, "<si><t>@</t></si><si><t>to @</t></si>");
        parts.put("xl/charts/chart1.xml", "<c:f>'@'!$A$1</c:f><c:v>@</c:v>");
        parts.put(
                "xl/tables/table1.xml",
                "<table displayName='T1'><tableColumn name='@'><calculatedColumnFormula>T1[@]</calculatedColumnFormula></tableColumn></table>");
        parts.put(SHEET, "<c t='str'><f>T1[@]</f><v>@</v></c><hyperlink location=\"'@'!A1\"/>");
        parts.put("xl/pivotCache/pivotCacheDefinition1.xml", "<cacheField name='@'/>");
        parts.replaceAll((name, said) -> said.replace("@", "Minsu Gildong"));

        Map<String, String> after = redacted(parts, "Minsu Gildong");

        assertThat(after.get("xl/workbook.xml"))
                .contains("<sheet name='VALUE_0'/>", "<definedName name='a'>'VALUE_0'!$A$1:$C$9</definedName>");
        assertThat(after.get(STRINGS)).contains("<t>VALUE_0</t>", "<t>to [VALUE_0]</t>");
        assertThat(after.get("xl/charts/chart1.xml")).contains("<c:f>'VALUE_0'!$A$1</c:f><c:v>VALUE_0</c:v>");
        assertThat(after.get("xl/tables/table1.xml"))
                .contains("<tableColumn name='VALUE_0'><calculatedColumnFormula>T1[VALUE_0]</");
        assertThat(after.get(SHEET)).contains("<f>T1[VALUE_0]</f><v>VALUE_0</v>", "location=\"'VALUE_0'!A1\"");
        assertThat(after.get("xl/pivotCache/pivotCacheDefinition1.xml")).contains("<cacheField name='VALUE_0'/>");
    }

    @Test
    void whereNoTableIsCellsTakeThePlaceholderAsItIs() throws LensException {
        assertThat(redacted(Map.of(STRINGS, "<si><t>Gildong</t></si>"), "Gildong")
                        .get(STRINGS))
                .contains("<t>[VALUE_0]</t>");
    }

    private static OpenedFile open(Map<String, String> parts) throws LensException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        if (parts.containsKey("content.xml")) {
            files.put("mimetype", Corpus.utf8("application/vnd.oasis.opendocument.text"));
            files.put("META-INF/manifest.xml", Corpus.utf8("<manifest/>"));
        } else {
            files.put("[Content_Types].xml", Corpus.utf8("<Types/>"));
        }
        parts.forEach((name, said) -> files.put(name, Corpus.utf8("<r>" + said + "</r>")));
        return Redacting.open("zip", Corpus.zip(files));
    }

    /** What the parts say without the value. */
    private static Map<String, String> redacted(Map<String, String> parts, String value) throws LensException {
        OpenedFile opened = open(parts);
        Map<Integer, List<TextEdit>> fitted = Redacting.edits(opened, List.of(value));
        byte[] redacted = opened.splice(fitted);
        assertThat(Redacting.texts(Redacting.open("zip", redacted))).isEqualTo(Redacting.applied(opened, fitted));
        Zip zip = Zip.read(redacted, Budget.of(redacted.length));
        Map<String, String> after = new LinkedHashMap<>();
        for (Zip.Entry entry : zip.entries()) {
            byte[] content = zip.content(entry, Budget.of(redacted.length));
            after.put(entry.name(), new String(content, StandardCharsets.UTF_8));
        }
        return after;
    }
}
