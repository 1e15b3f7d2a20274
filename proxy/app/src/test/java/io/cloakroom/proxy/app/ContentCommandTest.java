package io.cloakroom.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.proxy.app.content.Tiny;
import io.cloakroom.rules.store.ContentBundle;
import io.cloakroom.rules.store.ContentKeys;
import io.cloakroom.rules.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentCommandTest {

    private static final String SITE = "sites/example.yaml";

    @TempDir
    private Path directory;

    private Path dataDir;
    private Path config;

    @BeforeEach
    void makeKeys() throws IOException {
        dataDir = directory.resolve("data");
        ContentKeys.generate(directory.resolve("vendor.private.json"), directory.resolve("vendor.pem"));
        config = Files.writeString(directory.resolve("cloakroom.yaml"), "content: { trust: [vendor.pem] }\n");
    }

    private Path bundle(Tiny tiny, long version) throws Exception {
        return Files.write(
                directory.resolve("bundle-" + version),
                ContentBundle.sign(tiny.bundle(version).unsigned(), directory.resolve("vendor.private.json")));
    }

    private Console content(String typed, String command, Object... more) {
        Object[] installation = {"--data-dir", dataDir, "--config", config};
        return Console.typing(
                typed,
                Stream.of(new Object[] {"content", command}, more, installation)
                        .flatMap(Arrays::stream)
                        .map(Object::toString)
                        .toArray(String[]::new));
    }

    private void install(Tiny tiny, long version) throws Exception {
        Console console = content("", "install", bundle(tiny, version), "--yes");
        assertThat(console.exit()).as(console.err() + console.out()).isZero();
    }

    private String inUse() {
        return content("", "show").out();
    }

    @Test
    void whatIsInstalledIsShownAndUsed() throws Exception {
        install(new Tiny(), 1);

        assertThat(inUse())
                .contains("in use     content bundle 1", "created    2026-11-28", "vendor.pem")
                .contains("before it  the content that came with the program");
        Console scan =
                Console.typing("badge B-1230", "scan", "--data-dir", dataDir.toString(), "--config", config.toString());
        assertThat(scan.out()).contains("ID_NUMBER").contains("B-1230");
    }

    @Test
    void withoutAgreementNothingChanges() throws Exception {
        install(new Tiny(), 1);
        Path smaller = bundle(new Tiny().with(SITE, "trust: low", "trust: normal"), 2);

        Console nobody = content("", "install", smaller);
        Console no = content("no\n", "install", smaller);

        assertThat(List.of(nobody.exit(), no.exit())).containsOnly(1);
        assertThat(nobody.out())
                .contains("SMALLER  Example: is trusted now, and was not")
                .contains("make coverage SMALLER")
                .contains("Nothing was changed");
        assertThat(inUse()).contains("content bundle 1");
        assertThat(content("yes\n", "install", smaller).exit()).isZero();
        assertThat(inUse()).contains("content bundle 2");
    }

    @Test
    void anOlderOneIsOnlyInstalledWhenThatIsMeant() throws Exception {
        install(new Tiny(), 2);

        Console replayed = content("", "install", bundle(new Tiny(), 1), "--yes");
        assertThat(replayed.exit()).isEqualTo(1);
        assertThat(replayed.err()).contains("is refused: content bundle 2 was installed before");
        assertThat(content("", "install", bundle(new Tiny(), 1), "--yes", "--allow-older")
                        .exit())
                .isZero();
    }

    @Test
    void goingBackDoesNotOpenTheWayForOlderOnes() throws Exception {
        install(new Tiny(), 2);
        assertThat(content("", "rollback", "--shipped", "--yes").exit()).isZero();

        assertThat(content("", "install", bundle(new Tiny(), 1), "--yes").err())
                .contains("is refused: content bundle 2 was installed before");
        install(new Tiny(), 3);
    }

    @Test
    void whatTheConfigurationDoesNotFitIsNotTakenIntoUse() throws Exception {
        install(new Tiny(), 1);
        install(new Tiny(), 2);
        Files.writeString(directory.resolve("ours.yaml"), """
                id: ours
                version: '1'
                rules:
                  - { id: close, where: { sites: [example] }, action: block }
                """);
        Path other = bundle(
                new Tiny()
                        .with(SITE, "id: example", "id: example-two")
                        .with("sites/index.txt", "example", "example-two")
                        .move(SITE, "sites/example-two.yaml")
                        .with("sites/example.golden.json", "\"example\"", "\"example-two\"")
                        .move("sites/example.golden.json", "sites/example-two.golden.json"),
                3);

        Files.writeString(config, "content: { trust: [vendor.pem], at_least: 2 }\n");
        assertThat(content("", "rollback", "--yes").err()).contains("content bundle 1 is older than version 2");
        assertThat(content("", "rollback", "--shipped", "--yes").exit()).isEqualTo(1);
        Files.writeString(config, "content: { trust: [vendor.pem], at_least: 5 }\n");
        assertThat(content("", "install", bundle(new Tiny(), 4), "--yes").err())
                .contains("content bundle 4 is older than version 5");
        Files.writeString(config, "content: { trust: [vendor.pem] }\nsites: { example: { trust: low } }\n");
        assertThat(content("", "rollback", "--shipped", "--yes").err()).contains("sites.example: no such site");
        Files.writeString(config, "content: { trust: [vendor.pem] }\npolicy: ours.yaml\n");
        assertThat(content("", "install", other, "--yes").err())
                .contains("ours.yaml:4: rule 'close' would never match: there is no 'example' among sites")
                .contains("nearest: example-two");

        assertThat(inUse()).contains("in use     content bundle 2");
    }

    @Test
    void whatDoesNotHoldOrIsNotTrustedIsRefused() throws Exception {
        Path wrong = bundle(new Tiny().with(SITE, "\"json:/prompt\", \"json:/title\"", "\"json:/other\""), 1);
        Path unsigned =
                Files.write(directory.resolve("unsigned"), new Tiny().bundle(1).unsigned());

        assertThat(content("", "install", wrong, "--yes").err()).contains("expected text at json:/prompt");
        assertThat(content("", "install", unsigned, "--yes").err()).contains("nobody signed it");
        assertThat(content("", "install", config, "--yes").err()).contains("it is no content bundle");
        assertThat(inUse()).contains("in use     the content that came with the program");
    }

    @Test
    void theConfigurationMustFit() throws Exception {
        Files.writeString(config, "content: { trust: [vendor.pem] }\nsites: { chatgpt: { trust: low } }\n");

        Console console = content("", "install", bundle(new Tiny(), 1), "--yes");

        assertThat(console.exit()).isEqualTo(1);
        assertThat(console.err()).contains("do not fit each other: sites.chatgpt: no such site");
    }

    @Test
    void whoTrustsNobodyInstallsNothing() throws Exception {
        Files.writeString(config, "policy: default\n");

        Console console = content("", "install", bundle(new Tiny(), 1), "--yes");

        assertThat(console.exit()).isEqualTo(2);
        assertThat(console.err()).contains("content.trust");
    }

    @Test
    void theWayBackShowsWhatChangesAndAsks() throws Exception {
        install(new Tiny(), 1);
        install(new Tiny().with(SITE, "own_fields: [id]", "own_fields: []"), 2);

        Console asked = content("", "rollback");
        assertThat(asked.exit()).isEqualTo(1);
        assertThat(asked.out()).contains("SMALLER  Example: identifiers in id are left alone now");
        assertThat(content("", "rollback", "--yes").out()).contains("Back at content bundle 1");
        assertThat(inUse()).contains("in use     content bundle 1", "before it  content bundle 2");
    }

    @Test
    void aDamagedBundleStopsEverythingButTheWayBack() throws Exception {
        install(new Tiny(), 1);
        Path file = dataDir.resolve("content/1.bundle");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> Cloakroom.start(Config.read(config).withPorts(0, 0), directory, dataDir))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("content bundle 1")
                .hasMessageContaining("cloakroom content rollback");
        Console scan = Console.typing("x", "scan", "--data-dir", dataDir.toString(), "--config", config.toString());
        assertThat(scan.exit()).isEqualTo(3);
        assertThat(content("", "install", bundle(new Tiny(), 2)).out())
                .contains("SMALLER  perhaps: what is in use cannot be compared");
        assertThat(content("", "rollback", "--shipped").exit()).isEqualTo(1);
        assertThat(content("", "rollback", "--shipped", "--yes").exit()).isZero();
        assertThat(inUse()).contains("in use     the content that came with the program");
    }

    @Test
    void theRunningProxyUsesIt() throws Exception {
        install(new Tiny(), 1);

        try (Cloakroom cloakroom = Cloakroom.start(Config.read(config).withPorts(0, 0), directory, dataDir)) {
            assertThat(cloakroom.installation().proxiedHosts())
                    .containsExactly("ai.example.org", "chat.example.com", "metrics.example.net");
            assertThat(cloakroom.installation().health())
                    .anySatisfy(health -> assertThat(health.detail()).isEqualTo("content bundle 1 is in use"));
        }
    }

    @Test
    void publishingMakesWhatInstallationsTake() throws Exception {
        Path source = Files.createDirectories(directory.resolve("source"));
        ContentBundle tiny = new Tiny().bundle(1);
        for (String name : tiny.files()) {
            Files.createDirectories(source.resolve(name).getParent());
            Files.write(source.resolve(name), tiny.file(name));
        }
        String out = directory.resolve("new").toString();
        String key = directory.resolve("new").toString();

        assertThat(Console.command("content", "key", "--out", key).exit()).isZero();
        Console pack = Console.command(
                "content", "pack", "--number", "5", "--from", source.toString(), "--out", out + ".bundle");
        assertThat(pack.out()).contains("2 services with 1 goldens, 1 packs with 2 examples");
        assertThat(Console.command("content", "sign", "--key", key + ".private.json", out + ".bundle")
                        .exit())
                .isZero();
        Files.writeString(config, "content: { trust: [new.pem] }\n");
        assertThat(content("", "install", out + ".bundle", "--yes").exit()).isZero();
        assertThat(inUse()).contains("content bundle 5");
    }

    @Test
    void whatDoesNotHoldIsNotPacked() throws Exception {
        Path source = Files.createDirectories(directory.resolve("source/packs"));
        Files.writeString(source.resolve("badge.yaml"), new Tiny().bundle(1).text("packs/badge.yaml"));

        Console pack = Console.command(
                "content",
                "pack",
                "--number",
                "5",
                "--from",
                source.getParent().toString(),
                "--out",
                directory.resolve("x").toString());

        assertThat(pack.exit()).isEqualTo(1);
        assertThat(pack.out()).contains("sites/index.txt is missing", "nothing was packed");
        assertThat(directory.resolve("x")).doesNotExist();
    }

    @Test
    void whatComesWithTheProgramCanBePacked() {
        Path out = directory.resolve("shipped");
        Console pack = Console.command(
                "content",
                "pack",
                "--number",
                "1",
                "--from",
                "../../rules/wire/src/main/resources",
                "--from",
                "../../rules/packs/src/main/resources",
                "--out",
                out.toString());

        assertThat(pack.exit()).as(pack.out() + pack.err()).isZero();
        assertThat(out).exists();
    }
}
