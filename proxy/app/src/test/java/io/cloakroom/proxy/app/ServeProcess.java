package io.cloakroom.proxy.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code cloakroom serve} in a process of its own, on ports that the system chooses. */
final class ServeProcess implements AutoCloseable {

    private static final Pattern READY =
            Pattern.compile("cloakroom ready proxy=127\\.0\\.0\\.1:(\\d+) console=(http://127\\.0\\.0\\.1:\\d+)");
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path errors;
    private final int proxyPort;
    private final String console;

    private ServeProcess(Process process, Path errors, int proxyPort, String console) {
        this.process = process;
        this.errors = errors;
        this.proxyPort = proxyPort;
        this.console = console;
    }

    private static Process launch(Path errors, Path dataDir, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--data-dir",
                dataDir.toString(),
                "--proxy-port",
                "0",
                "--console-port",
                "0"));
        command.addAll(List.of(more));
        return new ProcessBuilder(command).redirectError(errors.toFile()).start();
    }

    /** Starts it and waits until it says that it is ready. */
    static ServeProcess start(Path directory, Path dataDir, Path config) throws IOException {
        Path errors = Files.createTempFile(directory, "serve", ".err");
        Process process = launch(errors, dataDir, "--config", config.toString());
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        Matcher ready = READY.matcher(String.valueOf(line));
        if (!ready.matches()) {
            process.destroyForcibly();
            throw new IOException("serve said '" + line + "' and " + Files.readString(errors));
        }
        return new ServeProcess(process, errors, Integer.parseInt(ready.group(1)), ready.group(2));
    }

    /** Runs one that is expected to end by itself. */
    static Console refused(Path directory, Path dataDir) throws IOException, InterruptedException {
        Path errors = Files.createTempFile(directory, "serve", ".err");
        Process process = launch(errors, dataDir);
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("serve is still running; it said " + Files.readString(errors));
            }
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Console(process.exitValue(), out, Files.readString(errors));
        } finally {
            process.destroyForcibly();
        }
    }

    int proxyPort() {
        return proxyPort;
    }

    /** {@code http://127.0.0.1:PORT} */
    String console() {
        return console;
    }

    long pid() {
        return process.pid();
    }

    /** As {@code kill -HUP} does. */
    void hangUp() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();
    }

    /** The body of an answer of the console, whatever its status. */
    static String get(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    String errors() throws IOException {
        return Files.readString(errors);
    }

    /** As {@code kill -9} does; returns when the process is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code kill} does; returns at once. */
    void terminate() {
        process.destroy();
    }

    /** As {@code kill} does; returns its exit status. */
    int stop() throws InterruptedException {
        terminate();
        return exit();
    }

    /** Waits for its end; returns its exit status. */
    int exit() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
