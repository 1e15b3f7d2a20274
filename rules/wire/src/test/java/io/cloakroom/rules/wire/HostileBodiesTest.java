package io.cloakroom.rules.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cloakroom.rules.wire.coding.Coded;
import io.cloakroom.rules.wire.coding.ContentCoding;
import io.cloakroom.rules.wire.coding.ContentCoding.Limits;
import io.cloakroom.rules.wire.json.JsonStrings;
import io.cloakroom.rules.wire.lens.GenericLens;
import io.cloakroom.rules.wire.lens.Lenses;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies made so that an inspector sees something else than the receiver, or sees nothing and says nothing. */
class HostileBodiesTest {

    private static final String JSON = "application/json";
    private static final String MULTIPART = "multipart/form-data; boundary=b";
    private static final Lens PROMPT = Lenses.parse("json:/prompt");
    private static final Lens EVERYTHING = new GenericLens(Set.of());
    private static final String ADDRESS = "ada@example.org";
    private static final String ASK = "{\"prompt\":\"to " + ADDRESS + "\"}";

    private final MailInspector inspector = new MailInspector();

    /** What would leave, or the exception that makes the body uninspectable. */
    private byte[] leaving(String coding, String type, byte[] body) throws UninspectableException, LensException {
        byte[] decoded = ContentCoding.decode(coding, body, Limits.DEFAULT);
        return inspector
                .inspect(PROMPT, EVERYTHING, new Payload("/chat", type, decoded))
                .payload()
                .body();
    }

    private void assertUninspectable(String coding, String type, byte[] body, String reason) {
        assertThat(catchThrowable(() -> leaving(coding, type, body)))
                .isInstanceOfAny(UninspectableException.class, LensException.class)
                .hasMessageContaining(reason);
    }

    static Stream<Arguments> unreadable() {
        byte[] ask = ASK.getBytes(UTF_8);
        byte[] gzip = Coded.as("gzip", ask);
        byte[] wrong = gzip.clone();
        wrong[wrong.length - 6] ^= 1;
        return Stream.of(
                Arguments.of("coding snappy", "snappy", JSON, ask, "none of gzip, deflate, br, zstd"),
                Arguments.of(
                        "coding compress over gzip", "gzip, compress", JSON, gzip, "none of gzip, deflate, br, zstd"),
                Arguments.of("plain text called gzip", "gzip", JSON, ask, "not valid gzip"),
                Arguments.of("plain text called br", "br", JSON, ask, "not valid br"),
                Arguments.of("plain text called zstd", "zstd", JSON, ask, "not valid zstd"),
                Arguments.of("plain text called deflate", "deflate", JSON, ask, "not valid deflate"),
                Arguments.of("gzip called br", "br", JSON, gzip, "br"),
                Arguments.of(
                        "gzip cut short", "gzip", JSON, Arrays.copyOf(gzip, 20), "ends before its content coding does"),
                Arguments.of("gzip with a wrong checksum", "gzip", JSON, wrong, "not valid gzip"),
                Arguments.of("gzip with bytes after it", "gzip", JSON, Arrays.copyOf(gzip, gzip.length + 9), "gzip"),
                Arguments.of("charset utf-16", "", JSON + "; charset=utf-16", ask, "charset other than UTF-8"),
                Arguments.of(
                        "charset iso-8859-1", "", JSON + ";charset=\"iso-8859-1\"", ask, "charset other than UTF-8"),
                Arguments.of("charset utf-7", "", "text/plain; charset=UTF-7", ask, "charset other than UTF-8"),
                Arguments.of(
                        "two charsets", "", JSON + "; charset=utf-8; charset=utf-16", ask, "charset other than UTF-8"),
                Arguments.of(
                        "JSON cut short", "", JSON, "{\"prompt\":\"to".getBytes(UTF_8), "a closing quote at byte 13"),
                Arguments.of(
                        "no UTF-8", "", "text/plain", "é".getBytes(ISO_8859_1), "not UTF-8 text: malformed at byte 0"),
                Arguments.of("binary data", "", "", new byte[] {'x', 'K', 3, 4, 0}, "a control character at byte 2"),
                Arguments.of(
                        "multipart without an end", "", MULTIPART, part("", "x"), "ends before the closing boundary"),
                Arguments.of(
                        "multipart, another boundary",
                        "",
                        MULTIPART + "; boundary=c",
                        whole(part("", "x")),
                        "boundary"),
                Arguments.of(
                        "multipart, part in utf-16",
                        "",
                        MULTIPART,
                        whole(part("Content-Type: text/csv; charset=utf-16\r\n", "x")),
                        "charset other than UTF-8"),
                Arguments.of(
                        "multipart, part in base64",
                        "",
                        MULTIPART,
                        whole(part("Content-Transfer-Encoding: base64\r\n", "YWRhQGV4YW1wbGUub3Jn")),
                        "in a transfer encoding"),
                Arguments.of(
                        "multipart, binary part",
                        "",
                        MULTIPART,
                        whole(part("", "a\0b")),
                        "a control character at byte 1"),
                Arguments.of(
                        "multipart, text after its end",
                        "",
                        MULTIPART,
                        (new String(whole(part("", "x")), UTF_8) + ADDRESS).getBytes(UTF_8),
                        "text after the closing boundary"),
                Arguments.of(
                        "multipart, text before its beginning",
                        "",
                        MULTIPART,
                        (ADDRESS + "\r\n" + new String(whole(part("", "x")), UTF_8)).getBytes(UTF_8),
                        "does not begin with the boundary"));
    }

    private static byte[] part(String headers, String body) {
        return ("--b\r\nContent-Disposition: form-data; name=\"f\"\r\n" + headers + "\r\n" + body + "\r\n")
                .getBytes(UTF_8);
    }

    private static byte[] whole(byte[] parts) {
        return (new String(parts, UTF_8) + "--b--\r\n").getBytes(UTF_8);
    }

    @DisplayName("trust 24: an unknown coding or charset, or a corrupt body, is uninspectable and says why")
    @ParameterizedTest(name = "trust 24: {0} is uninspectable: {4}")
    @MethodSource("unreadable")
    void whatCannotBeReadIsSaidToBeSo(String what, String coding, String type, byte[] body, String reason) {
        assertUninspectable(coding, type, body, reason);
    }

    static Stream<Arguments> jsonBombs() {
        String key = "{\"prompt\":";
        return Stream.of(
                Arguments.of("10,000 arrays in each other", "[".repeat(10_000), "nested deeper than 512 levels"),
                Arguments.of(
                        "10,000 arrays, closed", key + "[".repeat(10_000) + "]".repeat(10_000) + "}", "512 levels"),
                Arguments.of("10,000 objects", "{\"a\":".repeat(10_000), "nested deeper than 512 levels"),
                Arguments.of(
                        "a string of 50 MB",
                        key + "\"" + "a b ".repeat(12_500_000) + "\"}",
                        "more than 16 MiB of text"),
                Arguments.of("50 MB of digits", "[" + "9".repeat(50_000_000) + "]", "not UTF-8 text"),
                Arguments.of("200,001 strings", "[\"a\"" + ",\"a\"".repeat(200_000) + "]", "more than 200000 texts"),
                Arguments.of("1e999999", "{\"prompt\":1e999999}", "an exponent of more than 4 digits"),
                Arguments.of("-1E+00000000000000009", "[-1E+00000000000000009]", "an exponent of more than 4 digits"));
    }

    @DisplayName("trust 27: JSON bombs are refused, and soon")
    @ParameterizedTest(name = "trust 27: {0}: refused, {2}")
    @MethodSource("jsonBombs")
    void jsonBombsAreRefused(String what, String json, String reason) {
        byte[] body = json.getBytes(UTF_8);
        long before = System.nanoTime();
        assertUninspectable("", JSON, body, reason);
        System.out.printf("trust 27: %s: %d ms%n", what, (System.nanoTime() - before) / 1_000_000);
    }

    static Stream<Arguments> tinyParts() {
        String strings = "[\"a\"" + ",\"a\"".repeat(3_000) + "]";
        String nested = "\"" + strings.replace("\"", "\\\"") + "\"";
        return Stream.of(
                Arguments.of("strings", JSON, "[\"a\"" + ",\"a\"".repeat(400_000) + "]"),
                Arguments.of("strings in strings", JSON, "[0" + ("," + nested).repeat(80) + "]"),
                Arguments.of("keys that say something", JSON, "{\"a b\":1" + ",\"a b\":1".repeat(300_000) + "}"),
                Arguments.of("numbers that say something", JSON, "[0" + ",4930123456".repeat(300_000) + "]"),
                Arguments.of("fields of a form", "application/x-www-form-urlencoded", "a=b&".repeat(300_000) + "c=d"),
                Arguments.of(
                        "parts of a form", MULTIPART, new String(part("", "x"), UTF_8).repeat(220_000) + "--b--\r\n"));
    }

    @DisplayName("trust 27: a body of many tiny parts is refused, and soon")
    @ParameterizedTest(name = "trust 27: more than 200,000 {0} are refused")
    @MethodSource("tinyParts")
    void manyTinyPartsAreRefused(String what, String type, String body) {
        assertUninspectable("", type, body.getBytes(UTF_8), "more than 200000 texts, values or parts");
        if (type.equals(JSON)) {
            assertUninspectable("", "text/plain", body.getBytes(UTF_8), "more than 200000 texts, values or parts");
            String inside = "{\"request\":\"" + JsonStrings.encode(body) + "\",\"prompt\":\"hello\"}";
            assertUninspectable("", JSON, inside.getBytes(UTF_8), "more than 200000 texts, values or parts");
        }
    }

    @DisplayName("trust 28: whichever value a parser takes, it was scanned")
    @ParameterizedTest(name = "trust 28: {0}: every value is scanned")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a key twice | {\"prompt\":\"to ADA\",\"prompt\":\"hello\"}",
                "a key twice, the other way | {\"prompt\":\"hello\",\"prompt\":\"to ADA\"}",
                "a key twice, once escaped | {\"prompt\":\"hello\",\"pr\\u006fmpt\":\"to ADA\"}",
                "a key twice, another shape | {\"prompt\":[\"hello\"],\"prompt\":\"to ADA\"}",
                "a byte order mark | `\ufeff{\"prompt\":\"to ADA\"}`",
                "half a surrogate pair before it | {\"prompt\":\"\\ud83d to ADA\"}",
                "half a surrogate pair after it | {\"prompt\":\"to ADA \\udc00\"}",
                "escaped letters | {\"prompt\":\"to \\u0061da\\u0040example.org\"}",
            })
    void everyValueIsScanned(String what, String json) throws Exception {
        byte[] leaving = leaving("", JSON, json.replace("ADA", ADDRESS).getBytes(UTF_8));
        assertThat(new String(leaving, UTF_8))
                .contains("[EMAIL_1]")
                .doesNotContain(ADDRESS)
                .doesNotContain("u0040");
    }

    static Stream<Arguments> disagreement() {
        Charset utf32 = Charset.forName("UTF-32BE");
        byte[] surrogates = "{\"prompt\":\"?? \"}".getBytes(UTF_8);
        surrogates[11] = (byte) 0xed;
        surrogates[12] = (byte) 0xa0;
        surrogates[13] = (byte) 0xbd;
        return Stream.of(
                Arguments.of("UTF-16, little end first", JSON, ASK.getBytes(UTF_16LE), "UTF-16"),
                Arguments.of("UTF-16, big end first", JSON, ASK.getBytes(UTF_16BE), "UTF-16"),
                Arguments.of("UTF-16 with a mark", JSON, ("\ufeff" + ASK).getBytes(UTF_16LE), "UTF-16"),
                Arguments.of("UTF-16 called plain text", "text/plain", ASK.getBytes(UTF_16LE), "a control character"),
                Arguments.of("UTF-16 called nothing", "", ("\ufeff" + ASK).getBytes(UTF_16BE), "not UTF-8 text"),
                Arguments.of("UTF-32", JSON, ASK.getBytes(utf32), "a value at byte 0"),
                Arguments.of("half a surrogate pair in bytes", JSON, surrogates, "expected UTF-8 at byte 11"),
                Arguments.of(
                        "an overlong slash",
                        JSON,
                        "{\"prompt\":\"\u00c0\u00af\"}".getBytes(ISO_8859_1),
                        "UTF-8 at byte 11"),
                Arguments.of("a comment", JSON, ("/**/" + ASK).getBytes(UTF_8), "a value at byte 0"),
                Arguments.of("single quotes", JSON, "{'prompt':'hello'}".getBytes(UTF_8), "a key at byte 1"),
                Arguments.of("a comma too many", JSON, "{\"prompt\":\"hello\",}".getBytes(UTF_8), "a key at byte 18"),
                Arguments.of("NaN", JSON, "{\"prompt\":\"hello\",\"n\":NaN}".getBytes(UTF_8), "a value at byte 22"));
    }

    @DisplayName("trust 28: what parsers read differently is refused")
    @ParameterizedTest(name = "trust 28: {0}: refused, {3}")
    @MethodSource("disagreement")
    void whatParsersReadDifferentlyIsRefused(String what, String type, byte[] body, String reason) {
        assertUninspectable("", type, body, reason);
    }

    @Test
    @DisplayName("trust 28: two documents after each other are not taken for the first one alone")
    void twoDocumentsAreBothScanned() throws Exception {
        byte[] both = ("{\"prompt\":\"hello\"}" + ASK).getBytes(UTF_8);
        assertThat(new String(leaving("", JSON, both), UTF_8))
                .contains("[EMAIL_1]")
                .doesNotContain(ADDRESS);
    }

    @Test
    @DisplayName("trust 24: UTF-8 named twice, in other letters, is UTF-8")
    void theSameCharsetTwiceIsThatCharset() throws Exception {
        byte[] leaving = leaving("", JSON + "; charset=utf-8; charset=UTF-8", ASK.getBytes(UTF_8));
        assertThat(new String(leaving, UTF_8)).contains("[EMAIL_1]");
    }

    @Test
    @DisplayName("trust 28: a part of a form that comes twice is scanned twice")
    void aPartTwiceIsScannedTwice() throws Exception {
        byte[] parts = (new String(part("", "hello"), UTF_8) + new String(part("", ADDRESS), UTF_8)).getBytes(UTF_8);
        assertThat(new String(leaving("", MULTIPART, whole(parts)), UTF_8)).doesNotContain(ADDRESS);
    }
}
