package io.cloakroom.rules.store;

import static io.cloakroom.rules.store.Samples.ANNA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreTest {

    private static final int ROUNDS = "full".equals(System.getProperty("cloakroom.trust")) ? 50 : 5;

    @TempDir
    Path temp;

    private Path dir() {
        return temp.resolve("not/there/yet");
    }

    private Store open() {
        return Store.open(dir(), Durability.PROCESS, Clock.systemUTC());
    }

    @Test
    void everythingIsForItsOwnerAlone() throws IOException {
        try (Store store = open()) {
            store.vault().issue(ANNA, EntityType.PERSON, "Anna", "");
            store.journal().start(Samples.start("f1")).join();

            try (Stream<Path> all = Files.walk(dir())) {
                assertThat(all)
                        .hasSizeGreaterThan(8)
                        .allSatisfy(
                                path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'',               rwxr-x---, 700",
        "keys,             rwx--x---, 700",
        "journal,          rwxrwxrwx, 700",
        "vault.db,         rw-r--r--, 600",
        "keys/master.json, rw----r--, 600",
        "keys/vault.json,  rw--w----, 600",
        "journal/journal-0000000000000001.jsonl, rw-r--r--, 600",
    })
    void modesThatLetOthersInAreRefused(String name, String mode, String chmod) throws IOException {
        open().close();
        Path path = dir().resolve(name);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageEndingWith("Run: chmod " + chmod + " " + (name.isEmpty() ? dir() : path));

        Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString(chmod.equals("700") ? "rwx------" : "rw-------"));
        open().close();
    }

    @Test
    void aDirectoryThatCannotBeIsExplained() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "");

        assertThatThrownBy(() -> Store.open(file.resolve("data"), Durability.PROCESS, Clock.systemUTC()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("--data-dir");
    }

    @Test
    void theMasterKeyCanBeElsewhere() throws IOException {
        Path masterKey = temp.resolve("volume/master.json");
        Files.createDirectory(temp.resolve("volume"));
        Store.Settings settings =
                new Store.Settings(dir(), masterKey, Durability.PROCESS, Duration.ofDays(1), Clock.systemUTC());
        for (int run = 0; run < 2; run++) {
            try (Store store = Store.open(settings)) {
                assertThat(store.vault()
                                .issue(ANNA, EntityType.PERSON, "Anna", "")
                                .token())
                        .isEqualTo("[PERSON_1]");
            }
        }
        assertThat(masterKey).exists();
        assertThat(dir().resolve("keys/master.json")).doesNotExist();
        assertThatThrownBy(this::open).hasMessageContaining("Put back");
    }

    @Test
    void theSchemaConstantIsTheNewestMigration() throws IOException {
        try (Stream<Path> migrations = Files.list(Path.of("src/main/resources/io/cloakroom/rules/store/schema"))) {
            assertThat(migrations.map(file -> file.getFileName().toString().replaceAll("V([0-9]+)__.*", "$1")))
                    .contains(String.valueOf(VaultDatabase.SCHEMA))
                    .allSatisfy(
                            version -> assertThat(Integer.parseInt(version)).isLessThanOrEqualTo(VaultDatabase.SCHEMA));
        }
        open().close();
        VaultDatabase database = VaultDatabase.open(dir().resolve("vault.db"), Durability.PROCESS);
        assertThat(database.<Integer>read(connection -> VaultDatabase.pragma(connection, "user_version")))
                .isEqualTo(VaultDatabase.SCHEMA);
        database.close();
    }

    @Test
    void oneProcessWritesAndOthersRead() throws IOException {
        try (Store store = open()) {
            store.journal().start(Samples.start("f1")).join();

            assertThatThrownBy(this::open)
                    .hasMessageContaining("Another Cloakroom (process "
                            + ProcessHandle.current().pid() + ")");
            try (StoreProcess other = StoreProcess.start(dir(), "other")) {
                assertThat(other.line())
                        .startsWith("Another Cloakroom (process "
                                + ProcessHandle.current().pid() + ")");
            }
            assertThat(new JournalTransferRegister(dir()).transfers()).hasSize(1);
            assertThat(JournalVerifier.verify(dir()).isIntact()).isTrue();
        }
        open().close();
    }

    @Test
    @DisplayName(
            "trust 39: killed while writing, the vault restores every placeholder it gave out, and nothing lies in clear")
    void whatWasAcknowledgedSurvivesAKill() throws IOException {
        Map<String, String> acknowledged = new HashMap<>();
        for (int round = 1; round <= ROUNDS; round++) {
            try (StoreProcess process = StoreProcess.start(dir(), "round" + round)) {
                int before = acknowledged.size();
                for (String line = process.line(); line != null; line = process.line()) {
                    String[] parts = line.split(" ");
                    acknowledged.put(parts[0], parts[1]);
                    if (acknowledged.size() - before == 7 * round) {
                        process.kill();
                    }
                }
                assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(before + 7 * round);
            }
            assertNothingInClear();
            assertAllThere(acknowledged);
        }
        System.out.println("trust 39: " + ROUNDS + " kills while writing, " + acknowledged.size()
                + " placeholders given out, 0 lost, 0 originals in clear");
    }

    /** With the write-ahead log as the kill left it. */
    private void assertNothingInClear() throws IOException {
        assertThat(dir().resolve("vault.db-wal")).isNotEmptyFile();
        try (Stream<Path> files = Files.walk(dir())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("Person ");
            }
        }
    }

    private void assertAllThere(Map<String, String> acknowledged) {
        try (Store store = open()) {
            Vault.Originals originals = store.vault().originals("anna", "Operator A");
            acknowledged.forEach(
                    (flow, token) -> assertThat(originals.original(token)).isEqualTo("Person " + flow));
            assertThat(List.copyOf(acknowledged.values())).doesNotHaveDuplicates();
        }
        Map<String, Long> journalled = new HashMap<>();
        new JournalReader(dir()).read(record -> {
            if (record.start() != null) {
                journalled.put(record.start().flow(), record.seq());
            }
        });
        assertThat(journalled).containsKeys(acknowledged.keySet().toArray(String[]::new));
        assertThat(JournalVerifier.verify(dir()).problem()).isNull();
    }
}
