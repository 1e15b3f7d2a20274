package io.cloakroom.rules.wire.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.OpenedFile;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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

/** Places that a reader of a format overlooks first. */
class NothingMissedTest {

    private static final String NAME = "Minsu Gildong";

    @DisplayName("trust 25: text that begins as a picture or sound does is text")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "P1 ",
                "P3 ",
                "P6 ",
                "P7 ",
                "ID3 ",
                "FLV",
                "SAP\r\n",
                "#EXTM3U\n",
                "fLaC ",
                "GIF89a ",
                "  0\nSECTION\n  2\nHEADER\n"
            })
    void textThatBeginsLikeAPicture(String beginning) throws LensException {
        byte[] file = Corpus.utf8(beginning + "is about " + NAME + "\n");
        assertThat(FileFormats.known(file)).isFalse();
        assertThat(Redacting.FORMATS.open(file, "", "", Budget.of(file.length))).isEmpty();
        assertThat(taken(file, "")).doesNotContain(NAME);
    }

    static Stream<Arguments> beginnings() {
        String mail = "From: a@example.com\nSubject: x\nTo: b@example.com\n";
        String coded = Base64.getEncoder().encodeToString(Corpus.utf8(NAME));
        return Stream.of(
                Arguments.of("a mail", "", mail + "Content-Transfer-Encoding: base64\n\n" + coded, NAME),
                Arguments.of(
                        "a mail called text",
                        "text/plain",
                        mail + "Content-Transfer-Encoding: base64\n\n" + coded,
                        NAME),
                Arguments.of("a page", "", "<!DOCTYPE html><html><p>Minsu <b>Gil</b>dong</p></html>", NAME),
                Arguments.of("markdown with marks", "text/markdown", "<html> <b>x</b>", "<html> <b>x</b>"),
                Arguments.of("a text", "", "Dear " + NAME, NAME));
    }

    @ParameterizedTest(name = "{0}, declared \"{1}\"")
    @MethodSource("beginnings")
    void whatNothingNamesTellsItself(String what, String type, String text, String read) throws LensException {
        OpenedFile opened = Redacting.FORMATS.inside(Corpus.utf8(text), type, "", Budget.of(text.length()), 1);
        assertThat(String.join("\n", Redacting.texts(opened))).contains(read);
    }

    @ParameterizedTest(name = "trust 25: {0} is uninspectable")
    @CsvSource(
            delimiter = '|',
            value = {
                "rich text | {\\rtf1\\ansi M\\'fcller}",
                "a mailbox | 'From a@example.com Thu Jan  1 00:00:00 2026\nFrom: a@example.com\nSubject: x\n\ny'",
                "a mail without border | 'From: a@example.com\nSubject: x\nContent-Type: multipart/mixed\n\n--b\n\ny'",
                "one in pieces | 'From: a@example.com\nSubject: x\nContent-Type: multipart/mixed; boundary*0=b\n\n--b\n\ny'"
            })
    void beginningsOfWhatCannotBeRead(String what, String text) {
        byte[] file = Corpus.utf8(text.replace("\\n", "\n"));
        assertThat(FileFormats.begins(file)).isTrue();
        assertThatThrownBy(() -> Redacting.open("txt", file)).isInstanceOf(LensException.class);
    }

    @ParameterizedTest(name = "trust 25: {0} archives, each in JSON in the next")
    @ValueSource(ints = {1, 2, 3, 4})
    void filesInJsonInFilesAreOfTheSameUpload(int archives) throws LensException {
        byte[] file = Corpus.zip(Map.of("a.txt", Corpus.utf8(NAME)));
        for (int i = 1; i < archives; i++) {
            String data = Base64.getEncoder().encodeToString(file);
            String json = "{\"file\":\"data:application/zip;base64," + data + "\"}";
            file = Corpus.zip(Map.of("a.json", Corpus.utf8(json)));
        }
        byte[] outermost = file;
        if (archives <= 3) {
            assertThat(Redacting.texts(Redacting.open("zip", outermost))).contains(NAME);
        } else {
            assertThatThrownBy(() -> Redacting.open("zip", outermost))
                    .isInstanceOf(LensException.class)
                    .hasMessageContaining("more than 3 deep");
        }
    }

    static Stream<Arguments> parts() {
        return Stream.of(
                Arguments.of("docx", "customXml/item1.xml", "<f><client since='@'>x</client></f>"),
                Arguments.of("docx", "customXml/item1.xml", "<f><revision>@</revision></f>"),
                Arguments.of("docx", "word/header1.xml", "<w:p><v:textpath string='@'/></w:p>"),
                Arguments.of("docx", "word/settings.xml", "<w:s><w:docVar w:name='client' w:val='@'/></w:s>"),
                Arguments.of(
                        "docx", "word/document.xml", "<w:p><w:textInput><w:default w:val='@'/></w:textInput></w:p>"),
                Arguments.of("docx", "word/document.xml", "<w:p><w:ddList><w:listEntry w:val='@'/></w:ddList></w:p>"),
                Arguments.of(
                        "docx",
                        "word/document.xml",
                        "<w:p><w:smartTagPr><w:attr w:name='n' w:val='@'/></w:smartTagPr></w:p>"),
                Arguments.of(
                        "pptx", "ppt/authors.xml", "<p188:authorLst><p188:author id='{1}' name='@'/></p188:authorLst>"),
                Arguments.of("xlsx", "xl/workbook.xml", "<w><x15ac:absPath url='C:/@/'/></w>"),
                Arguments.of("xlsx", "xl/workbook.xml", "<w><fileSharing userName='@'/></w>"),
                Arguments.of(
                        "xlsx", "xl/pivotCache/pivotCacheDefinition1.xml", "<pivotCacheDefinition refreshedBy='@'/>"),
                Arguments.of("xlsx", "xl/worksheets/sheet1.xml", "<s><filter val='@'/></s>"),
                Arguments.of("xlsx", "xl/worksheets/sheet1.xml", "<s><customFilter val='@'/></s>"),
                Arguments.of("xlsx", "xl/worksheets/sheet1.xml", "<s><cfRule text='@'/></s>"),
                Arguments.of("xlsx", "xl/revisions/userNames.xml", "<users><userInfo name='@'/></users>"),
                Arguments.of("xlsx", "xl/connections.xml", "<c><dbPr connection='UID=@'/></c>"),
                Arguments.of(
                        "xlsx",
                        "xl/drawings/drawing1.xml",
                        "<a:p><a:r><a:t>Minsu</a:t></a:r><a:r><a:t> Gildong</a:t></a:r></a:p>"),
                Arguments.of("xlsx", "xl/charts/chart1.xml", "<c:pt><c:v>A</c:v></c:pt><c:pt><c:v>@</c:v></c:pt>"),
                Arguments.of("ods", "content.xml", "<table:table-cell table:formula='of:=&quot;@&quot;'/>"),
                Arguments.of("ods", "content.xml", "<table:table table:name='@'/>"),
                Arguments.of("ods", "content.xml", "<table:t table:cell-range-address='@.A1'/>"),
                Arguments.of("odt", "content.xml", "<office:body><form:text form:current-value='@'/></office:body>"),
                Arguments.of("odt", "content.xml", "<office:body><form:option form:label='@'/></office:body>"),
                Arguments.of("odt", "content.xml", "<office:body><form:item form:value='@'/></office:body>"),
                Arguments.of(
                        "odt", "content.xml", "<office:body><draw:image xlink:href='file:///home/@'/></office:body>"),
                Arguments.of("odt", "content.xml", "<text:user-field-decl office:value='@'/>"),
                Arguments.of("odt", "META-INF/documentsignatures.xml", "<X509IssuerName>CN=@</X509IssuerName>"),
                Arguments.of("odt", "Configurations/about.rdf", "<dc:creator>@</dc:creator>"));
    }

    @DisplayName("trust 25: parts and attributes of documents with somebody's name in them are read")
    @ParameterizedTest(name = "trust 25: {0} > {1}: {2}")
    @MethodSource("parts")
    void partsOfDocuments(String format, String part, String said) throws LensException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        if (format.startsWith("od")) {
            files.put("mimetype", Corpus.utf8("application/vnd.oasis.opendocument.text"));
            files.put("META-INF/manifest.xml", Corpus.utf8("<manifest/>"));
        } else {
            files.put("[Content_Types].xml", Corpus.utf8("<Types/>"));
            if (format.equals("xlsx") && !part.equals("xl/workbook.xml")) {
                files.put("xl/workbook.xml", Corpus.utf8("<workbook/>"));
            }
        }
        files.put(part, Corpus.utf8("<root>" + said.replace("@", NAME) + "</root>"));
        OpenedFile opened = Redacting.open(format, Corpus.zip(files));
        Map<Integer, List<TextEdit>> fitted = Redacting.edits(opened, List.of(NAME));
        assertThat(fitted).isNotEmpty();
        OpenedFile redacted = Redacting.open(format, opened.splice(fitted));
        assertThat(Redacting.texts(redacted)).isEqualTo(Redacting.applied(opened, fitted));
        assertThat(Redacting.texts(redacted))
                .noneMatch(text -> text.contains("Gildong"))
                .anyMatch(text -> text.contains("VALUE_0"));
    }

    @DisplayName("trust 25: what only looks like a tag is text")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>To Minsu <@>, thanks</p>",
                "<p>Minsu <a.gildong@example.com> and @</p>",
                "<p>call <Mueller @ 0171>!</p>",
                "<p><Anna @></p>",
                "<p>< @ ></p>",
                "<p></@></p>",
                "<p></p @>x</p>",
                "<p>5 <6 and @</p>",
                "<img alt='a' @>",
                "<img a@b='1' @>",
                "<img alt='@'"
            })
    void whatLooksLikeATag(String html) throws LensException {
        assertThat(taken(Corpus.utf8(html.replace("@", NAME)), "html")).doesNotContain("Gildong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<anna.schmidt@example.com>", "<Schmidt 0171-2345678>", "Anna <anna@example.com> b"})
    void itReadsAsItStands(String html) throws LensException {
        assertThat(Redacting.texts(Redacting.open("html", Corpus.utf8(html)))).containsExactly(html);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a&lowbar;b&commat;c&period;d | a_b@c.d",
                "&plus;49&hyphen;30&colon; | +49‐30:",
                "Mile&scaron; &Scaron;imi&cacute; | Mileš Šimić",
                "a&#0000000000064;b&#x000000000040;c | a@b@c",
                "a&#64b&#x40.c | a@b@.c",
                "M&uumlller &ampamp; | Müller &amp;",
                "&#0;&#xD800;&#99999999999;&unknown;&# | &#0;&#xD800;&#99999999999;&unknown;&#"
            })
    void references(String written, String read) throws LensException {
        assertThat(Redacting.texts(Redacting.open("html", Corpus.utf8(written))))
                .containsExactly(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"customers/@/notes", "Dr.@", "@.txt", "a.@/b.txt", "old/@.docx.bak"})
    void namesInArchives(String name) throws LensException {
        byte[] file = Corpus.zip(Map.of(name.replace("@", NAME), Corpus.utf8("x\n")));
        OpenedFile opened = Redacting.open("zip", file);
        Map<Integer, List<TextEdit>> fitted = Redacting.edits(opened, List.of(NAME));
        byte[] redacted = opened.splice(fitted);
        assertThat(new String(redacted, StandardCharsets.UTF_8)).doesNotContain("Gildong");
        assertThat(Redacting.texts(Redacting.open("zip", redacted))).isEqualTo(Redacting.applied(opened, fitted));
        assertThat(opened.segments()).noneMatch(segment -> segment.path().contains("Gildong"));
    }

    @Test
    void theKindOfAFileIsPartOfItsNameAndStays() throws LensException {
        OpenedFile opened = Redacting.open("zip", Corpus.zip(Map.of("anna@firma.cc", Corpus.utf8(""))));
        assertThat(Redacting.texts(opened)).containsExactly("anna@firma.cc\n");
    }

    static Stream<Arguments> names() {
        byte[] file = Corpus.zip(Map.of("12345.txt", Corpus.utf8("x")));
        return Stream.of(
                Arguments.of(
                        "in a code page",
                        Corpus.patched(file, "12345", new byte[] {'M', (byte) 0x81, 'l', 'l', 'e'}),
                        "not in UTF-8"),
                Arguments.of("with a line's end", Corpus.patched(file, "12345", Corpus.utf8("1\n345")), "file name"),
                Arguments.of(
                        "that is another one for some",
                        Corpus.zip(Map.of("a", Corpus.utf8("x")), new byte[] {0x75, 0x70, 6, 0, 1, 0, 0, 0, 0, 'b'}),
                        "two names"));
    }

    @DisplayName("trust 25: names that readers can read in different ways are uninspectable")
    @ParameterizedTest(name = "trust 25: a name {0} is uninspectable")
    @MethodSource("names")
    void namesAreRefused(String what, byte[] file, String reason) {
        assertThatThrownBy(() -> Redacting.open("zip", file))
                .isInstanceOf(LensException.class)
                .hasMessageContaining(reason);
    }

    /** The file as it leaves once the name was taken out. */
    private static String taken(byte[] file, String format) throws LensException {
        OpenedFile opened = Redacting.open(format, file);
        byte[] redacted = opened.splice(Redacting.edits(opened, List.of(NAME)));
        assertThat(Redacting.texts(Redacting.open(format, redacted)))
                .isEqualTo(Redacting.applied(opened, Redacting.edits(opened, List.of(NAME))));
        return new String(redacted, StandardCharsets.UTF_8);
    }
}
