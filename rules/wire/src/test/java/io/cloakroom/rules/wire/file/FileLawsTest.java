package io.cloakroom.rules.wire.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.OpenedFile;
import io.cloakroom.rules.wire.UnredactableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of {@link OpenedFile}, for files of every format with texts wherever the format has room for one. */
class FileLawsTest {

    private static final List<String> FORMATS =
            List.of("txt", "csv", "tsv", "json", "xml", "html", "eml", "zip", "docx", "xlsx", "pptx", "odt", "ods");

    @Provide
    Arbitrary<String> formats() {
        return Arbitraries.of(FORMATS);
    }

    /** Also those that are not rewritten to the letter. */
    @Provide
    Arbitrary<String> allFormats() {
        return Arbitraries.of(Stream.concat(FORMATS.stream(), Stream.of("pdf")).toList());
    }

    static byte[] file(String format, Slots slots) throws Exception {
        GeneratedTexts texts = new GeneratedTexts(slots);
        GeneratedOffice office = new GeneratedOffice(slots);
        return switch (format) {
            case "csv" -> texts.table(',');
            case "tsv" -> texts.table('\t');
            case "json" -> texts.json();
            case "xml" -> texts.xml();
            case "html" -> texts.html();
            case "eml" -> texts.mail();
            case "zip" -> texts.zip(1);
            case "docx" -> office.docx();
            case "xlsx" -> office.xlsx();
            case "pptx" -> office.pptx();
            case "odt" -> office.odt();
            case "ods" -> office.ods();
            case "pdf" -> new GeneratedPdf(slots).pdf();
            default -> texts.text();
        };
    }

    @Property(tries = 200)
    void noEditsAreTheIdenticalArray(@ForAll("allFormats") String format, @ForAll long seed) throws Exception {
        byte[] file = file(format, new Slots(new Random(seed)));
        OpenedFile opened = Redacting.open(format, file);
        assertThat(opened.splice(opened.fit(Map.of()))).isSameAs(file);
        assertThat(opened.splice(opened.fit(Map.of(0, List.of())))).isSameAs(file);
    }

    @Property(tries = 300)
    void everyValueIsFoundAndGoneAndTheFileOpens(@ForAll("formats") String format, @ForAll long seed) throws Exception {
        Slots slots = new Slots(new Random(seed));
        byte[] file = file(format, slots);
        OpenedFile opened = Redacting.open(format, file);
        assertThat(occurrences(String.join("\n", Redacting.texts(opened)), slots.values()))
                .as("found in %s", format)
                .isGreaterThanOrEqualTo(slots.planted());
        Map<Integer, List<TextEdit>> fitted = Redacting.edits(opened, slots.values());

        byte[] redacted = opened.splice(fitted);

        OpenedFile again = Redacting.open(format, redacted);
        assertThat(Redacting.texts(again)).as("read back").isEqualTo(Redacting.applied(opened, fitted));
        String before = Opened.text(format, file);
        String after = Opened.text(format, redacted);
        int seen = occurrences(before, slots.values());
        assertThat(occurrences(after, slots.values())).as("left in %s", format).isZero();
        assertThat(occurrences(after, List.of("VALUE_")))
                .as("replaced in %s", format)
                .isGreaterThanOrEqualTo(seen);
    }

    @Property(tries = 150)
    void editsCommute(@ForAll("formats") String format, @ForAll long seed) throws Exception {
        Random random = new Random(seed);
        Slots slots = new Slots(random);
        byte[] file = file(format, slots);
        OpenedFile opened = Redacting.open(format, file);
        Map<Integer, List<TextEdit>> fitted = Redacting.edits(opened, slots.values());
        byte[] atOnce = opened.splice(fitted);

        List<Integer> order = new ArrayList<>(fitted.keySet());
        Collections.shuffle(order, random);
        byte[] step = file;
        for (int index : order) {
            List<TextEdit> shuffled = new ArrayList<>(fitted.get(index));
            Collections.shuffle(shuffled, random);
            step = Redacting.open(format, step).splice(Map.of(index, shuffled));
        }
        assertThat(step).as(format).isEqualTo(atOnce);
    }

    @Property(tries = 25)
    void whatIsFoundInAPdfIsGoneAndNothingElse(@ForAll long seed) throws Exception {
        Slots slots = new Slots(new Random(seed), Slots.LATIN);
        byte[] file = new GeneratedPdf(slots).pdf();
        OpenedFile opened = Redacting.open("pdf", file);
        assertThat(occurrences(squeezed(opened), squeezed(slots.values()))).isGreaterThanOrEqualTo(slots.planted());
        Map<Integer, List<TextEdit>> edits = Redacting.edits(opened, slots.values());

        byte[] redacted = opened.splice(edits);

        assertThat(PdfRedactionTest.everything(redacted)).doesNotContain(slots.values());
        List<String> expected = Redacting.applied(opened, edits);
        assertThat(squeezed(Redacting.open("pdf", redacted)))
                .startsWith(squeezed(expected).getFirst());
    }

    private static String squeezed(OpenedFile file) {
        return String.join("", squeezed(Redacting.texts(file)));
    }

    private static List<String> squeezed(List<String> texts) {
        return texts.stream().map(text -> text.replaceAll("\\s", "")).toList();
    }

    @Property(tries = 300)
    void damageIsReadOrRefusedWithAReason(@ForAll("allFormats") String format, @ForAll long seed) throws Exception {
        Random random = new Random(seed);
        Slots slots = new Slots(random);
        byte[] damaged = file(format, slots);
        for (int i = random.nextInt(4); i >= 0; i--) {
            damaged = damage(damaged, random);
        }
        try {
            OpenedFile opened = Redacting.open(format, damaged);
            assertThat(opened.splice(Map.of())).isSameAs(damaged);
            assertThat(opened.splice(Redacting.edits(opened, slots.values()))).isNotNull();
        } catch (LensException | UnredactableException e) {
            assertThat(e).hasMessageNotContaining("Q");
        }
    }

    private static byte[] damage(byte[] file, Random random) {
        byte[] damaged = file.clone();
        int at = random.nextInt(Math.max(1, file.length));
        switch (random.nextInt(3)) {
            case 0 -> damaged = Arrays.copyOf(file, at);
            case 1 -> random.nextBytes(damaged);
            default -> {
                if (file.length > 0) {
                    damaged[at] ^= (byte) (1 << random.nextInt(8));
                }
            }
        }
        return damaged;
    }

    private static int occurrences(String text, List<String> values) {
        int count = 0;
        for (String value : values) {
            for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length())) {
                count++;
            }
        }
        return count;
    }
}
