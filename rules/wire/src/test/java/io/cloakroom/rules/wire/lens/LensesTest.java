package io.cloakroom.rules.wire.lens;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloakroom.rules.engine.Span;
import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Located;
import io.cloakroom.rules.wire.Payload;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LensesTest {

    private static final String CHAT = """
            {"messages": [{"role": "user", "content": "Hi"},
              {"content": [{"type": "text", "text": "J\\u00fcrgen"}, {"image": null}]}],
             "m/n~o": "slash", "n": 5, "dup": "one", "dup": "two", "0": "zero"}""";

    private static Payload json(String body) {
        return new Payload("/api", "application/json", body.getBytes(UTF_8));
    }

    private static Payload body(String body) {
        return new Payload("/api", "", body.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json:/messages/0/content | json:/messages/0/content=Hi",
                "json:/messages/*/content | json:/messages/0/content=Hi",
                "json:/messages/*/content/*/text | json:/messages/1/content/0/text=Jürgen",
                "json:/messages/*/*  | json:/messages/0/role=user;json:/messages/0/content=Hi",
                "json:/m~1n~0o | json:/*=slash",
                "json:/0 | json:/0=zero",
                "json:/dup | json:/dup=one;json:/dup=two",
                "json:/n | ",
                "json:/messages | ",
                "json:/absent/*/x | ",
                "json:/messages/7/content | ",
                "json:/messages/00/content | ",
                "json: | ",
            })
    void followsPointers(String notation, String found) throws Exception {
        assertThat(found(Lenses.parse(notation).locate(json(CHAT)))).isEqualTo(found == null ? "" : found);
    }

    @Test
    void aFileThatIsNeitherTextNorPictureIsNotRead() {
        Payload pdf = body("JVBERi0xLjcKJeLjz9MKMSAwIG9iagr/");
        assertThatThrownBy(() -> Lenses.parse("file").locate(pdf))
                .isInstanceOf(LensException.class)
                .hasMessageContaining("file");
    }

    @Test
    void aDocumentCanBeOneString() throws Exception {
        assertThat(found(Lenses.parse("json:").locate(json(" \"Hi\" ")))).isEqualTo("json:=Hi");
    }

    @Test
    void severalNotationsGiveEverythingOnceInDocumentOrder() throws Exception {
        Lens lens = Lenses.all(List.of(
                "json:/messages/*/content/*/text",
                "json:/messages/*/content",
                "json:/messages/0/*",
                "json:/0",
                "query:q"));
        Payload payload = new Payload("/api?q=a+b&v=1", "application/json", CHAT.getBytes(UTF_8));
        assertThat(found(lens.locate(payload)))
                .isEqualTo("query:q=a b;json:/messages/0/role=user;json:/messages/0/content=Hi;"
                        + "json:/messages/1/content/0/text=Jürgen;json:/0=zero");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{\"c\":\"{\\\"t\\\":\\\"in\\\"}\"}` | json:/c > json:/t=in",
                "`{\"c\":\"{\\\"u\\\":1}\"}` | `json:/c={\"u\":1}`",
                "`{\"c\":\"plain\"}` | json:/c=plain",
                "`{\"c\":\"[broken\"}` | json:/c=[broken",
            })
    void theDeeperNotationIsTakenWhereItFindsSomething(String body, String found) throws Exception {
        Lens lens = Lenses.all(List.of("json:/c", "json:/c > json:/t"));
        assertThat(found(lens.locate(json(body)))).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "form:f.req > json:/1 > json:/0/0 | at=x&f.req=%5Bnull%2C%22%5B%5B%5C%22Hi+there%5C%22%5D%5D%22%5D | form:f.req > json:/1 > json:/0/0=Hi there",
                "form:* | a=1&b&c=%C3%BC%2B+%zz&&d= | form:a=1;form:c=ü+ %zz;form:d=",
                "form:a%20b | a+b=1 | ",
                "form:a b | a+b=1&a%20b=2 | form:*=1;form:*=2",
                "base64 | SGkgdGhlcmU= | base64=Hi there",
                "base64 | SGkgdGhlcmU | base64=Hi there",
                "base64 | 4piC-_ | ",
                "dataurl | data:text/plain;base64,SGk= | dataurl=Hi",
                "dataurl | data:,a%20b+c | dataurl=a b+c",
                "raw | Hi there | raw=Hi there",
                "file | Hi there, plain text | file=Hi there, plain text",
                "file | SGkgdGhlcmU | file=SGkgdGhlcmU",
                "file | SGkgdGhlcmUsIEJhc2U2NCBvZiB0ZXh0 | file=Hi there, Base64 of text",
                "file | iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB | ",
                "file | /9j/4AAQSkZJRgABAQEAYABgAAD/2wBD | ",
                "file | UklGRiQAAABXRUJQVlA4IHh4eHh4eHh4 | ",
                "file | UklGRiwgc2F5cyBNYXJ0YSwgaXMgYSBiYW5k | file=RIFF, says Marta, is a band",
            })
    void readsWrappings(String notation, String body, String found) throws Exception {
        Lens lens = Lenses.parse(notation);
        if (notation.equals("base64") && found == null) {
            assertThatThrownBy(() -> lens.locate(body(body))).isInstanceOf(LensException.class);
        } else {
            assertThat(found(lens.locate(body(body)))).isEqualTo(found == null ? "" : found);
        }
    }

    @Test
    void linesAreCountedFromZeroWithoutTheirEnds() throws Exception {
        Payload payload = body("one\r\n\n{\"a\":\"x\"}\nlast");
        assertThat(found(Lenses.parse("lines:*").locate(payload)))
                .isEqualTo("lines:0=one;lines:1=;lines:2={\"a\":\"x\"};lines:3=last");
        assertThat(found(Lenses.parse("lines:2 > json:/a").locate(payload))).isEqualTo("lines:2 > json:/a=x");
        assertThat(found(Lenses.parse("lines:9").locate(payload))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hi | 0 | 2 | {\"a\":\"\\u0048i\\/\",\"p\":\"Yo\\/\\u0041\"}",
                "Hi/ | 0 | 3 | {\"a\":\"\\u0048i\\/\",\"p\":\"Yo\\u0041\"}",
            })
    void escapesOutsideAnEditStay(String removed, int start, int end, String expected) throws Exception {
        Payload payload = json("{\"a\":\"\\u0048i\\/\",\"p\":\"\\u0048i\\/\\u0041\"}");
        Located located = Lenses.parse("json:/p").locate(payload);
        assertThat(located.segments().getFirst().text()).startsWith(removed);
        Payload spliced = located.splice(Map.of(0, List.of(new TextEdit(new Span(start, end), "Yo"))));
        assertThat(new String(spliced.body(), UTF_8)).isEqualTo(expected);
    }

    @Test
    void replacedTextIsEscapedMinimally() throws Exception {
        String text = "\"\\/\n\u0001é🙂 +&";
        assertThat(replaceAll("json:/p", json("{\"p\":\"x\"}"), text))
                .isEqualTo("{\"p\":\"\\\"\\\\/\\n\\u0001é🙂 +&\"}");
        assertThat(replaceAll("form:p", body("p=x&q"), "[A_1] é+&")).isEqualTo("p=%5BA_1%5D+%C3%A9%2B%26&q");
    }

    @Test
    void theQueryIsEditedInTheTarget() throws Exception {
        Payload payload = new Payload("/s?q=Marta+K%20x&r=%41#f", "image/png; charset=latin1", new byte[] {0});
        Located located = Lenses.parse("query:q").locate(payload);
        Payload spliced = located.splice(Map.of(0, List.of(new TextEdit(new Span(0, 7), "[PERSON 1]"))));
        assertThat(spliced.target()).isEqualTo("/s?q=%5BPERSON%201%5D%20x&r=%41#f");
        assertThat(spliced.body()).isSameAs(payload.body());
    }

    @ParameterizedTest
    @CsvSource({"Hi there!, SGVsbG8gdGhlcmUh", "Hi, SGVsbG8="})
    void base64KeepsItsPadding(String before, String after) throws Exception {
        String coded = Base64.getEncoder().encodeToString(before.getBytes(UTF_8));
        Located located = Lenses.parse("base64").locate(body(coded));
        Payload spliced = located.splice(Map.of(0, List.of(new TextEdit(new Span(0, 2), "Hello"))));
        assertThat(new String(spliced.body(), UTF_8)).isEqualTo(after);
    }

    @Test
    void base64KeepsGroupsItNeedNotTouch() throws Exception {
        // The seventh byte is written with bits that the last group does not need, which only an untouched group can
        // keep.
        Located located = Lenses.parse("base64").locate(body("QUJD\r\nREVG\r\nR1=="));
        Payload spliced = located.splice(Map.of(0, List.of(new TextEdit(new Span(0, 3), "xyz"))));
        assertThat(new String(spliced.body(), UTF_8)).isEqualTo("eHl6\r\nREVG\r\nR1==");
    }

    @Test
    void anEditTakesAWholeSurrogatePair() throws Exception {
        Located located = Lenses.parse("json:/p").locate(json("{\"p\":\"a🙂b\\ud83d\\ude42\"}"));
        Payload spliced = located.splice(Map.of(
                0, List.of(new TextEdit(new Span(2, 3), "X"), new TextEdit(new Span(4, 5), "Y"))));
        assertThat(new String(spliced.body(), UTF_8)).isEqualTo("{\"p\":\"aXbY\"}");
    }

    @Test
    void editsAreChecked() throws Exception {
        Located located = Lenses.parse("json:/p").locate(json("{\"p\":\"abc\"}"));
        TextEdit first = new TextEdit(new Span(0, 2), "");
        assertThatThrownBy(() -> located.splice(Map.of(0, List.of(first, new TextEdit(new Span(1, 3), "")))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> located.splice(Map.of(0, List.of(new TextEdit(new Span(2, 4), "")))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> located.splice(Map.of(1, List.of(first))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLineTakesNoLineBreak() throws Exception {
        Located located = Lenses.parse("lines:0").locate(body("abc\nd"));
        assertThatThrownBy(() -> located.splice(Map.of(0, List.of(new TextEdit(new Span(0, 1), "\n")))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json:/a", "form:*", "dataurl", "multipart:*", "lines:* > json:/a", "base64 > json:/a"})
    void anEmptyBodyHoldsNothing(String notation) throws Exception {
        assertThat(Lenses.parse(notation).locate(body("")).segments()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json:/a | nope | body: not JSON: expected a value at byte 1",
                "json:/a > json:/b | {\"a\":\"x\"} | json:/a: not JSON: expected a value at byte 0",
                "base64 | a*b | body: not Base64",
                "dataurl | https://example.com | body: not a data URL",
                "multipart:* | x | body: not multipart: the content type names no boundary",
            })
    void saysWhatItExpected(String notation, String body, String message) {
        assertThatThrownBy(() -> Lenses.parse(notation).locate(body(body)))
                .isInstanceOf(LensException.class)
                .hasMessage(message);
    }

    @Test
    void whatCannotBeReadIsNeverPassedOver() throws Exception {
        Lens lens = Lenses.all(List.of("json:/prompt", "json:/file > base64"));
        Payload payload = json("{\"prompt\":\"Marta\",\"file\":\"/v79AAECAwQ=\"}");
        LensException thrown = catchThrowableOfType(LensException.class, () -> lens.locate(payload));
        assertThat(thrown).hasMessage("json:/file > base64: not UTF-8 text: malformed at byte 0");
        Located readable = thrown.readable().orElseThrow();
        assertThat(found(readable)).isEqualTo("json:/prompt=Marta");
        Payload spliced = readable.splice(Map.of(0, List.of(new TextEdit(new Span(0, 5), "[PERSON_1]"))));
        assertThat(new String(spliced.body(), UTF_8))
                .isEqualTo("{\"prompt\":\"[PERSON_1]\",\"file\":\"/v79AAECAwQ=\"}");
    }

    @Test
    void onlyUtf8IsText() {
        Lens lens = Lenses.parse("raw");
        for (byte[] body : new byte[][] {"Jürgen".getBytes(ISO_8859_1), "Marta".getBytes(UTF_16LE), {'a', 0}}) {
            assertThatThrownBy(() -> lens.locate(new Payload("/", "text/plain", body)))
                    .isInstanceOf(LensException.class);
        }
        assertThatThrownBy(() -> lens.locate(new Payload("/", "text/plain; Charset=\"iso-8859-1\"", new byte[] {'a'})))
                .hasMessageContaining("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain;charset=UTF-8",
                "text/plain; charset=\"utf-8\"",
                "application/json; charset=utf8",
                "text/plain;charset=us-ascii"
            })
    void utf8HasSeveralNames(String contentType) throws Exception {
        assertThat(found(Lenses.parse("raw").locate(new Payload("/", contentType, new byte[] {'a'}))))
                .isEqualTo("raw=a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json:messages | write it with slashes, as json:/messages/*/content",
                "json:$.messages[*] | write it with slashes",
                "json:/a~b | write ~0 for ~",
                "jsonpath:/a | the steps are json, form, query, multipart, lines, signalr, connect, eventstream, dgw, proto, gunzip, raw, base64, file, dataurl",
                "form | write form:prompt or form:*",
                "query: | write query:prompt or query:*",
                "lines | write lines:0 or lines:*",
                "lines:-1 | write lines:* for all",
                "raw:all | write raw",
                "json:/a > query:q | can only be the first step",
                "json:/a>json:/b > multipart:x | can only be the first step",
                "'' | no step is called",
            })
    void saysWhatToWriteInstead(String notation, String message) {
        assertThatThrownBy(() -> Lenses.parse(notation))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "json:/a, form:b",
        "json:/a > json:/b, json:/a > base64",
        "json:/*/x > json:/b, json:/a/x > base64",
        "form:* > json:/b, form:x > base64",
    })
    void oneStretchOfBytesIsReadInOneWay(String one, String other) {
        assertThatThrownBy(() -> Lenses.all(List.of(one, other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("read the same bytes in two ways");
    }

    @Test
    void sharedBeginningsAreMergedWhereTheyOverlap() throws Exception {
        Lens lens = Lenses.all(List.of("json:/*/c > json:/x", "json:/0/c > json:/y"));
        Payload payload =
                json("[{\"c\":\"{\\\"x\\\":\\\"1\\\",\\\"y\\\":\\\"2\\\"}\"},{\"c\":\"{\\\"y\\\":\\\"3\\\"}\"}]");
        assertThat(found(lens.locate(payload))).isEqualTo("json:/0/c > json:/x=1;json:/0/c > json:/y=2");
    }

    @Test
    void pathsCarryNoContent() throws Exception {
        Payload payload = json("{\"Marta Kowalczyk\":{\"age\":\"9\"},\"marta@example.com\":{\"age\":\"8\"}}");
        assertThat(Laws.paths(Lenses.parse("json:/*/age").locate(payload))).containsOnly("json:/*/age");
    }

    /** A megabyte of each shape that could make reading or writing quadratic: it would take hours then. */
    @Test
    void largePayloadsTakeLinearTime() throws Exception {
        int size = 1_000_000;
        String escapes = "\\u00e9\\n".repeat(size / 8);
        String nested = "[".repeat(500) + "\"x\"" + "]".repeat(500);
        for (String value : List.of(
                "\"" + escapes + "\"",
                "\"" + "[{".repeat(size / 2) + "\"",
                "[" + "\"Ab\",".repeat(size / 6) + "\"end\"]",
                "[" + (nested + ",").repeat(size / 1000) + "0]",
                "{" + "\"k\":\"v\",".repeat(size / 10) + "\"k\":\"v\"}")) {
            Payload payload = json("{\"p\":" + value + "}");
            for (Lens lens :
                    List.of(Lenses.all(List.of("json:/p", "json:/p/*", "json:/*/0/*")), new GenericLens(Set.of()))) {
                Located located = lens.locate(payload);
                Map<Integer, List<TextEdit>> edits = new HashMap<>();
                for (int i = 0; i < located.segments().size(); i++) {
                    edits.put(i, List.of(new TextEdit(new Span(0, 1), "[X_1]")));
                }
                String spliced = new String(located.splice(edits).body(), UTF_8);
                assertThat(spliced.split("\\[X_1]", -1)).hasSize(edits.size() + 1);
            }
        }
    }

    private static String replaceAll(String notation, Payload payload, String text) throws LensException {
        Located located = Lenses.parse(notation).locate(payload);
        int length = located.segments().getFirst().text().length();
        return new String(
                located.splice(Map.of(0, List.of(new TextEdit(new Span(0, length), text))))
                        .body(),
                UTF_8);
    }

    static String found(Located located) {
        return String.join(
                ";",
                located.segments().stream().map(s -> s.path() + "=" + s.text()).toArray(String[]::new));
    }

    @Test
    void theBodyBelongsToThePayload() throws Exception {
        byte[] body = "{\"p\":\"abc\"}".getBytes(UTF_8);
        byte[] before = Arrays.copyOf(body, body.length);
        Lenses.parse("json:/p")
                .locate(new Payload("/", "", body))
                .splice(Map.of(0, List.of(new TextEdit(new Span(0, 1), "zz"))));
        assertThat(body).isEqualTo(before);
    }
}
