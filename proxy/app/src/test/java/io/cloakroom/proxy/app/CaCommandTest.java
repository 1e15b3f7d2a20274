package io.cloakroom.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests out, certificates in, and roots that follow each other: what the person at the keyboard sees. */
class CaCommandTest {

    @TempDir
    private Path directory;

    private Console ca(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ca"));
        command.addAll(List.of(arguments));
        command.addAll(1 + 1, List.of("--data-dir", directory.resolve("data").toString()));
        return Console.command(command.toArray(String[]::new));
    }

    private static void openssl(Path in, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(in.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static List<Path> files(Path in, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    @DisplayName("trust 10: the root is taken elsewhere by the commands, as they themselves advise")
    @Test
    void theRootIsTakenElsewhere() throws Exception {
        Path work = Files.createDirectory(directory.resolve("work"));
        openssl(
                work,
                ("req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=Corporate -keyout root.key -out root.pem"
                                + " -addext keyUsage=critical,keyCertSign,cRLSign")
                        .split(" "));

        Console requested = ca("request", "--out", work.toString());
        List<Path> requests = files(work, ".csr");

        assertThat(requested.exit()).isZero();
        assertThat(requested.out())
                .contains("openai.csr  OpenAI: ", "chatgpt.com")
                .contains("-copy_extensions copyall");
        assertThat(requests).hasSizeGreaterThan(2);
        List<String> importing =
                new ArrayList<>(List.of("import", work.resolve("root.pem").toString()));
        for (Path request : requests) {
            String name = request.getFileName().toString().replace(".csr", "");
            openssl(
                    work,
                    ("x509 -req -in " + name
                                    + ".csr -CA root.pem -CAkey root.key -copy_extensions copyall -days 365 -out "
                                    + name + ".pem")
                            .split(" "));
            if (!name.equals("openai")) {
                importing.add(work.resolve(name + ".pem").toString());
            }
        }

        Console imported = ca(importing.toArray(String[]::new));

        assertThat(imported.err()).isEmpty();
        assertThat(imported.exit()).isZero();
        assertThat(imported.out())
                .contains("The root is now CN=Corporate")
                .contains("The key of the former root was deleted from this machine.")
                .contains("Still without a certificate: OpenAI.");
        assertThat(ca("show").out())
                .contains("CN=Corporate")
                .contains("kept elsewhere")
                .contains("missing for  OpenAI");
        assertThat(ca("request", "--out", work.toString()).out())
                .contains("openai.csr")
                .doesNotContain("deepseek");
        assertThat(ca("import", work.resolve("openai.pem").toString()).out()).contains("Imported for OpenAI.");
        assertThat(ca("request").out()).startsWith("Every operator has an intermediate");
        assertThat(ca("export").out())
                .isEqualTo(Files.readString(work.resolve("root.pem")).replace("\n", System.lineSeparator()));
        assertThat(ca("rotate").err())
                .contains("The key of the root is kept elsewhere")
                .contains("ca request --all");
    }

    @DisplayName("trust 10: roots follow each other with time for people's machines to learn the new one")
    @Test
    void rootsFollowEachOther() {
        String first = ca("export").out();

        assertThat(ca("rotate").out()).contains("Nothing has to be done on people's machines");
        assertThat(ca("export").out()).isEqualTo(first);
        assertThat(ca("rotate", "--root").out()).contains("ca export --next", "ca rotate --activate");
        assertThat(ca("show").out()).contains("next root    ");
        String next = ca("export", "--next").out();
        assertThat(next).startsWith("-----BEGIN CERTIFICATE-----").isNotEqualTo(first);
        assertThat(ca("export").out()).isEqualTo(first);
        assertThat(ca("rotate", "--activate").out()).contains("Machines that do not trust it yet");
        assertThat(ca("export").out()).isEqualTo(next);
        assertThat(ca("show").out()).doesNotContain("next root");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rotate --activate      | No root was prepared",
                "export --next          | No root was prepared",
                "import no/such.pem     | no such file or directory: no/such.pem",
                "import EMPTY           | is not a PEM file with certificates",
            })
    void whatCannotBeDoneIsSaid(String command, String message) throws Exception {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "nothing here");

        Console console = ca(command.replace("EMPTY", empty.toString()).split(" +"));

        assertThat(console.exit()).isEqualTo(3);
        assertThat(console.err()).startsWith("cloakroom: ").contains(message).doesNotContain("\tat ");
    }
}
