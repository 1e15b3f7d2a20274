package io.cloakroom.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    private static final String PACK = """
            id: badge
            type: ID_NUMBER
            source: https://intranet.example/badges
            keywords: [badge]
            patterns:
              - name: number
                regex: 'B-[0-9]{4}'
                confidence: 0.7
            validator: luhn
            examples:
              match:
                - { text: badge B-1230, value: B-1230 }
              no_match:
                - { text: badge B-1231, why: wrong check digit }
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "serve",
                "demo",
                "scan",
                "redact",
                "restore",
                "replay",
                "rules",
                "rules lint",
                "rules test",
                "sites",
                "sites lint",
                "sites test",
                "sites sketch",
                "ca",
                "ca show",
                "ca export",
                "ca request",
                "ca import",
                "ca rotate",
                "transfers",
                "coverage",
                "content",
                "content key",
                "content pack",
                "content sign",
                "content install",
                "content show",
                "content rollback"
            })
    void everyCommandHasHelp(String command) {
        String[] args = (command + " --help").strip().split(" ");

        Console console = Console.command(args);

        assertThat(console.exit()).isZero();
        assertThat(console.out())
                .contains(("Usage: cloakroom " + command).strip())
                .contains("--help");
        assertThat(console.err()).isEmpty();
    }

    @Test
    void theHelpNamesEveryCommand() {
        assertThat(Pattern.compile("(?m)^  (\\w+) +\\S")
                        .matcher(Console.command("--help").out())
                        .results()
                        .map(match -> match.group(1)))
                .contains(
                        "serve",
                        "demo",
                        "scan",
                        "redact",
                        "restore",
                        "replay",
                        "rules",
                        "sites",
                        "ca",
                        "transfers",
                        "coverage",
                        "content");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                            | Missing required subcommand",
                "sing                          | Unmatched argument at index 0: 'sing'",
                "scan --loud                   | Unknown option: '--loud'",
                "scan --min-confidence 1.5     | --min-confidence is between 0 and 1",
                "scan --min-confidence NaN     | --min-confidence is between 0 and 1",
                "redact --action shred         | Invalid value for option '--action'",
                "restore                       | Missing required option: '--map",
                "replay                        | Missing required parameter: 'FILE'",
                "rules                         | Missing required subcommand",
                "sites                         | Missing required subcommand",
                "sites sketch                  | Missing required parameter: 'HAR'",
                "sites test --update           | --update writes files; name the descriptors whose samples it is to write",
                "sites test --site nobody      | no site 'nobody' comes with samples",
                "sites lint --all              | Unknown option: '--all'",
                "ca                            | Missing required subcommand",
                "transfers --csv --json        | mutually exclusive",
                "serve --proxy-port eighty     | Invalid value for option '--proxy-port'",
                "serve --config no/such.yaml   | no/such.yaml:1: cannot be read (name an existing file with --config)",
            })
    void wrongUsageIsTwo(String command, String message) {
        Console console = Console.command(command.isEmpty() ? new String[0] : command.split(" "));

        assertThat(console.err()).contains(message).doesNotContain("\tat ");
        assertThat(console.exit()).isEqualTo(2);
        assertThat(console.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "restore --map no/such.json | no map file no/such.json; write one with: cloakroom redact --map no/such.json",
                "replay no/such.har         | no such file: no/such.har",
                "rules lint no/such.yaml    | no such file: no/such.yaml",
                "rules test no/such.yaml    | no such file: no/such.yaml",
                "sites lint no/such.yaml    | no such file or directory: no/such.yaml",
                "sites test no/such.yaml    | no such file or directory: no/such.yaml",
                "sites sketch no/such.har   | no such file: no/such.har",
                "ca show --data-dir /dev/null/x | /dev/null/x: Not a directory",
                "ca export --data-dir DATA --out no/such/ca.pem | no such file or directory: no/such/ca.pem",
                "serve --data-dir /dev/null/x | Cannot use the data directory /dev/null/x",
            })
    void whatTheMachineLacksIsThree(String command, String message) {
        String data = directory.resolve("data").toString();

        Console console = Console.command(command.replace("DATA", data).split(" "));

        assertThat(console.err()).startsWith("cloakroom: ").contains(message).doesNotContain("\tat ");
        assertThat(console.exit()).isEqualTo(3);
        assertThat(console.out()).isEmpty();
    }

    @Test
    void packsAreLintedAndTested() throws IOException {
        Path good = Files.writeString(
                Files.createDirectory(directory.resolve("good")).resolve("badge.yaml"), PACK);
        Path bad = Files.writeString(
                Files.createDirectory(directory.resolve("bad")).resolve("badge.yaml"),
                PACK.replace("keywords: [badge]", "keyword: [badge]"));
        Path failing = Files.writeString(directory.resolve("failing.yaml"), PACK.replace("B-1231", "B-1230"));

        assertThat(Console.command("rules", "lint", good.getParent().toString()))
                .isEqualTo(new Console(0, "no problems\n", ""));
        assertThat(Console.command("rules", "test", good.toString()))
                .isEqualTo(new Console(0, "1 packs, 2 examples, 0 packs failed\n", ""));

        Console linted = Console.command("rules", "lint", bad.getParent().toString());
        assertThat(linted.exit()).isEqualTo(1);
        assertThat(linted.out()).startsWith(bad + ":4: unknown key 'keyword'").endsWith("1 problems\n");

        Console tested = Console.command("rules", "test", failing.toString());
        assertThat(tested.exit()).isEqualTo(1);
        assertThat(tested.out()).contains("must not match").endsWith("1 packs failed\n");
    }

    @Test
    void theShippedPacksAreFine() {
        String shipped = "../../rules/packs/src/main/resources/packs";

        assertThat(Console.command("rules", "lint", shipped)).isEqualTo(new Console(0, "no problems\n", ""));
        assertThat(Console.command("rules", "test", shipped).exit()).isZero();
    }

    @Test
    void theCertificateIsShownAndExportedWithoutItsKey() throws Exception {
        String data = directory.resolve("data").toString();
        Path file = directory.resolve("ca.pem");

        Console shown = Console.command("ca", "show", "--data-dir", data);
        Console exported = Console.command("ca", "export", "--data-dir", data);
        Console written = Console.command("ca", "export", "--data-dir", data, "--out", file.toString());

        assertThat(List.of(shown.exit(), exported.exit(), written.exit())).containsOnly(0);
        assertThat(file).hasContent(exported.out());
        assertThat(written.out()).isEmpty();
        assertThat(exported.out()).startsWith("-----BEGIN CERTIFICATE-----").doesNotContain("PRIVATE");
        X509Certificate root = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(Files.newInputStream(file));
        String digest = HexFormat.ofDelimiter(":")
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(root.getEncoded()));
        assertThat(shown.out().replace(":", "").toUpperCase(Locale.ROOT)).contains(digest.replace(":", ""));
        assertThat(shown.out()).contains(root.getSubjectX500Principal().toString());
    }

    @ParameterizedTest
    @CsvSource({"'', recipient", "--csv, 'recipient,operator,jurisdiction,site,user,'", "--json, []"})
    void anInstallationThatSentNothingHasAnEmptyRegister(String format, String expected) {
        Path data = directory.resolve("data");

        Console console = format.isEmpty()
                ? Console.command("transfers", "--data-dir", data.toString())
                : Console.command("transfers", format, "--data-dir", data.toString());

        assertThat(console.exit()).isZero();
        assertThat(console.out().strip()).contains(expected);
        assertThat(console.err()).isEmpty();
        assertThat(data).as("reading makes nothing").doesNotExist();
    }
}
