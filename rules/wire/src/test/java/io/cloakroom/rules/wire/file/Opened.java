package io.cloakroom.rules.wire.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.poi.sl.extractor.SlideShowExtractor;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.extractor.XSSFExcelExtractor;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.jsoup.Jsoup;
import org.w3c.dom.Element;

/** What a reader of each format that others made sees in a file. */
final class Opened {

    private Opened() {}

    /** @throws Exception when the file does not open */
    static String text(String format, byte[] file) throws Exception {
        InputStream in = new ByteArrayInputStream(file);
        return switch (format) {
            case "csv" -> cells(file, ',');
            case "tsv" -> cells(file, '\t');
            case "json" -> strings(file);
            case "xml" ->
                element(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(in)
                        .getDocumentElement());
            case "html" -> page(file);
            case "eml" -> mail(file);
            case "pdf" -> PdfRedactionTest.everything(file);
            case "zip", "odt", "ods" -> archive(format, in);
            case "docx" -> {
                try (XWPFWordExtractor extractor = new XWPFWordExtractor(new XWPFDocument(in))) {
                    yield extractor.getText();
                }
            }
            case "xlsx" -> {
                try (XSSFExcelExtractor extractor = new XSSFExcelExtractor(new XSSFWorkbook(in))) {
                    yield extractor.getText();
                }
            }
            case "pptx" -> {
                try (SlideShowExtractor<?, ?> extractor = new SlideShowExtractor<>(new XMLSlideShow(in))) {
                    yield extractor.getText();
                }
            }
            default -> new String(file, charset(file));
        };
    }

    private static Charset charset(byte[] file) {
        return file.length > 1 && file[0] == -1 && file[1] == -2 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
    }

    /** The cells, and that no row has more or less of them than the first. */
    private static String cells(byte[] file, char delimiter) throws IOException {
        StringBuilder cells = new StringBuilder();
        CSVFormat format = CSVFormat.RFC4180.builder().setDelimiter(delimiter).get();
        int columns = 0;
        for (CSVRecord row : format.parse(new StringReader(new String(file, StandardCharsets.UTF_8)))) {
            columns = columns == 0 ? row.size() : columns;
            if (row.size() != columns) {
                throw new IOException("a row of " + row.size() + " cells in a table of " + columns);
            }
            row.forEach(cell -> cells.append(cell).append('\n'));
        }
        return cells.toString();
    }

    private static String strings(byte[] file) throws IOException {
        StringBuilder strings = new StringBuilder();
        try (JsonParser parser = new JsonFactory().createParser(file)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                strings.append(token.isScalarValue() ? parser.getText() : "").append('\n');
            }
        }
        return strings.toString();
    }

    private static String element(Element element) {
        StringBuilder text = new StringBuilder(element.getTextContent());
        var all = element.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            var attributes = all.item(i).getAttributes();
            for (int j = 0; j < attributes.getLength(); j++) {
                text.append('\n').append(attributes.item(j).getNodeValue());
            }
        }
        return text.toString();
    }

    private static String page(byte[] file) throws IOException {
        var page = Jsoup.parse(new ByteArrayInputStream(file), "UTF-8", "");
        StringBuilder text = new StringBuilder(page.wholeText() + page.title());
        page.getAllElements()
                .forEach(each -> text.append('\n').append(each.attr("alt")).append(each.data()));
        return text.toString();
    }

    private static String mail(byte[] file) throws Exception {
        MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(file));
        return message.getFrom()[0] + "\n" + message.getSubject() + "\n" + content(message.getContent());
    }

    private static String content(Object content) throws Exception {
        StringBuilder text = new StringBuilder();
        switch (content) {
            case Multipart parts -> {
                for (int i = 0; i < parts.getCount(); i++) {
                    BodyPart part = parts.getBodyPart(i);
                    text.append(content(part.getContent())).append('\n');
                }
            }
            case InputStream in -> text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            default -> text.append(content);
        }
        return text.toString();
    }

    private static String archive(String format, InputStream in) throws Exception {
        StringBuilder text = new StringBuilder();
        try (ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                String inner = name.substring(name.lastIndexOf('.') + 1);
                byte[] content = zip.readAllBytes();
                text.append(format.equals("zip") ? name : "").append('\n');
                text.append(text(inner.equals("csv") ? "txt" : inner, content)).append('\n');
            }
        }
        return text.toString();
    }
}
