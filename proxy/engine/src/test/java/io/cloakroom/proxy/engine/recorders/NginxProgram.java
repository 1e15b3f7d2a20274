package io.cloakroom.proxy.engine.recorders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where nginx is: installed, or unpacked from Debian's packages into this module's build directory, without installing anything.
 *
 * @param environment variables it needs
 */
record NginxProgram(String binary, Map<String, String> environment) {

    private static final Path UNPACKED = Path.of("target", "nginx").toAbsolutePath();
    private static final List<String> PACKAGES = List.of("nginx", "libpcre2-8-0", "libssl3", "zlib1g", "libcrypt1");
    private static final int PATIENCE_SECONDS = 120;

    static NginxProgram find() throws IOException, InterruptedException {
        for (String path : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (Files.isExecutable(Path.of(path, "nginx"))) {
                return new NginxProgram(Path.of(path, "nginx").toString(), Map.of());
            }
        }
        Path installed = Path.of("/usr/sbin/nginx");
        return Files.isExecutable(installed) ? new NginxProgram(installed.toString(), Map.of()) : unpacked();
    }

    static NginxProgram unpacked() throws IOException, InterruptedException {
        Path binary = UNPACKED.resolve("usr/sbin/nginx");
        if (!Files.isExecutable(binary)) {
            Files.createDirectories(UNPACKED);
            List<String> download = new ArrayList<>(List.of("apt-get", "download"));
            download.addAll(PACKAGES);
            run(download);
            List<Path> packages;
            try (Stream<Path> files = Files.list(UNPACKED)) {
                packages =
                        files.filter(file -> file.toString().endsWith(".deb")).toList();
            }
            for (Path file : packages) {
                run(List.of("dpkg", "-x", file.toString(), UNPACKED.toString()));
            }
        }
        List<String> libraries = new ArrayList<>();
        for (String folder : List.of("lib", "usr/lib")) {
            Path path = UNPACKED.resolve(folder);
            if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.list(path)) {
                    files.filter(Files::isDirectory).map(Path::toString).forEach(libraries::add);
                }
            }
        }
        return new NginxProgram(binary.toString(), Map.of("LD_LIBRARY_PATH", String.join(":", libraries)));
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Path said = UNPACKED.resolve("unpacking.log");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(UNPACKED.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
        } catch (IOException e) {
            throw needed(e.getMessage());
        }
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw needed(Files.readString(said));
        }
    }

    private static IOException needed(String why) {
        return new IOException("This test needs nginx, and could not fetch it with apt-get: " + why
                + ". Install it, for example with: apt-get install nginx-light");
    }
}
