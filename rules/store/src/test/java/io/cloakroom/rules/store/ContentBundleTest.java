package io.cloakroom.rules.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.signature.SignatureConfig2026;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentBundleTest {

    private static final String HEADING = "cloakroom content 1\n";
    private static final String ABOUT = "{\"version\":7,\"created\":\"2026-11-28\"}";

    @TempDir
    private Path directory;

    private Path secret;
    private Path known;
    private ContentKeys keys;

    @BeforeEach
    void makeKeys() throws IOException {
        secret = directory.resolve("vendor.private.json");
        known = directory.resolve("vendor.pem");
        ContentKeys.generate(secret, known);
        keys = ContentKeys.read(List.of(known));
    }

    private byte[] signed() throws Exception {
        return ContentBundle.sign(unsigned(), secret);
    }

    private static byte[] unsigned() throws Exception {
        return ContentBundle.of(new ContentBundle.About(7, "2026-11-28"), Map.of("sites/index.txt", bytes("chatgpt\n")))
                .unsigned();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Signed as it should be, whatever is in it. */
    private byte[] signed(String heading, byte[] archive) throws IOException {
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes(bytes(heading));
        signed.writeBytes(archive);
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        bundle.writeBytes(bytes(heading));
        bundle.writeBytes(Base64.getEncoder().encode(ContentKeys.sign(secret, signed.toByteArray())));
        bundle.write('\n');
        bundle.writeBytes(archive);
        return bundle.toByteArray();
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(bytes(namesAndTexts[i + 1]));
            }
        }
        return archive.toByteArray();
    }

    private void assertRefused(byte[] bundle, String why) {
        assertThatThrownBy(() -> ContentBundle.open(bundle, keys))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining(why);
    }

    @Test
    void whatWasPackedAndSignedIsRead() throws Exception {
        ContentBundle bundle = ContentBundle.open(signed(), keys);

        assertThat(bundle.about()).isEqualTo(new ContentBundle.About(7, "2026-11-28"));
        assertThat(bundle.signer()).isEqualTo(known);
        assertThat(bundle.text("sites/index.txt")).isEqualTo("chatgpt\n");
        assertThat(bundle.has("sites/chatgpt.yaml")).isFalse();
        assertThatThrownBy(() -> bundle.file("sites/chatgpt.yaml"))
                .hasMessageContaining("missing from content bundle 7");
    }

    @Test
    void theSameContentIsTheSameFile() throws Exception {
        assertThat(unsigned()).isEqualTo(unsigned());
    }

    @Test
    void nobodysIsRefused() throws Exception {
        assertRefused(unsigned(), "nobody signed it");
    }

    @Test
    void anothersIsRefused() throws Exception {
        Path other = directory.resolve("other.private.json");
        ContentKeys.generate(other, directory.resolve("other.pem"));

        assertRefused(ContentBundle.sign(unsigned(), other), "no key under content.trust signed it");
    }

    @Test
    void everyChangedByteIsRefused() throws Exception {
        byte[] bundle = signed();
        for (int i = 0; i < bundle.length; i++) {
            byte[] changed = bundle.clone();
            changed[i] ^= 0x01;
            assertThatThrownBy(() -> ContentBundle.open(changed, keys)).isInstanceOf(BundleException.class);
        }
    }

    @Test
    void aFormOfLaterIsRefusedEvenSigned() throws Exception {
        assertRefused(signed("cloakroom content 2\n", zip("about.json", ABOUT)), "does not know");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "PK", "cloakroom content 1\n", "cloakroom content 1\nAAAA", "cloakroom content 1\n!!!\nPK"})
    void whatIsNoneIsRefused(String bundle) {
        assertThatThrownBy(() -> ContentBundle.open(bytes(bundle), keys)).isInstanceOf(BundleException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../keys/vault.json",
                "/etc/passwd",
                "sites/../../keys/vault.json",
                "sites/",
                "sites/Evil.yaml",
                "sites\\evil.yaml",
                "packs/a/../../b.yaml",
                "other/file.yaml",
                "io/cloakroom/Evil.class"
            })
    void namesThatLeadElsewhereAreRefused(String name) throws Exception {
        assertRefused(signed(HEADING, zip("about.json", ABOUT, name, "x")), "does not belong");
        assertThatThrownBy(() -> ContentBundle.of(new ContentBundle.About(1, "2026-11-28"), Map.of(name, bytes("x")))
                        .unsigned())
                .isInstanceOf(BundleException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"version\":0,\"created\":\"2026-11-28\"}          | a number from 1",
                "{\"version\":7,\"created\":\"yesterday\"}           | created is a day",
                "{\"version\":7}                                     | created is a day",
                "{\"version\":7,\"created\":\"2026-11-28\",\"x\":1}  | \"x\"",
                "7                                                   | about.json is none",
            })
    void whatItSaysOfItselfIsChecked(String about, String why) throws Exception {
        assertRefused(signed(HEADING, zip("about.json", about)), why);
    }

    @Test
    void itSaysSomethingOfItself() throws Exception {
        assertRefused(signed(HEADING, zip("sites/index.txt", "")), "about.json is none");
    }

    @Test
    void aBombEndsAtTheLimit() throws Exception {
        byte[] archive = zip("about.json", ABOUT, "packs/a.yaml", "0".repeat(ContentBundle.LONGEST_FILE + 1));

        assertThat(archive).hasSizeLessThan(100_000);
        assertRefused(signed(HEADING, archive), "too large unpacked, at packs/a.yaml");
    }

    @Test
    void manySmallFilesEndAtTheLimitToo() throws Exception {
        String[] files = new String[2 * (ContentBundle.MOST_FILES + 1)];
        for (int i = 0; i < files.length; i += 2) {
            files[i] = "packs/p" + i + ".yaml";
            files[i + 1] = "";
        }
        assertRefused(signed(HEADING, zip(files)), "more than");
    }

    @Test
    void aFileTooLargeToBeOneIsNotRead() throws Exception {
        Path large = directory.resolve("large");
        Files.write(large, new byte[ContentBundle.LONGEST_BUNDLE + 1]);

        assertThatThrownBy(() -> ContentBundle.read(large)).isInstanceOf(BundleException.class);
    }

    @Test
    void aPublicTinkKeysetIsTrustedToo() throws Exception {
        Path json = directory.resolve("vendor.public.json");
        Files.writeString(
                json,
                TinkJsonProtoKeysetFormat.serializeKeysetWithoutSecret(
                        TinkJsonProtoKeysetFormat.parseKeyset(
                                        Files.readString(secret),
                                        SignatureConfig2026.get(),
                                        InsecureSecretKeyAccess.get())
                                .getPublicKeysetHandle(),
                        SignatureConfig2026.get()));

        assertThat(ContentBundle.open(signed(), ContentKeys.read(List.of(json))).signer())
                .isEqualTo(json);
    }

    @Test
    void whatIsNoPublicKeyIsNotTrusted() throws Exception {
        Path file = Files.writeString(
                directory.resolve("key.pem"), "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n");

        assertThatThrownBy(() -> ContentKeys.read(List.of(file))).hasMessageContaining("key.pem is not a public key");
        assertThatThrownBy(() -> ContentKeys.read(List.of(secret))).hasMessageContaining("is not a public key");
        assertThatThrownBy(() -> ContentKeys.read(List.of(directory.resolve("none"))))
                .hasMessageContaining("none");
    }

    @Test
    void aPrivateKeyIsForItsOwnerAloneAndNeverOverwritten() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> ContentKeys.generate(secret, directory.resolve("new.pem")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> ContentKeys.generate(directory.resolve("new.json"), known))
                .isInstanceOf(FileAlreadyExistsException.class);
    }
}
