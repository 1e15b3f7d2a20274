package io.cloakroom.rules.wire.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Hyperlink;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xslf.usermodel.XSLFTextBox;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.model.XWPFHeaderFooterPolicy;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;

/** Files of every format, made here, with people who do not exist in all the places a format has for text. */
final class Corpus {

    /** Somebody's data as it is written in a file. */
    record Person(String name, String mail, String phone) {}

    static final List<Person> PEOPLE = List.of(
            new Person("Minsu Gildong", "minsu.gildong@example.com", "1055501234"),
            new Person("김가상", "gasang.kim@example.co.kr", "1055509876"),
            new Person("Zoë Musterfrau", "zoe@example.org", "4930555012345"));

    /** Nobody's. */
    static final Person NOBODY = new Person("the team", "nobody@example", "12");

    private Corpus() {}

    interface Maker {
        byte[] make(Person person) throws IOException;
    }

    static final Map<String, Maker> FORMATS = makers();

    private static Map<String, Maker> makers() {
        Map<String, Maker> makers = new LinkedHashMap<>();
        makers.put("txt", person -> utf8(note(person)));
        makers.put(
                "md",
                person -> utf8("# " + person.name() + "\n\n- **" + person.mail() + "**\n- `" + person.phone() + "`\n"));
        makers.put(
                "csv",
                person -> utf8("\ufeffname,mail,phone\r\n\"" + person.name() + "\",\"a \"\"" + person.mail() + "\"\"\","
                        + person.phone() + "\r\nx,,\r\n"));
        makers.put(
                "tsv",
                person -> utf8("name\tmail\n" + person.name() + "\t" + person.mail() + "\t" + person.phone() + "\n"));
        makers.put(
                "json",
                person -> utf8("{\"n\":\"" + person.name() + "\",\"m\":[\"" + person.mail() + "\"],\"p\":\""
                        + person.phone() + "\"}"));
        makers.put(
                "ipynb",
                person -> utf8("{\"cells\":[{\"cell_type\":\"code\",\"source\":[\"# " + person.name() + "\\n\",\"m='"
                        + person.mail() + "'\\n\"],\"outputs\":[{\"text\":[\"" + person.phone()
                        + "\"]}]}],\"nbformat\":4,\"nbformat_minor\":5,"
                        + "\"metadata\":{}}"));
        makers.put(
                "xml",
                person -> utf8("<?xml version=\"1.0\"?>\n<!-- " + person.name() + " --><a m='" + person.mail() + "'>"
                        + escaped(person.name()) + "<![CDATA[" + person.name() + "]><]]><b>" + person.phone()
                        + "</b></a>"));
        makers.put(
                "html",
                person -> utf8("<!DOCTYPE html><html><head><title>" + person.name() + "</title><script>var a = '"
                        + person.mail() + "';</script></head><body><p>Dear <b>" + halves(person.name(), "</b>")
                        + ",<br>call "
                        + "<a href='tel:" + person.phone() + "' title=" + person.mail()
                        + ">us</a> & go</p></body></html>"));
        makers.put(
                "java",
                person -> utf8("class A {\n  // " + person.name() + "\n  String m = \"" + person.mail() + "\"; // "
                        + person.phone() + "\n}\n"));
        makers.put("eml", Corpus::mail);
        makers.put("docx", Corpus::docx);
        makers.put("xlsx", Corpus::xlsx);
        makers.put("pptx", Corpus::pptx);
        makers.put("odt", Corpus::odt);
        makers.put(
                "zip",
                person -> zip(Map.of(
                        "notes/" + person.name() + ".txt",
                        utf8(note(person)),
                        "a.docx",
                        docx(person),
                        "b.csv",
                        utf8("name\n" + person.name() + "\n"))));
        return makers;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String note(Person person) {
        return "Dear " + person.name() + ",\r\nwe write to " + person.mail() + " and call " + person.phone() + ".\r\n";
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .forEach(c -> out.append("&#x").append(Integer.toHexString(c)).append(';'));
        return out.toString();
    }

    private static String halves(String text, String between) {
        return text.substring(0, 2) + between + text.substring(2);
    }

    private static byte[] mail(Person person) {
        String word = "=?UTF-8?B?" + java.util.Base64.getEncoder().encodeToString(utf8(person.name())) + "?=";
        String quoted = new String(QuotedPrintable.encode(utf8(note(person))), StandardCharsets.US_ASCII);
        String attached = java.util.Base64.getMimeEncoder()
                .encodeToString(utf8("name,mail\r\n" + person.name() + "," + person.mail() + "\r\n"));
        return utf8("From: " + word + " <" + person.mail() + ">\r\nSubject: Call " + person.phone()
                + "\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: multipart/mixed; boundary=\"b1\"\r\n\r\n--b1\r\nContent-Type: text/plain; charset=utf-8\r\n"
                + "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted
                + "\r\n--b1\r\nContent-Type: text/csv; "
                + "name=\"a.csv\"\r\nContent-Disposition: attachment; filename=\"a.csv\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + attached + "\r\n--b1--\r\n");
    }

    static byte[] docx(Person person) throws IOException {
        try (XWPFDocument document = new XWPFDocument()) {
            XWPFParagraph paragraph = document.createParagraph();
            paragraph.createRun().setText("Dear " + person.name().substring(0, 2));
            paragraph.createRun().setBold(true);
            paragraph.createRun().setText(person.name().substring(2));
            paragraph.createRun().setText(", we call " + person.phone() + ".");
            paragraph.createHyperlinkRun("mailto:" + person.mail()).setText("mail");
            document.createTable(1, 2).getRow(0).getCell(0).setText(person.mail());
            XWPFHeaderFooterPolicy policy = document.createHeaderFooterPolicy();
            policy.createHeader(XWPFHeaderFooterPolicy.DEFAULT)
                    .createParagraph()
                    .createRun()
                    .setText(person.name());
            policy.createFooter(XWPFHeaderFooterPolicy.DEFAULT)
                    .createParagraph()
                    .createRun()
                    .setText(person.phone());
            document.createFootnote().createParagraph().createRun().setText(person.mail());
            document.createComments().createComment(java.math.BigInteger.ONE).setAuthor(person.name());
            document.getProperties().getCoreProperties().setCreator(person.name());
            document.getProperties().getCoreProperties().setTitle("For " + person.mail());
            document.getProperties().getCustomProperties().addProperty("client", person.name());
            return written(document::write);
        }
    }

    static byte[] xlsx(Person person) throws IOException {
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            XSSFSheet sheet = workbook.createSheet(person.name());
            Row row = sheet.createRow(0);
            row.createCell(0).setCellValue(person.name());
            row.createCell(1).setCellValue(Double.parseDouble(person.phone()));
            row.createCell(2).setCellFormula("\"" + person.name() + "\"");
            Cell cell = row.createCell(3);
            cell.setCellValue("mail");
            Hyperlink link = workbook.getCreationHelper().createHyperlink(HyperlinkType.EMAIL);
            link.setAddress("mailto:" + person.mail());
            cell.setHyperlink(link);
            var comment = sheet.createDrawingPatriarch()
                    .createCellComment(workbook.getCreationHelper().createClientAnchor());
            comment.setString(workbook.getCreationHelper().createRichTextString("ask " + person.name()));
            comment.setAuthor(person.name());
            cell.setCellComment(comment);
            sheet.getHeader().setCenter(person.name());
            workbook.getProperties().getCoreProperties().setCreator(person.name());
            return written(workbook::write);
        }
    }

    static byte[] pptx(Person person) throws IOException {
        try (XMLSlideShow show = new XMLSlideShow()) {
            XSLFSlide slide = show.createSlide();
            XSLFTextBox box = slide.createTextBox();
            box.setText("About " + person.name() + "\n" + person.phone());
            show.getNotesSlide(slide);
            slide.createTextBox().setText(person.mail());
            show.getProperties().getCoreProperties().setCreator(person.name());
            return written(show::write);
        }
    }

    private static byte[] odt(Person person) {
        String text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
        String office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("mimetype", utf8("application/vnd.oasis.opendocument.text"));
        files.put(
                "content.xml",
                utf8("<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"" + office
                        + "\" xmlns:text=\"" + text
                        + "\" office:version=\"1.3\"><office:body><office:text><text:p>Dear "
                        + halves(person.name(), "<text:span>") + "</text:span>, <text:line-break/>" + person.phone()
                        + "</text:p><text:p>"
                        + person.mail() + "</text:p></office:text></office:body></office:document-content>"));
        files.put(
                "META-INF/manifest.xml",
                utf8("<?xml version=\"1.0\" encoding=\"UTF-8\"?><manifest:manifest "
                        + "xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\"><manifest:file-entry "
                        + "manifest:full-path=\"/\" manifest:media-type=\"application/vnd.oasis.opendocument.text\"/><manifest:file-entry "
                        + "manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>"));
        return zip(files);
    }

    private interface Writer {
        void write(ByteArrayOutputStream out) throws IOException;
    }

    private static byte[] written(Writer writer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(out);
        return out.toByteArray();
    }

    /** The first file is stored, the others are packed. */
    static byte[] zip(Map<String, byte[]> files) {
        return zip(files, new byte[0]);
    }

    /** @param extra fields that every file has beside its name */
    static byte[] zip(Map<String, byte[]> files, byte[] extra) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            boolean first = true;
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                if (extra.length > 0) {
                    entry.setExtra(extra);
                }
                if (first) {
                    CRC32 crc = new CRC32();
                    crc.update(file.getValue());
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(file.getValue().length);
                    entry.setCrc(crc.getValue());
                }
                first = false;
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Other bytes of the same length, wherever these stand. */
    static byte[] patched(byte[] file, String old, byte[] by) {
        String latin = new String(file, StandardCharsets.ISO_8859_1);
        return latin.replace(old, new String(by, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Tables as spreadsheet programs of some countries write them. */
    static Map<String, Charset> charsets() {
        Map<String, Charset> charsets = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(List.of("UTF-16LE", "EUC-KR", "Shift_JIS", "GB18030", "windows-1252"));
        names.forEach(name -> charsets.put(name, Charset.forName(name)));
        return charsets;
    }
}
