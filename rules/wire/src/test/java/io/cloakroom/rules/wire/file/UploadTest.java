package io.cloakroom.rules.wire.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.OpenedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest {

    static Set<String> formats() {
        return Corpus.FORMATS.keySet();
    }

    static Set<Map.Entry<String, Charset>> charsets() {
        return Corpus.charsets().entrySet();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void leavesWithoutPersonalDataAndOpensAgain(String format) throws Exception {
        for (Corpus.Person person : Corpus.PEOPLE) {
            byte[] file = Corpus.FORMATS.get(format).make(person);
            List<String> values = List.of(person.mail(), person.name(), person.phone());
            OpenedFile opened = Redacting.open(format, file);
            Map<Integer, List<TextEdit>> fitted = Redacting.edits(opened, values);

            byte[] redacted = opened.splice(fitted);

            assertThat(Redacting.texts(Redacting.open(format, redacted)))
                    .as(format + " reads back")
                    .isEqualTo(Redacting.applied(opened, fitted));
            String everything = String.join("\n", unpacked(format, redacted));
            assertThat(unpacked(format, redacted))
                    .as(format)
                    .noneMatch(text -> values.stream().anyMatch(text::contains));
            assertThat(everything).contains("VALUE_0").contains("VALUE_1");
            opens(format, redacted);
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void withoutFindingsIsTheIdenticalArray(String format) throws Exception {
        byte[] file = Corpus.FORMATS.get(format).make(Corpus.NOBODY);
        OpenedFile opened = Redacting.open(format, file);
        assertThat(opened.splice(opened.fit(Map.of()))).isSameAs(file);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void otherFilesOfAnArchiveStay(String format) throws Exception {
        byte[] file = Corpus.FORMATS.get(format).make(Corpus.PEOPLE.getFirst());
        OpenedFile opened = Redacting.open(format, file);
        byte[] redacted = opened.splice(Redacting.edits(opened, List.of("no such value", "Gildong")));
        List<String> before = unpacked(format, file);
        List<String> after = unpacked(format, redacted);
        assertThat(after).hasSameSizeAs(before);
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).contains("Gildong")) {
                assertThat(after.get(i).length()).isPositive();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("charsets")
    void tablesInOtherCharsetsKeepThem(Map.Entry<String, Charset> charset) throws LensException {
        String name = switch (charset.getKey()) {
            case "EUC-KR" -> "김가상";
            case "Shift_JIS" -> "山田太郎";
            case "GB18030" -> "张三丰";
            default -> "Zoë Müßig";
        };
        String filler = switch (charset.getKey()) {
            case "EUC-KR" -> "이름 고객님 안녕하세요 반갑습니다 주문 번호";
            case "Shift_JIS" -> "お客様の名前とご注文番号はこちらです";
            case "GB18030" -> "尊敬的客户您的订单号码如下请查收";
            default ->
                "die Größe und die Änderung der Übergabe für die Straße und für den schönen Tag, bitte prüfen Sie dies";
        };
        String table =
                (charset.getKey().startsWith("UTF-16") ? "\ufeff" : "") + "a;b\r\n" + name + ";\"" + filler + "\"\r\n";
        byte[] file = table.getBytes(charset.getValue());
        OpenedFile opened = Redacting.open("csv", file);
        byte[] redacted = opened.splice(Redacting.edits(opened, List.of("x@", name)));
        assertThat(new String(redacted, charset.getValue())).isEqualTo(table.replace(name, "[VALUE_1]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1055501234", "010-5550-1234"})
    void theStoredAndTheShownNumberOfACellGoTogether(String found) throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("mimetype", Corpus.utf8("application/vnd.oasis.opendocument.spreadsheet"));
        files.put(
                "content.xml",
                Corpus.utf8(
                        "<a xmlns:office='o' xmlns:table='t' xmlns:text='x'><table:table-cell office:value-type=\"float\""
                                + " office:value=\"1055501234\"><text:p>010-5550-1234</text:p></table:table-cell></a>"));
        files.put("META-INF/manifest.xml", Corpus.utf8("<manifest/>"));
        OpenedFile opened = Redacting.open("ods", Corpus.zip(files));
        Map<Integer, List<TextEdit>> fitted = Redacting.edits(opened, List.of(found));
        byte[] redacted = opened.splice(fitted);
        assertThat(Redacting.texts(Redacting.open("ods", redacted))).isEqualTo(Redacting.applied(opened, fitted));
        assertThat(String.join("", unpacked("ods", redacted)))
                .contains("office:value-type=\"string\" office:string-value=\"[VALUE_0]\"><text:p>[VALUE_0]</text:p>")
                .doesNotContain("5550");
    }

    @Test
    void acrossTheBorderOfCellsTheBorderStays() throws LensException {
        OpenedFile opened = Redacting.open("csv", Corpus.utf8("a,b\n12 Main Street,Springfield\n"));
        Map<Integer, List<TextEdit>> fitted = Redacting.edits(opened, List.of("12 Main Street,Springfield"));
        assertThat(new String(opened.splice(fitted), StandardCharsets.UTF_8)).isEqualTo("a,b\n[VALUE_0],\n");
    }

    /** All the text a receiver gets to see: files in archives unpacked, escapes undone as far as the corpus writes them. */
    private static List<String> unpacked(String format, byte[] file) throws IOException, LensException {
        List<String> texts = new ArrayList<>();
        if (file.length > 1 && file[0] == 'P' && file[1] == 'K') {
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    texts.add(entry.getName());
                    texts.addAll(unpacked(format, zip.readAllBytes()));
                }
            }
        } else {
            texts.add(new String(file, StandardCharsets.UTF_8));
            texts.addAll(Redacting.texts(Redacting.open(format.length() > 4 ? "txt" : text(format), file)));
        }
        return texts;
    }

    private static String text(String format) {
        return Set.of("docx", "xlsx", "pptx", "odt", "ods", "zip").contains(format) ? "txt" : format;
    }

    private static void opens(String format, byte[] file) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(file);
        switch (format) {
            case "docx" -> {
                try (XWPFDocument document = new XWPFDocument(in)) {
                    assertThat(document.getParagraphs().getFirst().getText())
                            .contains("[VALUE_1]")
                            .contains("[VALUE_2]");
                }
            }
            case "xlsx" -> {
                try (XSSFWorkbook workbook = new XSSFWorkbook(in)) {
                    var row = workbook.getSheetAt(0).getRow(0);
                    assertThat(row.getCell(0).getStringCellValue()).isEqualTo("[VALUE_1]");
                    assertThat(row.getCell(1).getStringCellValue()).isEqualTo("[VALUE_2]");
                    assertThat(workbook.getSheetName(0)).isEqualTo("VALUE_1");
                }
            }
            case "pptx" -> {
                try (XMLSlideShow show = new XMLSlideShow(in)) {
                    assertThat(show.getSlides()).hasSize(1);
                }
            }
            default -> assertThat(file).isNotEmpty();
        }
    }
}
