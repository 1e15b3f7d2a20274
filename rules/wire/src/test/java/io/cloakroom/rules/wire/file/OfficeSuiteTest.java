package io.cloakroom.rules.wire.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.wire.OpenedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an office suite opened before it opens after, and shows the same but for the placeholders. */
@Tag("office")
class OfficeSuiteTest {

    private static final int FILES = 12;

    @TempDir
    Path directory;

    @BeforeAll
    static void prepare() throws Exception {
        Office.prepare();
    }

    /** A file before and after, and the values that are gone. */
    private record Pair(Path before, Path after, List<String> values) {}

    @DisplayName("trust 25: LibreOffice opens what was redacted, and shows the same but for the placeholders")
    @ParameterizedTest(name = "trust 25: {0}")
    @CsvSource({
        "docx, txt:Text (encoded):UTF8, txt",
        "odt, txt:Text (encoded):UTF8, txt",
        "xlsx, 'csv:Text - txt - csv (StarCalc):44,34,76', csv",
        "ods, 'csv:Text - txt - csv (StarCalc):44,34,76', csv",
        "pptx, pdf, pdf"
    })
    void opensAndShowsTheSame(String format, String to, String extension) throws Exception {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            Slots slots = new Slots(new Random(i));
            byte[] file = FileLawsTest.file(format, slots);
            OpenedFile opened = Redacting.open(format, file);
            byte[] redacted = opened.splice(Redacting.edits(opened, slots.values()));
            pairs.add(new Pair(
                    Files.write(directory.resolve("before" + i + "." + format), file),
                    Files.write(directory.resolve("after" + i + "." + format), redacted),
                    slots.values()));
        }
        convert(pairs, to);
        for (Pair pair : pairs) {
            same(text(pair.before(), extension), text(pair.after(), extension), pair.values());
        }
        System.out.println("trust 25: LibreOffice opened " + FILES + " of " + FILES + " redacted " + format
                + " files and showed the same text");
    }

    @DisplayName("trust 25: pdftotext reads a redacted PDF of LibreOffice as before but for the placeholders")
    @ParameterizedTest(name = "trust 25: PDFs made of {0}")
    @CsvSource({"docx", "odt", "xlsx", "pptx"})
    void redactedPdfs(String format) throws Exception {
        List<Pair> sources = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            Slots slots = new Slots(new Random(i), Slots.LATIN);
            Path source = Files.write(directory.resolve("source" + i + "." + format), FileLawsTest.file(format, slots));
            sources.add(new Pair(source, source, slots.values()));
        }
        Office.convert(
                directory.resolve("home"), sources.stream().map(Pair::before).toList(), "pdf", directory);
        for (Pair source : sources) {
            Path before = directory.resolve(named(source.before(), "pdf"));
            OpenedFile opened = Redacting.open("pdf", Files.readAllBytes(before));
            byte[] redacted = opened.splice(Redacting.printed(opened, source.values()));
            Path after = Files.write(directory.resolve("redacted-" + before.getFileName()), redacted);
            same(text(before, "pdf"), text(after, "pdf"), source.values());
            assertThat(PdfRedactionTest.everything(redacted)).doesNotContain(source.values());
        }
        System.out.println("trust 25: " + FILES + " of " + FILES + " PDFs that LibreOffice made of " + format
                + " redacted, and pdftotext read the same text");
    }

    private void convert(List<Pair> pairs, String to) throws IOException, InterruptedException {
        List<Path> files = new ArrayList<>();
        pairs.forEach(pair -> files.addAll(List.of(pair.before(), pair.after())));
        Office.convert(directory.resolve("home"), files, to, directory);
    }

    private static String named(Path file, String extension) {
        return file.getFileName().toString().replaceFirst("\\.\\w+$", "." + extension);
    }

    private String text(Path file, String extension) throws Exception {
        Path converted = directory.resolve(named(file, extension));
        if (extension.equals("pdf")) {
            Path text = directory.resolve(named(file, "extracted"));
            Office.pdfToText(converted, text);
            converted = text;
        }
        return Files.readString(converted);
    }

    private static void same(String before, String after, List<String> values) {
        String expected = squeezed(before);
        for (int i = 0; i < values.size(); i++) {
            expected = expected.replace(squeezed(values.get(i)), "VALUE_" + i);
        }
        assertThat(squeezed(after))
                .doesNotContain(values.stream().map(OfficeSuiteTest::squeezed).toList());
        assertThat(sorted(squeezed(after))).isEqualTo(sorted(expected));
    }

    /** In a PDF nothing says in which order to read. */
    private static String sorted(String text) {
        return text.chars()
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Without white space, without the brackets that names of sheets cannot have, and without hyphens, which pdftotext takes from ends of lines. */
    private static String squeezed(String text) {
        return text.replaceAll("[\\s\\p{Z}\\[\\]-]", "");
    }
}
