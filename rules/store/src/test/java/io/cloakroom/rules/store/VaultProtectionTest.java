package io.cloakroom.rules.store;

import static io.cloakroom.rules.store.Samples.ANNA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.EntityType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody with the files in hand can and cannot do. */
class VaultProtectionTest {
    private static final String CANARY = "Canary Kanarienvogel-7361";
    private static final Binding BEN = Samples.with(ANNA, "user", "ben");

    @TempDir
    Path dir;

    private Store open() {
        return Store.open(dir, Durability.DISK, Clock.systemUTC());
    }

    private void issueSome() {
        try (Store store = open()) {
            store.vault().issue(ANNA, EntityType.PERSON, "Anna", "");
            store.vault().issue(ANNA, EntityType.PERSON, "Berg", "");
            store.vault().issue(BEN, EntityType.PERSON, "Ben", "");
        }
    }

    private void sql(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("vault.db"));
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // anna's rows are 1 and 2, ben's is 3
                "UPDATE placeholder SET ciphertext = (SELECT ciphertext FROM placeholder WHERE id = 3) WHERE id = 1",
                "UPDATE placeholder SET ciphertext = (SELECT ciphertext FROM placeholder WHERE id = 2) WHERE id = 1",
                "UPDATE placeholder SET user = 'anna', number = 9, token = '[PERSON_9]' WHERE id = 3",
                "UPDATE placeholder SET user = 'anna', number = 9 WHERE id = 3",
                "UPDATE placeholder SET operator = 'Operator B' WHERE id = 1",
                "UPDATE placeholder SET scope = 'chat-2' WHERE id = 1",
                "UPDATE placeholder SET token = '[PERSON_7]' WHERE id = 1",
                "UPDATE placeholder SET type = 'NOTHING' WHERE id = 1",
                "UPDATE placeholder SET ciphertext = x'00' WHERE id = 1",
                "UPDATE placeholder SET ciphertext = substr(ciphertext, 1, length(ciphertext) - 1) || x'00' WHERE id = 1",
            })
    void aChangedRowRestoresNothing(String change) throws SQLException {
        issueSome();
        sql(change);

        try (Store store = open()) {
            assertThatThrownBy(
                            () -> store.vault().originals("anna", "Operator A").original("[PERSON_1]"))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("cannot be decrypted")
                    .hasMessageContaining("Restore the vault from a backup")
                    .hasMessageNotContaining("Anna");
            assertThatThrownBy(() -> store.vault().values("anna")).isInstanceOf(UncheckedIOException.class);
            assertThat(store.vault().values("carla")).isEmpty();
        }
    }

    @Test
    void anotherUsersBrokenRowDoesNotMatter() throws SQLException {
        issueSome();
        sql("UPDATE placeholder SET ciphertext = x'00' WHERE id = 1");

        try (Store store = open()) {
            assertThat(store.vault().originals("ben", "Operator A").original("[PERSON_1]"))
                    .isEqualTo("Ben");
            assertThat(store.vault().issue(BEN, EntityType.PERSON, "Carl", "").token())
                    .isEqualTo("[PERSON_2]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "foreign"})
    void aVaultIsNotOpenedWithOtherKeys(String keys) throws IOException {
        issueSome();
        Path kept = dir.resolve("kept");
        Files.move(dir.resolve("keys"), kept);
        if (keys.equals("foreign")) {
            Path other = dir.resolve("other");
            Store.open(other, Durability.PROCESS, Clock.systemUTC()).close();
            Files.move(other.resolve("keys"), dir.resolve("keys"));
        }

        assertThatThrownBy(this::open).isInstanceOf(StoreException.class).hasMessageContaining("Put back");

        try (Stream<Path> made = Files.walk(dir.resolve("keys"))) {
            made.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        }
        Files.move(kept, dir.resolve("keys"));
        try (Store store = open()) {
            assertThat(store.vault().values("anna")).hasSize(2);
        }
    }

    @Test
    void aVaultOfANewerVersionIsLeftAlone() throws SQLException {
        issueSome();
        sql("PRAGMA user_version = 99");

        assertThatThrownBy(this::open)
                .hasMessageContaining("newer Cloakroom (schema 99")
                .hasMessageContaining("Nothing was changed");
    }

    @Test
    @DisplayName("trust 39: no original is on the disk in clear, the write-ahead log included")
    void noOriginalIsOnTheDiskInClear() throws IOException {
        Samples.MovableClock clock = new Samples.MovableClock();
        Store.Settings settings = new Store.Settings(dir, null, Durability.DISK, Duration.ofDays(1), clock);
        try (Store store = Store.open(settings)) {
            store.vault().issue(ANNA, EntityType.PERSON, CANARY, "about " + CANARY);
            Binding provisional = Samples.with(ANNA, "scope", "provisional");
            store.vault().issue(provisional, EntityType.MEDICAL, CANARY, CANARY);
            store.vault().rebind(provisional, "final").join();
            store.journal().start(Samples.start("f1")).join();
            assertNoCanary();
            clock.advance(Duration.ofDays(1));
            assertThat(store.vault().purgeExpired()).isEqualTo(2);
            assertNoCanary();
        }
        assertNoCanary();
    }

    private void assertNoCanary() throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).hasSizeGreaterThan(5);
            for (Path file : all) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (String spelling : List.of(CANARY, NormalizedValue.of(EntityType.PERSON, CANARY))) {
                    for (Charset charset :
                            List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
                        String raw = new String(spelling.getBytes(charset), StandardCharsets.ISO_8859_1);
                        assertThat(bytes.contains(raw))
                                .as("%s in %s", charset, file)
                                .isFalse();
                    }
                }
            }
        }
    }

    @Test
    void purgedCiphertextLeavesTheDisk() throws IOException, SQLException {
        Samples.MovableClock clock = new Samples.MovableClock();
        try (Store store = Store.open(dir, Durability.DISK, clock)) {
            store.vault().issue(ANNA, EntityType.PERSON, "Anna", "");
            String ciphertext;
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("vault.db"));
                    Statement statement = connection.createStatement();
                    var row = statement.executeQuery("SELECT ciphertext FROM placeholder")) {
                row.next();
                ciphertext = new String(row.getBytes(1), StandardCharsets.ISO_8859_1);
            }
            clock.advance(SqliteVault.DEFAULT_RETENTION);
            store.vault().purgeExpired();

            for (String name : List.of("vault.db", "vault.db-wal")) {
                assertThat(Files.readString(dir.resolve(name), StandardCharsets.ISO_8859_1))
                        .doesNotContain(ciphertext);
            }
        }
    }

    @Test
    @DisplayName("trust 38: a full disk refuses new placeholders, keeps the old ones, and recovers")
    void aFullDiskRefusesUntilItRecovers() throws SQLException {
        issueSome();
        String large = "x".repeat(100_000);
        Keys keys = Keys.open(dir.resolve("keys"), dir.resolve("keys/master.json"), false);
        VaultDatabase database = VaultDatabase.open(dir.resolve("vault.db"), Durability.DISK);
        try (SqliteVault vault = new SqliteVault(database, keys, Duration.ofDays(1), Clock.systemUTC())) {
            // SQLite's own limit gives the error that a full disk gives.
            database.transaction(connection -> VaultDatabase.pragma(connection, "max_page_count = 1"));

            assertThatThrownBy(() -> vault.issue(ANNA, EntityType.PERSON, large, ""))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("full")
                    .hasMessageContaining("Check that the disk has space");
            assertThat(vault.values("anna")).hasSize(2);

            database.transaction(connection -> VaultDatabase.pragma(connection, "max_page_count = 1000000"));
            assertThat(vault.health().ready()).isTrue();
            assertThat(vault.issue(ANNA, EntityType.PERSON, large, "").token()).isEqualTo("[PERSON_3]");
        }
    }
}
