package io.cloakroom.rules.wire.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.FileKind;
import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Located;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.TextSegment;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same file on every way it can take. */
class ArrivalTest {

    private static final Corpus.Person MINSU = Corpus.PEOPLE.getFirst();
    private static final List<String> VALUES = List.of(MINSU.mail(), MINSU.name(), MINSU.phone());

    private static final Map<String, String> TYPES = Map.of(
            "txt", "text/plain",
            "csv", "text/csv",
            "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "pdf", "application/pdf");

    /**
     * A way.
     *
     * @param contentType of the request, or null for that of the file
     * @param before what comes before the file in the body
     */
    private record Way(
            String name,
            String host,
            String method,
            String target,
            String contentType,
            String before,
            String after,
            boolean base64) {

        byte[] body(byte[] file, String type) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes(Corpus.utf8(before.replace("TYPE", type)));
            body.writeBytes(base64 ? Base64.getEncoder().encode(file) : file);
            body.writeBytes(Corpus.utf8(after));
            return body.toByteArray();
        }

        /** The file as it stands in a body. */
        byte[] file(byte[] body, String type) {
            int from = Corpus.utf8(before.replace("TYPE", type)).length;
            byte[] file = Arrays.copyOfRange(body, from, body.length - Corpus.utf8(after).length);
            return base64 ? Base64.getDecoder().decode(file) : file;
        }
    }

    private static final List<Way> WAYS = List.of(
            new Way(
                    "a part of a form",
                    "api.openai.com",
                    "POST",
                    "/v1/files",
                    "multipart/form-data; boundary=b",
                    "--b\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nuser_data\r\n--b\r\nContent-Disposition:"
                            + " form-data; name=\"file\"; filename=\"a\"\r\nContent-Type: TYPE\r\n\r\n",
                    "\r\n--b--\r\n",
                    false),
            new Way(
                    "OpenAI's file_data",
                    "api.openai.com",
                    "POST",
                    "/v1/responses",
                    "application/json",
                    "{\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_file\",\"filename\":\"a\","
                            + "\"file_data\":\"data:TYPE;base64,",
                    "\"}]}]}",
                    true),
            new Way(
                    "Anthropic's source",
                    "api.anthropic.com",
                    "POST",
                    "/v1/messages",
                    "application/json",
                    "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"document\",\"source\":{\"type\":\"base64\","
                            + "\"media_type\":\"TYPE\",\"data\":\"",
                    "\"}}]}]}",
                    true),
            new Way(
                    "Gemini's inlineData",
                    "generativelanguage.googleapis.com",
                    "POST",
                    "/v1beta/models/gemini-2.5-flash:generateContent",
                    "application/json",
                    "{\"contents\":[{\"parts\":[{\"inlineData\":{\"mimeType\":\"TYPE\",\"data\":\"",
                    "\"}}]}]}",
                    true),
            new Way(
                    "the body of a PUT to an address made for it",
                    "files.oaiusercontent.com",
                    "PUT",
                    "/file-abc?sig=x",
                    null,
                    "",
                    "",
                    false));

    static Stream<Arguments> arrivals() {
        return WAYS.stream()
                .flatMap(way -> TYPES.keySet().stream().sorted().map(format -> Arguments.of(way.name, format)));
    }

    @ParameterizedTest(name = "{1} as {0}")
    @MethodSource("arrivals")
    void isFoundAndTakenOut(String name, String format) throws Exception {
        Way way =
                WAYS.stream().filter(each -> each.name.equals(name)).findFirst().orElseThrow();
        byte[] file = format.equals("pdf") ? pdf() : Corpus.FORMATS.get(format).make(MINSU);
        String type = TYPES.get(format);
        Payload payload = payload(way, way.body(file, type), type);
        Lens lens = lens(way);

        Located located = lens.locate(payload);
        Map<Integer, List<TextEdit>> edits = located.fit(edits(located));
        Payload leaving = located.splice(edits);

        assertThat(edits).isNotEmpty();
        byte[] redacted = way.file(leaving.body(), type);
        assertThat(Opened.text(format, redacted)).contains("[VALUE").doesNotContain(VALUES);
        assertThat(located.splice(Map.of())).isSameAs(payload);
        boolean text = format.equals("txt") || format.equals("csv");
        assertThat(located.kinds()).isEqualTo(text ? List.of() : List.of(kind(format)));
    }

    private static FileKind kind(String format) {
        return format.equals("pdf") ? FileKind.PDF : FileKind.DOCUMENT;
    }

    private static byte[] pdf() throws Exception {
        return PdfRedactionTest.shownPdf(MINSU.name(), "write to " + MINSU.mail(), MINSU.phone());
    }

    private static Payload payload(Way way, byte[] body, String type) {
        return new Payload(way.target, way.contentType == null ? type : way.contentType, body);
    }

    private static Lens lens(Way way) {
        Site site = Objects.requireNonNull(SiteCatalogue.shipped().site(way.host), way.host);
        var rule = site.rule(way.host, way.method, way.target);
        return rule == null ? site.genericLens() : rule.lens();
    }

    private static Map<Integer, List<TextEdit>> edits(Located located) throws LensException {
        Map<Integer, List<TextEdit>> edits = new HashMap<>();
        List<TextSegment> segments = located.segments();
        for (int i = 0; i < segments.size(); i++) {
            List<TextEdit> own = Redacting.edits(segments.get(i).text(), VALUES);
            if (!own.isEmpty()) {
                edits.put(i, own);
            }
        }
        return edits;
    }
}
