package io.cloakroom.rules.wire.coding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloakroom.rules.wire.UninspectableException;
import io.cloakroom.rules.wire.UninspectableException.Reason;
import io.cloakroom.rules.wire.coding.ContentCoding.Limits;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCodingTest {

    private static final byte[] PROMPT = "{\"prompt\":\"Müßig ☂ 🙂 draft a polite reply, please\"}"
            .repeat(40)
            .getBytes(UTF_8);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | gzip",
                "x-gzip | gzip",
                "GZip | gzip",
                "deflate | deflate",
                "deflate | deflate-raw",
                "br | br",
                "zstd | zstd",
                "gzip, br | gzip, br",
                "br,identity, zstd | br,zstd",
                "zstd, gzip, deflate, br | zstd, gzip, deflate, br",
            })
    void decodes(String contentEncoding, String coded) throws Exception {
        assertThat(ContentCoding.decode(contentEncoding, Coded.as(coded, PROMPT), Limits.DEFAULT))
                .isEqualTo(PROMPT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", " identity , identity"})
    void withoutCodingItIsTheSameArray(String contentEncoding) throws Exception {
        assertThat(ContentCoding.decode(contentEncoding, PROMPT, Limits.DEFAULT))
                .isSameAs(PROMPT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
    void anEmptyBodyStaysEmpty(String coding) throws Exception {
        assertThat(ContentCoding.decode(coding, new byte[0], Limits.DEFAULT)).isEmpty();
        assertThat(ContentCoding.decode(coding, Coded.as(coding, new byte[0]), Limits.DEFAULT))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"compress", "aes128gcm", "gzip, dcb", "gzip,gzip,gzip,gzip,gzip"})
    void refusesCodingsItDoesNotKnow(String contentEncoding) {
        assertReason(contentEncoding, PROMPT, Limits.DEFAULT, Reason.UNKNOWN_CODING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "deflate-raw", "br", "zstd"})
    void refusesWhatIsCorrupt(String coding) {
        String header = coding.replace("-raw", "");
        byte[] coded = Coded.as(coding, PROMPT);
        assertReason(header, PROMPT, Limits.DEFAULT, Reason.CORRUPT);
        assertReason(header, Arrays.copyOf(coded, coded.length - 1), Limits.DEFAULT, Reason.CORRUPT);
        assertReason(header, Arrays.copyOf(coded, coded.length / 2), Limits.DEFAULT, Reason.CORRUPT);
        assertReason(header, Arrays.copyOf(coded, 1), Limits.DEFAULT, Reason.CORRUPT);
        assertReason(header, Arrays.copyOf(coded, coded.length + 7), Limits.DEFAULT, Reason.CORRUPT);
    }

    @Test
    void aWrongChecksumIsCorrupt() {
        byte[] coded = Coded.as("gzip", PROMPT);
        coded[coded.length - 5] ^= 1;
        assertReason("gzip", coded, Limits.DEFAULT, Reason.CORRUPT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
    void refusesWhatIsTooLargeAndWhatIsABomb(String coding) {
        byte[] random = new byte[300_000];
        new Random(7).nextBytes(random);
        assertReason(coding, Coded.as(coding, random), new Limits(200_000, 100), Reason.TOO_LARGE);
        byte[] zeros = new byte[8 * 1024 * 1024];
        assertReason(coding, Coded.as(coding, zeros), new Limits(Integer.MAX_VALUE, 100), Reason.BOMB);
        assertReason(
                "gzip, " + coding, Coded.as("gzip, " + coding, zeros), new Limits(Integer.MAX_VALUE, 100), Reason.BOMB);
    }

    @Test
    void anUncodedBodyIsAsLargeAsItCame() throws Exception {
        byte[] body = new byte[11];
        assertThat(ContentCoding.decode("identity", body, new Limits(10, 100))).isSameAs(body);
    }

    @Test
    void smallBodiesMayExpandALot() throws Exception {
        byte[] spaces = " ".repeat(60_000).getBytes(UTF_8);
        assertThat(ContentCoding.decode("br", Coded.as("br", spaces), new Limits(100_000, 2)))
                .isEqualTo(spaces);
    }

    @Test
    void aWindowBeyondEightMebibytesIsRefused() {
        // Magic number, a frame header without size, a window of 2^30 bytes (exponent 20), and an empty last block: RFC
        // 8878 section 3.1.1.
        byte[] frame = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0x00, (byte) (20 << 3), 0x01, 0x00, 0x00};
        assertReason("zstd", frame, Limits.DEFAULT, Reason.CORRUPT);
    }

    @Test
    void gzipHeadersMayCarryNamesAndExtras() throws Exception {
        byte[] plain = Coded.as("gzip", PROMPT);
        ByteArrayOutputStream full = new ByteArrayOutputStream();
        full.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3});
        full.writeBytes(new byte[] {3, 0, 'e', 'x', 't'});
        full.writeBytes("name\0a comment\0".getBytes(UTF_8));
        CRC32 checksum = new CRC32();
        checksum.update(full.toByteArray());
        full.writeBytes(new byte[] {(byte) checksum.getValue(), (byte) (checksum.getValue() >> 8)});
        full.write(plain, 10, plain.length - 10);
        assertThat(ContentCoding.decode("gzip", full.toByteArray(), Limits.DEFAULT))
                .isEqualTo(PROMPT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void membersFollowEachOther(String coding) throws Exception {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(Coded.as(coding, PROMPT));
        both.writeBytes(Coded.as(coding, new byte[] {'!'}));
        byte[] expected = Arrays.copyOf(PROMPT, PROMPT.length + 1);
        expected[PROMPT.length] = '!';
        assertThat(ContentCoding.decode(coding, both.toByteArray(), Limits.DEFAULT))
                .isEqualTo(expected);
    }

    @Test
    void limitsArePositive() {
        assertThatThrownBy(() -> new Limits(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Limits(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertReason(String contentEncoding, byte[] body, Limits limits, Reason reason) {
        UninspectableException thrown = catchThrowableOfType(
                UninspectableException.class, () -> ContentCoding.decode(contentEncoding, body, limits));
        assertThat(thrown).as(contentEncoding).isNotNull();
        assertThat(thrown.reason()).as(thrown.getMessage()).isEqualTo(reason);
    }
}
