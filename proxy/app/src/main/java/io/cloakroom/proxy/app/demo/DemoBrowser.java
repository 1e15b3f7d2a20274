package io.cloakroom.proxy.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Chromium with a throw-away profile that alone trusts this installation's certificate authority. */
final class DemoBrowser {

    private static final List<String> CHROMIUMS = List.of("chromium", "chromium-browser", "google-chrome");

    private DemoBrowser() {}

    /**
     * @param home an empty directory; the profile and its certificate database go there
     * @throws IOException when Chromium or certutil is missing; the message names the packages
     */
    static Process open(Path home, int proxyPort, String caPem, String url) throws IOException, InterruptedException {
        String chromium = find(CHROMIUMS, "chromium");
        String certutil = find(List.of("certutil"), "libnss3-tools");
        Path database = Files.createDirectories(home.resolve(".pki/nssdb"));
        Path ca = Files.writeString(home.resolve("ca.pem"), caPem);
        run(certutil, "-d", "sql:" + database, "-N", "--empty-password");
        run(certutil, "-d", "sql:" + database, "-A", "-t", "C,,", "-n", "Cloakroom", "-i", ca.toString());
        ProcessBuilder browser = new ProcessBuilder(
                chromium,
                "--user-data-dir=" + home.resolve("profile"),
                "--proxy-server=http://127.0.0.1:" + proxyPort,
                "--proxy-bypass-list=<-loopback>",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--no-default-browser-check",
                url);
        if (System.getProperty("user.name").equals("root")) {
            browser.command().add(1, "--no-sandbox");
        }
        browser.environment().putAll(Map.of("HOME", home.toString()));
        return browser.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String find(List<String> names, String debianPackage) throws IOException {
        for (String directory : System.getenv().getOrDefault("PATH", "/usr/bin").split(":")) {
            for (String name : names) {
                Path program = Path.of(directory, name);
                if (Files.isExecutable(program)) {
                    return program.toString();
                }
            }
        }
        throw new IOException(names.getFirst() + " is not installed; on Debian: apt-get install " + debianPackage);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + output.strip());
        }
    }
}
