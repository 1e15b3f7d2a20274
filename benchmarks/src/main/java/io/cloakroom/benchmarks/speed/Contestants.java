package io.cloakroom.benchmarks.speed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs Cloakroom and redactors from npm as processes of their own over the same files. */
final class Contestants {

    static final List<String> PEERS = List.of(
            "redact-pii 3.4.0",
            "@openredaction/openredaction 1.0.4",
            "@cdssnc/sanitize-pii 2.1.1",
            "@redactpii/node 1.0.17");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_SECONDS = 120;

    private final Path target;
    private final Path peers;
    private final Path source;
    private final String seconds;

    /**
     * @param home folder of the benchmarks
     * @param target where to install peers and write texts
     * @param seconds how long each process searches, at least
     */
    Contestants(Path home, Path target, String seconds) {
        this.target = target.toAbsolutePath();
        this.peers = this.target.resolve("peers");
        this.source = home.resolve("peers");
        this.seconds = seconds;
    }

    /** Installs the peers as their lock file says. Without npm there are none. */
    boolean install() throws IOException, InterruptedException {
        Files.createDirectories(peers);
        for (String file : List.of("package.json", "package-lock.json", "run.mjs")) {
            Files.copy(source.resolve(file), peers.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (Files.isDirectory(peers.resolve("node_modules"))) {
            return true;
        }
        try {
            return run(List.of("npm", "ci", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund"), peers)
                    .finished();
        } catch (IOException e) {
            System.err.println("no npm here, so no peers: " + e.getMessage());
            return false;
        }
    }

    Path texts(Kind kind) throws IOException {
        Path file = target.resolve("texts-" + kind + ".json");
        Files.writeString(file, JSON.writeValueAsString(kind.texts(KindsBenchmark.PROMPT)));
        return file;
    }

    JsonNode cloakroom(Engines engine, Path texts) throws IOException, InterruptedException {
        String java = ProcessHandle.current().info().command().orElse("java");
        return result(run(
                List.of(
                        java,
                        "-XX:+UseSerialGC",
                        "-Xmn96m",
                        "-Xmx512m",
                        "-cp",
                        classPath(),
                        WholeProcess.class.getName(),
                        engine.name(),
                        texts.toString(),
                        seconds),
                target));
    }

    /** Absolute, since the process runs in a folder of its own. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    JsonNode peer(String name, Path texts) throws IOException, InterruptedException {
        return result(run(List.of("node", "run.mjs", name, texts.toString(), seconds), peers));
    }

    private record Ran(boolean finished, List<String> lines) {}

    private Ran run(List<String> command, Path directory) throws IOException, InterruptedException {
        Path out = Files.createTempFile(target, "run", ".out");
        Path errors = Files.createTempFile(target, "run", ".err");
        Process process = new ProcessBuilder(new ArrayList<>(command))
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            boolean finished = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
            if (!finished) {
                System.err.println("no result from: " + String.join(" ", command));
                System.err.print(Files.readString(errors));
            }
            return new Ran(finished, Files.readAllLines(out));
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(errors);
        }
    }

    private static JsonNode result(Ran ran) throws IOException {
        return ran.finished() && !ran.lines().isEmpty()
                ? JSON.readTree(ran.lines().getLast())
                : JSON.createObjectNode();
    }
}
