package io.cloakroom.rules.wire.file;

import java.awt.Rectangle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xslf.usermodel.XSLFTable;
import org.apache.poi.xslf.usermodel.XSLFTextBox;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;

/** Documents of offices, of random structure. */
final class GeneratedOffice {

    private static final String NAMESPACES = " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
            + " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""
            + " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" office:version=\"1.3\"";

    private final Slots slots;
    private final GeneratedTexts texts;

    GeneratedOffice(Slots slots) {
        this.slots = slots;
        this.texts = new GeneratedTexts(slots);
    }

    byte[] docx() throws IOException {
        try (XWPFDocument document = new XWPFDocument();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            for (int i = slots.number(4); i >= 0; i--) {
                if (slots.number(3) == 0) {
                    XWPFTable table = document.createTable(2, 2);
                    runs(table.getRow(0).getCell(1).getParagraphs().getFirst());
                    runs(table.getRow(1).getCell(0).addParagraph());
                } else {
                    runs(document.createParagraph());
                }
            }
            if (slots.maybe()) {
                runs(document.createFootnote().createParagraph());
            }
            document.getProperties().getCoreProperties().setTitle(slots.text());
            document.write(out);
            return out.toByteArray();
        }
    }

    /** One text in many runs. */
    private void runs(XWPFParagraph paragraph) {
        String text = slots.text();
        int at = 0;
        while (at < text.length()) {
            int end = Math.min(text.length(), at + 1 + slots.number(9));
            if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
                end++;
            }
            paragraph.createRun().setText(text.substring(at, end));
            at = end;
        }
    }

    byte[] xlsx() throws IOException {
        try (XSSFWorkbook workbook = new XSSFWorkbook();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            XSSFSheet sheet = workbook.createSheet(slots.name());
            sheet.setDefaultColumnWidth(60);
            for (int i = slots.number(4); i >= 0; i--) {
                Row row = sheet.createRow(i);
                row.createCell(0).setCellValue(slots.text());
                row.createCell(1).setCellValue(Double.parseDouble(slots.digits()));
                row.createCell(2).setCellFormula("\"" + slots.name() + "\"");
            }
            sheet.getHeader().setLeft(slots.name());
            workbook.setPrintArea(0, "$A$1:$C$4");
            XSSFSheet list = workbook.createSheet("list");
            list.createRow(0).createCell(0).setCellValue(slots.name());
            list.createRow(1).createCell(0).setCellValue(slots.text());
            list.createTable(new AreaReference("A1:A2", SpreadsheetVersion.EXCEL2007));
            workbook.write(out);
            return out.toByteArray();
        }
    }

    byte[] pptx() throws IOException {
        try (XMLSlideShow show = new XMLSlideShow();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            for (int i = slots.number(2); i >= 0; i--) {
                XSLFSlide slide = show.createSlide();
                XSLFTextBox box = slide.createTextBox();
                box.setAnchor(new Rectangle(20, 20, 600, 200));
                box.setText(slots.text());
                if (slots.maybe()) {
                    XSLFTable table = slide.createTable(1, 2);
                    table.setAnchor(new Rectangle(20, 300, 600, 100));
                    table.setColumnWidth(0, 300);
                    table.getCell(0, 0).setText(slots.text());
                }
            }
            show.write(out);
            return out.toByteArray();
        }
    }

    byte[] odt() {
        StringBuilder body = new StringBuilder("<office:text>");
        for (int i = slots.number(4); i >= 0; i--) {
            body.append(paragraph());
        }
        return document("text", body + "</office:text>");
    }

    private String paragraph() {
        StringBuilder text = new StringBuilder("<text:p>");
        slots.text().codePoints().forEach(c -> {
            String spelled = texts.markup(Character.toString(c));
            text.append(slots.number(6) == 0 ? "<text:span>" + spelled + "</text:span>" : spelled);
        });
        return text.append("</text:p>").toString();
    }

    byte[] ods() {
        StringBuilder body = new StringBuilder(
                "<office:spreadsheet><table:table table:name=\"" + texts.markup(slots.name()) + "\">");
        for (int i = slots.number(4); i >= 0; i--) {
            String number = slots.digits();
            body.append("<table:table-row><table:table-cell office:value-type=\"string\">")
                    .append(paragraph())
                    .append("</table:table-cell><table:table-cell office:value-type=\"float\" office:value=\"")
                    .append(number)
                    .append("\"><text:p>")
                    .append(number)
                    .append("</text:p></table:table-cell></table:table-row>");
        }
        return document("spreadsheet", body + "</table:table></office:spreadsheet>");
    }

    private static byte[] document(String kind, String body) {
        String type = "application/vnd.oasis.opendocument." + kind;
        String manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("mimetype", Corpus.utf8(type));
        files.put(
                "content.xml",
                Corpus.utf8("<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content" + NAMESPACES
                        + "><office:body>" + body + "</office:body></office:document-content>"));
        files.put(
                "META-INF/manifest.xml",
                Corpus.utf8(
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><manifest:manifest xmlns:manifest=\"" + manifest
                                + "\" manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\""
                                + type
                                + "\"/><manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>"));
        return Corpus.zip(files);
    }
}
