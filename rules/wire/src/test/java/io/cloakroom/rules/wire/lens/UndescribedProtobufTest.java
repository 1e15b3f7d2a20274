package io.cloakroom.rules.wire.lens;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.rules.wire.FileKind;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Located;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.binary.Protobuf;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read in protobuf whose schema nobody knows, and what is left alone. */
class UndescribedProtobufTest {

    private final GenericLens lens = new GenericLens(Set.of());

    private Located located(byte[] value) throws LensException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(new byte[] {8, 1, 18});
        message.writeBytes(Protobuf.varint(value.length));
        message.writeBytes(value);
        return lens.locate(new Payload("/", "application/proto", message.toByteArray()));
    }

    @ParameterizedTest
    @CsvSource({
        "4111111111111111, true",
        "4111-1111-1111-1111, true",
        "DE89370400440532013000, true",
        "+44-20-7946-0958, true",
        "marta.kowalczyk2@example, true",
        "A1B2C3D4E5F6G7H8J9K0, true",
        "01234567890123456789012345678901, true",
        "5eed0000-0000-4000-8000-000000000001, false",
        "0123456789abcdef0123456789ABCDEF, false",
        "0123456789abcdef0123456789abcdef01234567, false",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, false",
        "0123456789abcdef0123456789abcdef012345, true",
    })
    void aWordIsReadUnlessItsFormAloneTellsAnIdentifier(String word, boolean read) throws LensException {
        assertThat(LensesTest.found(located(word.getBytes(UTF_8)))).isEqualTo(read ? "proto:2=" + word : "");
    }

    @Test
    void aFileInBase64IsOpened() throws LensException {
        String csv = "name,mail\n" + "Marta,marta@example.com\n".repeat(2000);
        byte[] value = Base64.getEncoder().encode(csv.getBytes(UTF_8));
        assertThat(LensesTest.found(located(value))).isEqualTo("proto:2 > base64=" + csv);
    }

    @Test
    void aSmallPictureIsAFile() throws LensException {
        byte[] png = Base64.getDecoder()
                .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAA");
        assertThat(located(png).kinds()).containsExactly(FileKind.IMAGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 512})
    void fewBytesThatAreNoTextAreAKey(int length) throws LensException {
        assertThat(located(noText(length)).segments()).isEmpty();
    }

    @Test
    void moreAreNeverClean() {
        assertThatThrownBy(() -> located(noText(513))).hasMessageStartingWith("proto:2: not");
        byte[] latin = "Grüße an Marta in Köln. ".repeat(30).getBytes(ISO_8859_1);
        assertThatThrownBy(() -> located(latin)).hasMessageStartingWith("proto:2: not");
    }

    private static byte[] noText(int length) {
        byte[] bytes = new byte[length];
        new Random(5).nextBytes(bytes);
        bytes[0] = 7;
        return bytes;
    }
}
