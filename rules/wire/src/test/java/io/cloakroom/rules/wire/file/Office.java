package io.cloakroom.rules.wire.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** LibreOffice without a window, and poppler's pdftotext. On Debian and as root they are installed when they are missing. */
final class Office {

    private static final Map<Path, String> NEEDED = Map.of(
            Path.of("/usr/bin/soffice"),
            "libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui",
            Path.of("/usr/bin/pdftotext"),
            "poppler-utils");

    private Office() {}

    /** @throws IllegalStateException when a program is missing and cannot be installed, saying how to */
    static void prepare() throws IOException, InterruptedException {
        List<String> packages = new ArrayList<>();
        NEEDED.forEach(
                (program, names) -> packages.addAll(Files.exists(program) ? List.of() : List.of(names.split(" "))));
        if (packages.isEmpty()) {
            return;
        }
        String remedy =
                "This test needs LibreOffice and pdftotext. Install them: apt-get install --no-install-recommends "
                        + String.join(" ", packages);
        boolean mayInstall =
                System.getProperty("user.name").equals("root") && Files.exists(Path.of("/usr/bin/apt-get"));
        if (!mayInstall) {
            throw new IllegalStateException(remedy);
        }
        List<String> command = new ArrayList<>(
                List.of("apt-get", "-qq", "-y", "-o", "DPkg::Lock::Timeout=300", "install", "--no-install-recommends"));
        command.addAll(packages);
        try {
            run(List.of("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", "update"));
            run(command);
        } catch (IOException e) {
            throw new IllegalStateException(remedy, e);
        }
    }

    /**
     * Opens files of one format and writes them in another.
     *
     * @param home for its settings
     * @param to as its option {@code --convert-to} takes it
     */
    static void convert(Path home, List<Path> files, String to, Path directory)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "soffice",
                "-env:UserInstallation=" + home.toUri(),
                "--headless",
                "--convert-to",
                to,
                "--outdir",
                directory.toString()));
        files.forEach(file -> command.add(file.toString()));
        run(command);
    }

    static void pdfToText(Path pdf, Path text) throws IOException, InterruptedException {
        run(List.of("pdftotext", "-enc", "UTF-8", pdf.toString(), text.toString()));
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(command.getFirst() + " takes longer than ten minutes");
        }
        if (process.exitValue() != 0) {
            throw new IOException(command.getFirst() + " ended with " + process.exitValue());
        }
    }
}
