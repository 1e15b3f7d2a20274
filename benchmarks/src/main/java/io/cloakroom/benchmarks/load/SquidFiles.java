package io.cloakroom.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** What squid wants before it opens TLS: a certificate authority, a place for leaves, and its configuration. */
record SquidFiles(Path config, Path root) {

    static final String PROGRAM = "/usr/sbin/squid";
    private static final String CERTIFICATES = "/usr/lib/squid/security_file_certgen";

    private static final String CONFIG = """
            http_port 127.0.0.1:%1$d ssl-bump tls-cert=%2$s/ca.pem generate-host-certificates=on dynamic_cert_mem_cache_size=4MB
            sslcrtd_program %3$s -s %2$s/leaves -M 4MB
            ssl_bump bump all
            cache_peer 127.0.0.1 parent %5$d 0 no-query no-digest originserver tls tls-cafile=%4$s ssldomain=%6$s
            never_direct allow all
            http_access allow all
            cache deny all
            access_log none
            cache_log /dev/null
            pid_filename none
            pinger_enable off
            coredump_dir %2$s
            shutdown_lifetime 0 seconds
            """;

    static SquidFiles write(Path directory, int port, int originPort, Path originRoot)
            throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of(PROGRAM)) || !Files.isExecutable(Path.of(CERTIFICATES))) {
            throw new IOException("not installed (apt-get install squid-openssl)");
        }
        Files.createDirectory(directory);
        Path key = directory.resolve("key.pem");
        Path root = directory.resolve("root.pem");
        run(List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "30",
                "-subj",
                "/CN=load",
                "-addext",
                "keyUsage=critical,keyCertSign",
                "-keyout",
                key.toString(),
                "-out",
                root.toString()));
        Files.writeString(directory.resolve("ca.pem"), Files.readString(key) + Files.readString(root));
        run(List.of(CERTIFICATES, "-c", "-s", directory.resolve("leaves").toString(), "-M", "4MB"));
        Path config = Files.writeString(
                directory.resolve("squid.conf"),
                CONFIG.formatted(port, directory, CERTIFICATES, originRoot, originPort, Prompts.HOST));
        // Started by root, squid goes on as a user of its own.
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                Files.setPosixFilePermissions(
                        file, PosixFilePermissions.fromString(Files.isDirectory(file) ? "rwxrwxrwx" : "rw-rw-rw-"));
            }
        }
        return new SquidFiles(config, root);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }
}
