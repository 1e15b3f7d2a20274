package io.cloakroom.rules.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.rules.engine.Content;
import io.cloakroom.rules.store.InstalledContent.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstalledContentTest {

    @TempDir
    private Path directory;

    private Path dataDir;
    private Path secret;
    private ContentKeys keys;
    private InstalledContent installed;

    @BeforeEach
    void makeKeys() throws IOException {
        dataDir = directory.resolve("data");
        secret = directory.resolve("vendor.private.json");
        Path known = directory.resolve("vendor.pem");
        ContentKeys.generate(secret, known);
        keys = ContentKeys.read(List.of(known));
        installed = new InstalledContent(dataDir);
    }

    private void install(long version) throws Exception {
        byte[] bundle = bundle(version);
        installed.install(ContentBundle.open(bundle, keys), bundle);
    }

    private byte[] bundle(long version) throws Exception {
        return ContentBundle.sign(
                ContentBundle.of(
                                new ContentBundle.About(version, "2026-11-28"),
                                Map.of("sites/index.txt", "x".getBytes(StandardCharsets.UTF_8)))
                        .unsigned(),
                secret);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(dataDir.resolve("content"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void withoutAnyTheShippedIsUsed() {
        assertThat(installed.open(keys, 0)).isSameAs(Content.SHIPPED);
        assertThat(dataDir).doesNotExist();
    }

    @Test
    void theLastInstalledIsUsedAndTheOneBeforeKept() throws Exception {
        install(1);
        install(2);
        install(3);

        assertThat(installed.open(keys, 0).name()).isEqualTo("content bundle 3");
        assertThat(installed.state()).isEqualTo(new State(3, 2, 3));
        assertThat(files()).containsExactly("2.bundle", "3.bundle", "installed.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dataDir)))
                .isEqualTo("rwx------");
    }

    @Test
    void theWayBackGoesBothWays() throws Exception {
        install(1);
        install(2);

        installed.use(installed.version(1, keys), installed.state());
        assertThat(installed.open(keys, 0).name()).isEqualTo("content bundle 1");
        installed.use(installed.version(2, keys), installed.state());
        assertThat(installed.open(keys, 0).name()).isEqualTo("content bundle 2");
        installed.use(Content.SHIPPED, installed.state());
        assertThat(installed.open(ContentKeys.read(List.of()), 0)).isSameAs(Content.SHIPPED);
        assertThat(installed.state()).isEqualTo(new State(State.SHIPPED, 2, 2));
    }

    @Test
    void whatIsTooOldIsNotUsed() throws Exception {
        assertThatThrownBy(() -> installed.open(keys, 1))
                .hasMessageContaining("version 1, which content.at_least asks for");
        install(1);
        assertThat(installed.open(keys, 1).name()).isEqualTo("content bundle 1");
        assertThatThrownBy(() -> installed.open(keys, 2)).hasMessageContaining("content bundle 1 is older");
    }

    @Test
    void aDamagedBundleIsNeverReplacedBySomethingElse() throws Exception {
        install(1);
        Path file = dataDir.resolve("content/1.bundle");
        byte[] whole = Files.readAllBytes(file);

        whole[whole.length - 1] ^= 1;
        Files.write(file, whole);
        assertThatThrownBy(() -> installed.open(keys, 0))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("content bundle 1")
                .hasMessageContaining("content rollback");
        Files.delete(file);
        assertThatThrownBy(() -> installed.open(keys, 0)).hasMessageContaining("cannot be read");
    }

    @Test
    void anOlderBundleInTheNewersPlaceIsNotUsed() throws Exception {
        install(1);
        install(2);
        Files.copy(
                dataDir.resolve("content/1.bundle"),
                dataDir.resolve("content/2.bundle"),
                StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> installed.open(keys, 0)).hasMessageContaining("it is version 1");
    }

    @Test
    void aDamagedOrMissingStateStops() throws Exception {
        install(1);
        Path state = dataDir.resolve("content/installed.json");

        Files.writeString(state, "{\"current\":");
        assertThatThrownBy(() -> installed.open(keys, 0)).hasMessageContaining("is damaged");
        Files.delete(state);
        assertThatThrownBy(() -> installed.open(keys, 0)).hasMessageContaining("is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "",
                "[]",
                "{\"previous\":3}",
                "{\"current\":2,\"previous\":1}",
                "{\"current\":null,\"previous\":1,\"highest\":1}",
                "{\"current\":-1,\"previous\":1,\"highest\":1}",
                "{\"current\":2,\"previous\":1,\"highest\":1}"
            })
    void aStateThatSaysNoVersionsIsDamaged(String state) throws Exception {
        install(1);
        Files.writeString(dataDir.resolve("content/installed.json"), state);

        assertThatThrownBy(() -> installed.open(keys, 0))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is damaged");
    }

    @Test
    void anInstallationThatWasCutOffIsNone() throws Exception {
        install(1);
        installed.use(Content.SHIPPED, State.NONE);
        Files.write(dataDir.resolve("content/2.bundle"), bundle(2));

        assertThat(installed.open(keys, 0)).isSameAs(Content.SHIPPED);
        install(2);
        assertThat(installed.open(keys, 0).name()).isEqualTo("content bundle 2");
    }

    @Test
    void whoTrustsNobodyUsesNothingInstalled() throws Exception {
        install(1);

        assertThatThrownBy(() -> installed.open(ContentKeys.read(List.of()), 0)).hasMessageContaining("content.trust");
    }
}
