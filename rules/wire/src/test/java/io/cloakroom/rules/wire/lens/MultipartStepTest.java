package io.cloakroom.rules.wire.lens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloakroom.rules.engine.Span;
import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Located;
import io.cloakroom.rules.wire.Payload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultipartStepTest {

    private static final String TYPE = "multipart/form-data; boundary=\"b:1\"";

    private static final String UPLOAD = part("Content-Disposition: form-data; name=\"purpose\"", "user_data")
            + part(
                    "Content-Type: text/csv; charset=utf-8\r\ncontent-disposition: form-data;name=file; filename=\"Marta %22K%22 é%20.csv\"",
                    "name,email\r\nMarta,marta@example.com\r\n")
            + part(
                    "Content-Disposition: form-data; name=\"file\"; filename*=UTF-8''Ma%72ta.txt; filename=\"x\\\".txt\"",
                    "--b:\r\n-")
            + part("Content-Disposition: form-data; name=\"empty\"", "")
            + part("X-Unnamed: yes", "{\"a\":\"unnamed\"}")
            + "--b:1--\r\n";

    private static String part(String headers, String body) {
        return "--b:1\r\n" + headers + "\r\n\r\n" + body + "\r\n";
    }

    private static Payload payload(String body) {
        return new Payload("/upload", TYPE, body.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "multipart:purpose | multipart:purpose=user_data",
                "multipart:file > lines:1 | multipart:file > lines:1=Marta,marta@example.com;multipart:file > lines:1=-",
                "multipart:file;filename | multipart:file;filename=Marta \"K\" é%20.csv;multipart:file;filename=Marta.txt;multipart:file;filename=x\".txt",
                "multipart:*;filename | multipart:file;filename=Marta \"K\" é%20.csv;multipart:file;filename=Marta.txt;multipart:file;filename=x\".txt",
                "multipart:empty | multipart:empty=",
                "multipart:absent | ``",
            })
    void findsParts(String notation, String found) throws Exception {
        assertThat(LensesTest.found(Lenses.parse(notation).locate(payload(UPLOAD))))
                .isEqualTo(found);
    }

    @Test
    void aStarIsEveryPart() throws Exception {
        assertThat(Laws.paths(Lenses.parse("multipart:*").locate(payload(UPLOAD))))
                .containsExactly(
                        "multipart:purpose",
                        "multipart:file > csv",
                        "multipart:file",
                        "multipart:empty",
                        "multipart:*");
    }

    @Test
    void namesAndBodiesAreEditedInPlace() throws Exception {
        Located located =
                Lenses.all(List.of("multipart:file;filename", "multipart:file")).locate(payload(UPLOAD));
        Payload spliced = located.splice(Map.of(
                0, List.of(new TextEdit(new Span(0, 5), "a\"b")),
                1, List.of(new TextEdit(new Span(12, 17), "[PERSON_1]")),
                2, List.of(new TextEdit(new Span(0, 5), "[PERSON_1]"))));
        assertThat(new String(spliced.body(), UTF_8))
                .isEqualTo(UPLOAD.replace("\"Marta %22K%22", "\"a%22b %22K%22")
                        .replace("\nMarta,", "\n[PERSON_1],")
                        .replace("Ma%72ta.txt", "%5BPERSON_1%5D.txt"));
    }

    @Test
    void aPartTakesNoBoundary() throws Exception {
        Located located = Lenses.parse("multipart:purpose").locate(payload(UPLOAD));
        assertThatThrownBy(() -> located.splice(Map.of(0, List.of(new TextEdit(new Span(0, 1), "\r\n--b:1")))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x | does not begin with the boundary",
                "preamble~--b:1--~ | does not begin with the boundary",
                "--b:1~Content-Disposition: form-data; name=a~~text | ends before the closing boundary",
                "--b:1~Content-Disposition: form-data; name=a~text~--b:1-- | headers do not end",
                "--b:1~~--b:1-- | headers do not end",
                "--b:1x~~~--b:1-- | does not end its line",
                "--b:1~A: b~~text~--b:12~--b:1-- | does not end its line",
                "--b:1~A: b~~text~--b:1--~trailer | text after the closing boundary",
                "--b:1~Content-Transfer-Encoding: base64~~SGk=~--b:1-- | in a transfer encoding",
                "--b:1~Content-Type: text/plain; charset=utf-16~~Hi~--b:1-- | other than UTF-8",
                "--b:1~Content-Disposition: form-data; name=a; filename*=ISO-8859-1''x~~Hi~--b:1-- | other than UTF-8",
            })
    void refusesWhatBrowsersDoNotWrite(String body, String message) {
        assertThatThrownBy(() -> Lenses.parse("multipart:a").locate(payload(body.replace("~", "\r\n"))))
                .isInstanceOf(LensException.class)
                .hasMessageContaining(message);
    }

    @Test
    void lineBreaksAndTransferEncodingsThatAreNoneAreFine() throws Exception {
        String body =
                "\r\n--b:1 \t\r\nContent-Transfer-Encoding: 8BIT\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nHi\r\n--b:1--";
        assertThat(LensesTest.found(Lenses.parse("multipart:a").locate(payload(body))))
                .isEqualTo("multipart:a=Hi");
    }

    @Test
    void aBinaryPartIsNamedAndTheOthersAreRead() {
        String body = part("Content-Disposition: form-data; name=\"q\"", "Marta")
                + part("Content-Disposition: form-data; name=\"f\"\r\nContent-Type: application/pdf", "%PDF\0")
                + "--b:1--";
        LensException thrown = catchThrowableOfType(
                LensException.class, () -> Lenses.parse("multipart:*").locate(payload(body)));
        assertThat(thrown).hasMessage("multipart:f (application/pdf): not text: a control character at byte 4");
        assertThat(LensesTest.found(thrown.readable().orElseThrow())).isEqualTo("multipart:q=Marta");
    }
}
