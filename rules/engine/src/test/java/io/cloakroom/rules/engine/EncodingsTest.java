package io.cloakroom.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingsTest {

    @ParameterizedTest
    @CsvSource({
        "write to=bWFyYUBmaXJtLmV4YW1wbGU now, bWFyYUBmaXJtLmV4YW1wbGU",
        "write to bWFyYUBmaXJtLmV4YW1wbGU= now,           bWFyYUBmaXJtLmV4YW1wbGU=",
        "write to bWFyYUBmaXJtLmV4YW1wbGU now,            bWFyYUBmaXJtLmV4YW1wbGU",
        "write to 6d617261406669726d2e6578616d706c65 now, 6d617261406669726d2e6578616d706c65",
        "write to mara%40firm.example now,                mara%40firm.example",
        "write to mara&#64;firm.example now,              mara&#64;firm.example",
        "write to mara&#x40;firm&period;example now,      mara&#x40;firm&period;example",
        "write to mara\\u0040firm.example now,            mara\\u0040firm.example",
        "write to mara%2540firm.example now,              mara%2540firm.example",
        "write to m a r a @ f i r m . e x a m p l e now,      m a r a @ f i r m . e x a m p l e",
        "write to m\uFF41ra%40firm.ex\u0430mple now,      m\uFF41ra%40firm.ex\u0430mple",
    })
    void whatIsEncodedIsFoundWhereItWasTyped(String text, String typed) {
        assertThat(find(text, "mara@firm.example")).containsExactly(typed);
    }

    @Test
    void threeLayersAreUndoneAndAFourthIsNot() {
        String one = base64("mara@firm.example");
        String three = HexFormat.of().formatHex(base64(one).getBytes(StandardCharsets.UTF_8));
        assertThat(find("x " + three + " y", "mara@firm.example")).containsExactly(three);
        assertThat(find("x " + base64(three) + " y", "mara@firm.example")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%40", "bWFyYUBmaXJtLmV4YW1wbGU", "m a r a @ f i r m . e x a m p l e "})
    void aReadingThatEndsWithinWhatBecameSeveralCharactersCoversIt(String encoded) {
        for (int before = 40; before < 100; before++) {
            String text = encoded + " x".repeat(before / 2) + "y".repeat(before % 2) + " \ufdfa\ufdfa";
            for (Text reading : Encodings.readings(Normalizer.normalize(text, null))) {
                int length = reading.normalized().length();
                Span last = reading.toOriginal(length - 1, length);
                assertThat(last.end()).isGreaterThan(last.start()).isLessThanOrEqualTo(text.length());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsCompressedIsRead(boolean gzip) throws IOException {
        String run = compressed("please write to mara@firm.example today", gzip);
        assertThat(find("x " + run + " y", "mara@firm.example")).containsExactly(run);
        assertThat(find("x " + base64(run) + " y", "mara@firm.example")).containsExactly(base64(run));
        assertThat(find("x " + run.substring(0, run.length() - 8) + " y", "mara@firm.example"))
                .as("cut short")
                .hasSize(1);
    }

    @Test
    void aBombIsReadToALimit() throws IOException {
        String run = compressed("x".repeat(50_000_000), true);
        assertThat(Encodings.readings(Normalizer.normalize(run, null)))
                .allSatisfy(reading -> assertThat(reading.normalized()).hasSizeLessThanOrEqualTo(1 << 20));
    }

    private static String compressed(String text, boolean gzip) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = gzip ? new GZIPOutputStream(bytes) : new DeflaterOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain prose, 50% of it & more",
                "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "abstractSingletonProxyFactoryBean",
                "%zz &#; &unknown; \\u00 \\q %",
                "%C3%zz %00",
                "a b c, 1 2 3 and J. R. R. T.",
                "| x | y | z | x | y | z |",
            })
    void ordinaryTextHasNoOtherReading(String text) {
        assertThat(Encodings.readings(Normalizer.normalize(text, null))).isEmpty();
    }

    @Property
    void everySpanOfEveryReadingLiesInTheText(@ForAll String text) {
        for (Text reading : Encodings.readings(Normalizer.normalize(text + "%41&#66;\\u0043", null))) {
            for (int i = 0; i < reading.normalized().length(); i++) {
                Span span = reading.toOriginal(i, i + 1);
                assertThat(span.end()).isLessThanOrEqualTo(reading.original().length());
            }
        }
    }

    private static List<String> find(String text, String value) {
        return Encodings.readings(Normalizer.normalize(text, null)).stream()
                .filter(r -> r.normalized().contains(value))
                .map(r -> {
                    int at = r.normalized().indexOf(value);
                    return r.toOriginal(at, at + value.length()).of(text);
                })
                .distinct()
                .toList();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
