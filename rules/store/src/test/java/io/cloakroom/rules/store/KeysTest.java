package io.cloakroom.rules.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.rules.engine.EntityType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    @TempDir
    Path dir;

    private Path master() {
        return dir.resolve("master.json");
    }

    private Keys open(boolean mayCreate) {
        return Keys.open(dir, master(), mayCreate);
    }

    @Test
    void keysAreTheSameAfterARestart() throws GeneralSecurityException {
        Keys before = open(true);
        byte[] ciphertext = before.encrypt("secret", "a", "b");

        Keys after = open(true);

        assertThat(after.decrypt(ciphertext, "a", "b")).isEqualTo("secret");
        assertThat(after.fingerprint(EntityType.PERSON, " ANNA "))
                .isEqualTo(before.fingerprint(EntityType.PERSON, "anna"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"master.json", "vault.json", "lookup.json"})
    void filesAreForTheirOwnerAlone(String name) throws IOException {
        open(true);
        Path file = dir.resolve(name);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> open(true))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Run: chmod 600 " + file);
    }

    @ParameterizedTest
    @CsvSource({
        "master.json, missing,  Put back the files",
        "vault.json,  missing,  Put back the files",
        "lookup.json, missing,  Put back the files",
        "master.json, foreign,  does not belong",
        "vault.json,  foreign,  does not belong",
        "lookup.json, foreign,  does not belong",
        "master.json, garbled,  does not belong",
        "vault.json,  garbled,  does not belong",
    })
    void wrongKeysAreRefusedAndLeftAlone(String name, String what, String message) throws IOException {
        open(true);
        Path other = Files.createDirectory(dir.resolve("other"));
        Keys.open(other, other.resolve("master.json"), true);
        Path file = dir.resolve(name);
        switch (what) {
            case "missing" -> Files.delete(file);
            case "foreign" -> Files.writeString(file, Files.readString(other.resolve(name)));
            case "garbled" -> Files.writeString(file, Files.readString(file).substring(9));
            default -> throw new IllegalArgumentException(what);
        }

        assertThatThrownBy(() -> open(false))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(dir.toString())
                .hasMessageContaining("Nothing was changed");
        assertThat(Files.exists(file)).isEqualTo(!what.equals("missing"));
    }

    @Test
    void aKeysetIsOnlyReadInItsOwnPlace() throws IOException {
        open(true);
        Files.writeString(dir.resolve("vault.json"), Files.readString(dir.resolve("lookup.json")));

        assertThatThrownBy(() -> open(false)).hasMessageContaining("does not belong");
    }

    @Test
    void noKeysetButTheMasterIsInClear() throws IOException {
        open(true);

        assertThat(Files.readString(dir.resolve("vault.json")))
                .contains("encryptedKeyset")
                .doesNotContain("keyData");
        assertThat(Files.readString(dir.resolve("lookup.json")))
                .contains("encryptedKeyset")
                .doesNotContain("keyData");
    }

    @Test
    void equalValuesOfTwoUsersHaveDifferentLookups() {
        Keys keys = open(true);

        assertThat(keys.lookup("anna", EntityType.PERSON, "Berg"))
                .isEqualTo(keys.lookup("anna", EntityType.PERSON, "BERG"));
        assertThat(keys.lookup("anna", EntityType.PERSON, "Berg"))
                .isNotEqualTo(keys.lookup("ben", EntityType.PERSON, "Berg"))
                .isNotEqualTo(keys.lookup("anna", EntityType.LOCATION, "Berg"));
    }

    @Test
    void twoInstallationsHaveDifferentFingerprints() throws IOException {
        Path other = Files.createDirectory(dir.resolve("other"));

        assertThat(open(true).fingerprint(EntityType.PERSON, "Anna"))
                .isNotEqualTo(
                        Keys.open(other, other.resolve("master.json"), true).fingerprint(EntityType.PERSON, "Anna"));
    }

    @ParameterizedTest
    @CsvSource({"a, bc", "ab, ''", "'', abc", "abc, ''"})
    void aBindingIsUnambiguous(String first, String second) {
        Keys keys = open(true);
        byte[] ciphertext = keys.encrypt("secret", "ab", "c");

        assertThatThrownBy(() -> keys.decrypt(ciphertext, first, second)).isInstanceOf(GeneralSecurityException.class);
    }
}
