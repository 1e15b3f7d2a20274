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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenericLensTest {

    private final GenericLens lens = new GenericLens(Set.of("id", "device_id", "create_time", "sig"));

    private String found(String contentType, String body) throws LensException {
        return LensesTest.found(lens.locate(new Payload("/x", contentType, body.getBytes(UTF_8))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application/json | {\"p\":\"Hi\",\"a\":[{\"b\":\"J\\u00fcrgen\"},\"\",null,true,12]} | json:/p=Hi;json:/a/0/b=Jürgen",
                "text/plain | {\"p\":\"Hi\"} | json:/p=Hi",
                "`` | `  [\"Hi\"]` | json:/0=Hi",
                "application/json | [72,105,32,116,111,32,116,104,101,32,103,114,111,117,112,115] | json-codes:=Hi to the groups",
                "application/json | {\"0\":72,\"1\":105,\"2\":32} | ``",
                "application/json | [15496,11,995,314,716,257,1332,286,262,11241,7509,290,340,318,845,1576,284,307,1936] | ``",
                "application/json | [8364,8364,8364,8364,8364,8364,8364,8364,8364,8364,8364,8364,8364,8364,8364,55296] | ``",
                "application/json | {\"1\":72,\"2\":72,\"3\":72,\"4\":72,\"5\":72,\"6\":72,\"7\":72,\"8\":72,\"9\":72,\"10\":72,\"11\":72,\"12\":72,\"13\":72,\"14\":72,\"15\":72,\"16\":72} | ``",
                "application/json+protobuf | [\"m\",[[[[null,\"Hi\"]]]]] | json:/0=m;json:/1/0/0/0/1=Hi",
                "text/plain | \"J\\u00fcrgen\" | json:=Jürgen",
                "text/plain | {hello} there | raw={hello} there",
                "text/plain | [PERSON_1] is ill | raw=[PERSON_1] is ill",
                "text/plain | 4 apples | raw=4 apples",
                "text/plain | 4111111111111111 | raw=4111111111111111",
                "text/plain | 42[\"message\",{\"t\":\"Hi\"}] | json:/0=message;json:/1/t=Hi",
                "application/json | {\"m\":\"{\\\"t\\\":\\\"Hi\\\"}\"} | json:/m > json:/t=Hi",
                "application/json | {\"m\":\"[[\\\"[\\\\\\\"Hi\\\\\\\"]\\\"]]\"} | json:/m > json:/0/0 > json:/0=Hi",
                "application/json | {\"m\":\"{curly} and [square]\"} | json:/m={curly} and [square]",
                "application/json | {\"m\":\"data: see, below\"} | json:/m=data: see, below",
                "application/json | {\"m\":\"data:text/csv;base64,TWFydGEsMQ==\"} | json:/m > dataurl > csv=Marta,1",
                "application/json | {\"m\":\"data:text/csv;name=Marta%20K.csv;base64,MQ==\"} | json:/m > dataurl=text/csv;name=Marta K.csv;base64;json:/m > dataurl > csv=1",
                "application/json | {\"m\":\"eyJuYW1lIjogIk1hcnRhIEtvd2FsY3p5ayJ9\"} | json:/m > base64 > json:/name=Marta Kowalczyk",
                "application/json | {\"m\":\"0123456789abcdef0123456789abcdef\"} | json:/m=0123456789abcdef0123456789abcdef",
                // Protobuf in Base64: a text, a number alone, a UUID alone.
                "application/json | {\"m\":\"CAESD01hcnRhIEtvd2FsY3p5aw==\"} | json:/m > base64 > proto:2=Marta Kowalczyk",
                "application/json | {\"m\":\"CP////////////8BEIGAgIAQGAE=\"} | json:/m=CP////////////8BEIGAgIAQGAE=",
                "application/json | {\"m\":\"CAESJDVlZWQwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMQ==\"} | json:/m=CAESJDVlZWQwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMQ==",
                "application/x-www-form-urlencoded | q=Hi+there&f.req=%5B%22Hi%22%5D&n= | form:q=Hi there;form:f.req > json:/0=Hi",
                "application/json | {\"m\":\"data:text/plain;base64,<your data here> means?\"} | json:/m=data:text/plain;base64,<your data here> means?",
                "application/x-www-form-urlencoded | {\"p\":\"a=J\\u00fcrgen\"} | json:/p=a=Jürgen",
                "application/x-www-form-urlencoded | Hi there | raw=Hi there",
                "application/x-www-form-urlencoded | v=1&marta%40example.com | form:v=1;form-names:*=marta@example.com",
            })
    void findsEveryText(String contentType, String body, String found) throws Exception {
        assertThat(found(contentType, body)).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"t\":\"Hi\"}\n{\"t\":\"Yo\"}\n",
                "{\"t\":\"Hi\"}\u001e{\"t\":\"Yo\"}\u001e",
                "\u001e{\"t\":\"Hi\"}\n\u001e{\"t\":\"Yo\"}"
            })
    void findsTextInRecords(String body) throws Exception {
        assertThat(found("", body)).isEqualTo("json:/t=Hi;json:/t=Yo");
    }

    @Test
    void findsTextInTheQuery() throws Exception {
        Payload payload = new Payload("/x?q=Marta+K&v=%7B%22a%22%3A%22Hi%22%7D&id=5eed-0000", "", new byte[0]);
        assertThat(LensesTest.found(lens.locate(payload))).isEqualTo("query:q=Marta K;query:v > json:/a=Hi");
    }

    @Test
    void findsTextInPartsAndTheNamesOfTheirFiles() throws Exception {
        String body = "--b\r\nContent-Disposition: form-data; name=\"queryInfo\"\r\n\r\n{\"query\":\"Hi\"}\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"file0\"; filename=\"Marta.csv\"\r\nContent-Type: text/csv\r\n\r\na,b\r\n--b--\r\n";
        assertThat(found("multipart/form-data; boundary=b", body))
                .isEqualTo(
                        "multipart:queryInfo > json:/query=Hi;multipart:file0;filename=Marta.csv;multipart:file0 > csv=a,b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":\"5eed0000-0000-4000-8000-000000000001\",\"p\":\"x\"} | json:/p=x",
                "{\"device_id\":[\"dGVzdA==\",\"v1.2:a/b~c\"]} | ``",
                "{\"create_time\":20250000000071,\"t\":20250000000071} | json:/t=20250000000071",
                "{\"id\":\"Marta Kowalczyk\"} | json:/id=Marta Kowalczyk",
                "{\"id\":\"marta@example.com\"} | json:/id=marta@example.com",
                "{\"id\":{\"p\":\"word\"}} | json:/id/p=word",
                "{\"other\":\"5eed0000-0000-4000-8000-000000000001\"} | json:/other=5eed0000-0000-4000-8000-000000000001",
            })
    void leavesTheSitesOwnIdentifiersAlone(String body, String found) throws Exception {
        assertThat(found("application/json", body)).isEqualTo(found);
    }

    @Test
    void findsKeysThatAreNotTheNamesOfFields() throws Exception {
        Payload payload = new Payload(
                "/x",
                "",
                "{\"messages\":{\"marta@ex\\u0061mple.com\":{\"note\":\"Hi\"},\"+12025550147\":1,\"a.b-c$d_e\":2}}"
                        .getBytes(UTF_8));
        Located located = lens.locate(payload);
        assertThat(LensesTest.found(located))
                .isEqualTo(
                        "json-keys:/messages=marta@example.com;json:/messages/*/note=Hi;json-keys:/messages=+12025550147");
        Payload spliced = located.splice(Map.of(0, List.of(new TextEdit(new Span(0, 17), "[EMAIL_1]"))));
        assertThat(new String(spliced.body(), UTF_8)).contains("{\"[EMAIL_1]\":{\"note\":\"Hi\"},");
    }

    @ParameterizedTest
    @CsvSource({
        "4111111111111111, true",
        "2025550147, true",
        "-1234567, true",
        "1234567.5e3, true",
        "123456, false",
        "1790000000, false",
        "1790000000.071, false",
        "1790000000071, false",
        "1790000000071000, false",
        "0.12345678, false",
        "1012345678, true",
        "1499999999, true",
        "1012345678901, true",
        "1012345678901234, true",
    })
    void findsNumbersThatCouldBeSomebodys(String number, boolean expected) throws Exception {
        assertThat(found("", "[" + number + "]").equals("json:/0=" + number)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 16, [CREDIT_CARD_1], \"[CREDIT_CARD_1]\"",
        "4, 12, 00000000, 4111000000001111",
        "0, 1, +4, \"+4111111111111111\""
    })
    void anEditedNumberStaysOneIfItCan(int start, int end, String replacement, String expected) throws Exception {
        Located located = lens.locate(new Payload("/", "", "[1, 4111111111111111 ]".getBytes(UTF_8)));
        Payload spliced = located.splice(Map.of(0, List.of(new TextEdit(new Span(start, end), replacement))));
        assertThat(new String(spliced.body(), UTF_8)).isEqualTo("[1, " + expected + " ]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | {\"p\":1,} | body (application/json): not JSON: expected a key at byte 7",
                "application/x-protobuf | looks like text | body (application/x-protobuf): not a protobuf message",
                "application/grpc+proto | looks like text | body (application/grpc+proto): not a protobuf message",
                "text/plain; charset=latin1 | a | declared in a charset other than UTF-8, the only one that can be read",
                "multipart/form-data | a | body (multipart/form-data): not multipart: the content type names no boundary",
            })
    void saysWhatItCannotRead(String contentType, String body, String message) {
        assertThatThrownBy(() -> found(contentType, body))
                .isInstanceOf(LensException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // bytes where the descriptor says that sound is | what is found | bytes of sound
                "7ffffe7ffffe7ffffe7ffffe7ffffe7ffffe | | 18",
                "000000000000000000000000000000000000 | | 18",
                "4d61727461204b6f77616c637a796b207361696420736f | json:/turns/0/audio > base64=Marta Kowalczyk said so | 0",
                "7b22746f223a224d61727461204b6f77616c637a796b227d | json:/turns/0/audio > base64 > json:/to=Marta Kowalczyk | 0",
                "524946462400000057415645666d742010000000 | | 20", // a WAVE file
                "89504e470d0a1a0a0000000d494844520000 | | 0", // a picture
            })
    void whatIsTextWhereSoundIsExpectedIsReadAsText(String hex, @Nullable String found, int heard) throws Exception {
        GenericLens hearing = lens.hearing(List.of("json:/turns/*/audio"));
        String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
        Located located = hearing.locate(new Payload(
                "/", "", "{\"turns\":[{\"audio\":\"%s\"}]}".formatted(base64).getBytes(UTF_8)));

        assertThat(LensesTest.found(located)).isEqualTo(found == null ? "" : found);
        assertThat(located.heard()).isEqualTo(heard);
    }

    @Test
    void soundIsKnownOnlyWhereItIsExpected() {
        byte[] sound = new byte[9000];
        new Random(3).nextBytes(sound);
        String message = "{\"audio\":\"" + Base64.getEncoder().encodeToString(sound) + "\"}";
        assertThatThrownBy(() -> lens.hearing(List.of("json:/turns/*/audio"))
                        .locate(new Payload("/", "", message.getBytes(UTF_8))))
                .isInstanceOf(LensException.class)
                .hasMessageContaining("json:/audio > base64: not");
    }

    @Test
    void binaryDataIsNeverClean() {
        byte[] image = new byte[9000];
        new Random(3).nextBytes(image);
        String inline = "{\"p\":\"Marta\",\"f\":\"" + Base64.getEncoder().encodeToString(image) + "\"}";
        LensException thrown = catchThrowableOfType(LensException.class, () -> found("application/json", inline));
        assertThat(thrown).hasMessageStartingWith("json:/f > base64: not");
        assertThat(LensesTest.found(thrown.readable().orElseThrow())).isEqualTo("json:/p=Marta");
        assertThatThrownBy(() -> found("application/json", "[\"data:image/png;base64,AAECAwQFBgc=\"]"))
                .hasMessageStartingWith("json:/0 > dataurl (image/png): not text");
        assertThatThrownBy(() -> lens.locate(new Payload("/", "", image))).isInstanceOf(LensException.class);
    }

    @Test
    void otherCharsetsAreNeverClean() {
        assertThatThrownBy(() -> found("", "[\"data:text/plain;charset=utf-16;base64,TQBhAHIAdABhAA==\"]"))
                .hasMessageStartingWith("json:/0: declared in a charset other than UTF-8");
        assertThatThrownBy(() -> found("", "[\"data:text/plain;base64,TQBhAHIAdABhAA==\"]"))
                .hasMessage("json:/0 > dataurl (text/plain): not text: a control character at byte 1");
    }

    @Test
    void aLongMediaTypeIsNoDataUrl() throws Exception {
        String text = "data:a/b" + ";a=b".repeat(100_000) + ",x";
        assertThat(found("", "[\"" + text + "\"]")).isEqualTo("json:/0=" + text);
    }

    @Test
    void wrappingHasALimit() {
        String json = "[\"Marta Kowalczyk, payroll\"]";
        for (int i = 0; i < 17; i++) {
            json = Base64.getEncoder().encodeToString(json.getBytes(UTF_8));
        }
        String deep = "[\"" + json + "\"]";
        assertThatThrownBy(() -> found("", deep)).hasMessageEndingWith("wrapped more than 16 times");
    }

    @Test
    void anEmptyBodyHoldsNothing() throws Exception {
        assertThat(found("application/json", "")).isEmpty();
        assertThat(found("text/plain", "")).isEmpty();
    }

    @Test
    void aSecretThatLooksLikeDataIsReadAsItStands() throws Exception {
        String secret = "ghp_OF5vWThLbE5nyO18lzTogpvvQpYRDVExFPXQ";
        assertThat(found("application/json", "{\"key\":\"" + secret + "\"}")).contains(secret);
    }

    @Test
    void whatIsTextBesideNumbersOfTwoBytesIsReadAsText() throws Exception {
        byte[] text = "Erika Beispiel, erika@example.org".getBytes(UTF_8);
        byte[] data = Arrays.copyOf(text, text.length + 121);
        Arrays.fill(data, text.length, data.length, (byte) 0);
        for (int at = text.length + 1; at < data.length; at += 2) {
            data[at] = 5;
        }
        String body = "{\"m\":\"" + Base64.getEncoder().encodeToString(data) + "\"}";
        assertThat(found("application/json", body)).contains("erika@example.org");
    }

    @Test
    void allThatIsUnpackedCountsTogether() {
        byte[] fiftyTimes = new byte[4 << 20];
        Arrays.fill(fiftyTimes, (byte) ' ');
        Random random = new Random(1);
        fiftyTimes[0] = '[';
        fiftyTimes[1] = '"';
        fiftyTimes[2] = ' ';
        for (int at = 3; at < 130 << 10; at++) {
            fiftyTimes[at] = (byte) ('A' + random.nextInt(26));
        }
        fiftyTimes[130 << 10] = '"';
        fiftyTimes[fiftyTimes.length - 1] = ']';
        String packed = Base64.getEncoder().encodeToString(deflated(fiftyTimes));
        String body = "[" + ("\"" + packed + "\",").repeat(30) + "0]";
        assertThatThrownBy(() -> found("application/json", body))
                .isInstanceOf(LensException.class)
                .hasMessageContaining("larger than can be inspected");
    }

    private static byte[] deflated(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(out)) {
            deflating.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
