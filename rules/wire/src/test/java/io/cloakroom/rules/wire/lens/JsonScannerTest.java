package io.cloakroom.rules.wire.lens;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.lens.JsonScanner.Token;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8259, and nothing beyond it. */
class JsonScannerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null | LITERAL",
                " true\t| LITERAL",
                "-0 | NUMBER",
                "12.50E-3 | NUMBER",
                "`\"\"` | STRING()",
                "`\"a\\\\n\\\\u00e9\\\\ud83d\"` | STRING(a\\\\n\\\\u00e9\\\\ud83d)",
                "[] | ARRAY CLOSE",
                "[[ ],{ }] | ARRAY ARRAY CLOSE OBJECT CLOSE CLOSE",
                "{\"a\":1,\"a\":[false]} | OBJECT KEY(a) NUMBER KEY(a) ARRAY LITERAL CLOSE CLOSE",
                "`\ufeff{\"é\" : \"☂🙂\"}` | OBJECT KEY(é) STRING(☂🙂) CLOSE",
            })
    void reads(String json, String tokens) throws Exception {
        String unescaped = json.replace("\\\\", "\\");
        assertThat(tokens(unescaped.getBytes(UTF_8), false)).isEqualTo(tokens.replace("\\\\", "\\"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | a value at byte 0",
                "` ` | a value at byte 1",
                "[ | a value at byte 1",
                "[1,] | a value at byte 3",
                "[1 2] | , or ] at byte 3",
                "[1} | , or ] at byte 2",
                "[1 | , or ] at byte 2",
                "{ | a key or } at byte 1",
                "{a:1} | a key at byte 1",
                "{\"a\"} | a colon at byte 4",
                "{\"a\":} | a value at byte 5",
                "{\"a\":1,} | a key at byte 7",
                "{\"a\":1] | , or } at byte 6",
                "{'a':1} | a key at byte 1",
                "] | a value at byte 0",
                "nul | a value at byte 3",
                "True | a value at byte 0",
                "NaN | a value at byte 0",
                "01 | the end at byte 1",
                "+1 | a value at byte 0",
                ".5 | a value at byte 0",
                "1. | a digit at byte 2",
                "1e | a digit at byte 2",
                "- | a value at byte 1",
                "0x10 | the end at byte 1",
                "1 2 | the end at byte 2",
                "{}{} | the end at byte 2",
                "\"a | a closing quote at byte 2",
                "\"a\tb\" | an escape instead of a control character at byte 2",
                "\"\\x\" | an escape at byte 2",
                "\"\\u12g4\" | four hex digits at byte 2",
                "\"\\u12 | four hex digits at byte 2",
                "// c | a value at byte 0",
                "[1]/*c*/ | the end at byte 3",
            })
    void refuses(String json, String expected) {
        assertThatThrownBy(() -> tokens(json.getBytes(UTF_8), false))
                .isInstanceOf(LensException.class)
                .hasMessage("not JSON: expected " + expected);
    }

    static Stream<byte[]> malformed() {
        return Stream.of(
                        "\"\u00ff\"",
                        "\"\u00c3\"",
                        "\"\u00c0\u0080\"",
                        "\"\u00ed\u00a0\u00bd\"",
                        "\"\u00f4\u0090\u0080\u0080\"",
                        "\"\u00e0\u0080\u0080\"")
                .map(text -> text.getBytes(ISO_8859_1));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesMalformedUtf8(byte[] json) {
        assertThatThrownBy(() -> tokens(json, false)).hasMessage("not JSON: expected UTF-8 at byte 1");
    }

    @Test
    void refusesOtherEncodings() {
        for (byte[] json : new byte[][] {
            "{\"a\":1}".getBytes(UTF_16LE),
            "{\"a\":1}".getBytes(UTF_16BE),
            "\ufeff[]".getBytes(UTF_16LE),
            "\ufeff[]".getBytes(UTF_16BE)
        }) {
            assertThatThrownBy(() -> tokens(json, false)).hasMessageContaining("UTF-16");
        }
    }

    @Test
    void nestsToALimit() throws Exception {
        String deepest = "[".repeat(JsonScanner.MAX_DEPTH) + "]".repeat(JsonScanner.MAX_DEPTH);
        assertThat(tokens(deepest.getBytes(UTF_8), false)).startsWith("ARRAY").endsWith("CLOSE");
        assertThatThrownBy(() -> tokens(("[" + deepest + "]").getBytes(UTF_8), false))
                .hasMessage("JSON nested deeper than 512 levels at byte 512");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}{}", "{}\n{}\n", "{}\u001e{}\u001e", "\u001e{}\n\u001e{}"})
    void readsRecords(String json) throws Exception {
        assertThat(tokens(json.getBytes(UTF_8), true)).isEqualTo("OBJECT CLOSE OBJECT CLOSE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\u001e}", "{},{}", "\u001e"})
    void refusesWhatIsNoRecords(String json) {
        assertThatThrownBy(() -> tokens(json.getBytes(UTF_8), true)).isInstanceOf(LensException.class);
    }

    private static String tokens(byte[] json, boolean records) throws LensException {
        JsonScanner scanner = new JsonScanner(Bytes.of(json), records);
        StringBuilder out = new StringBuilder();
        for (Token token = scanner.next(); token != Token.END; token = scanner.next()) {
            out.append(out.isEmpty() ? "" : " ").append(token);
            if (token == Token.KEY || token == Token.STRING) {
                out.append('(')
                        .append(new String(json, scanner.start(), scanner.end() - scanner.start(), UTF_8))
                        .append(')');
            }
        }
        return out.toString();
    }
}
