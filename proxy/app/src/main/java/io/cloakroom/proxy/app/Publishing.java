package io.cloakroom.proxy.app;

import io.cloakroom.proxy.app.content.ContentCheck;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.engine.recognize.PackBundle;
import io.cloakroom.rules.store.BundleException;
import io.cloakroom.rules.store.ContentBundle;
import io.cloakroom.rules.store.ContentKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What whoever publishes content bundles does: a key once, then for every bundle packing and signing. */
final class Publishing {

    private static final List<String> SOURCES =
            List.of("rules/wire/src/main/resources", "rules/packs/src/main/resources");

    private static final List<String> PARTS = List.of("sites", "catalogue", "packs");
    private static final String PACKS = "packs/";

    private Publishing() {}

    @Command(name = "key", description = "Makes a pair of keys for signing.", mixinStandardHelpOptions = true)
    static final class Key implements Callable<Integer> {

        @Option(
                names = "--out",
                paramLabel = "NAME",
                defaultValue = "content",
                description =
                        "NAME.private.json stays with the publisher, NAME.pem goes to content.trust of every installation"
                                + " (default: ${DEFAULT-VALUE}).")
        private String out = "content";

        @Override
        public Integer call() throws IOException {
            Path secret = Path.of(out + ".private.json");
            Path known = Path.of(out + ".pem");
            ContentKeys.generate(secret, known);
            System.out.println(secret + "  signs: keep it offline, for the publisher alone");
            System.out.println(known + "  for content.trust");
            return Main.FINE;
        }
    }

    @Command(
            name = "pack",
            description =
                    "Tries descriptors, goldens and packs, and makes an unsigned bundle of them. Exit 1 when one does not hold.",
            mixinStandardHelpOptions = true)
    static final class Pack implements Callable<Integer> {

        @Option(
                names = "--number",
                required = true,
                paramLabel = "N",
                description = "Its version: higher than that of every bundle before.")
        private long version;

        @Option(names = "--created", paramLabel = "DAY", description = "Such as 2026-11-28 (default: today).")
        private @Nullable LocalDate created;

        @Option(
                names = "--from",
                paramLabel = "DIR",
                description =
                        "Directory with sites/, catalogue/ or packs/; may be repeated (default: this checkout's).")
        private @Nullable List<Path> from;

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "The bundle.")
        private Path out = Path.of("");

        @Override
        public Integer call() throws IOException, InvalidYamlException {
            Map<String, byte[]> files = new TreeMap<>();
            for (Path directory : from == null ? sources() : from) {
                collect(directory, files);
            }
            files.put(PackBundle.PATH, PackBundle.of(packs(files)));
            String day = (created == null ? LocalDate.now(Clock.systemUTC()) : created).toString();
            ContentBundle bundle = ContentBundle.of(new ContentBundle.About(version, day), files);
            ContentCheck check = ContentCheck.of(bundle, bundle.files());
            check.problems().forEach(System.out::println);
            if (!check.problems().isEmpty()) {
                System.out.println(check.problems().size() + " problems; nothing was packed");
                return Main.FAILED_CHECK;
            }
            try {
                Files.write(out, bundle.unsigned());
            } catch (BundleException e) {
                System.err.println("cloakroom content pack: " + e.getMessage());
                return Main.FAILED_CHECK;
            }
            System.out.println(out + ": " + check.summary() + ". Sign it: cloakroom content sign");
            return Main.FINE;
        }
    }

    @Command(name = "sign", description = "Signs a bundle.", mixinStandardHelpOptions = true)
    static final class Sign implements Callable<Integer> {

        @Option(
                names = "--key",
                required = true,
                paramLabel = "FILE",
                description = "The private key that cloakroom content key made.")
        private Path key = Path.of("");

        @Parameters(paramLabel = "FILE", description = "The bundle; it is signed in place.")
        private Path file = Path.of("");

        @Override
        public Integer call() throws IOException {
            try {
                Files.write(file, ContentBundle.sign(ContentBundle.read(file), key));
            } catch (BundleException e) {
                System.err.println("cloakroom content sign: " + file + ": " + e.getMessage());
                return Main.FAILED_CHECK;
            }
            System.out.println(file + " is signed");
            return Main.FINE;
        }
    }

    private static List<Path> sources() throws IOException {
        Path home = Path.of(System.getProperty("cloakroom.home", ""));
        List<Path> directories = SOURCES.stream().map(home::resolve).toList();
        for (Path directory : directories) {
            if (!Files.isDirectory(directory)) {
                throw new IOException("no content under " + directory + "; name its directories with --from");
            }
        }
        return directories;
    }

    private static void collect(Path directory, Map<String, byte[]> files) throws IOException {
        List<Path> parts = PARTS.stream()
                .map(directory::resolve)
                .filter(Files::isDirectory)
                .toList();
        if (parts.isEmpty()) {
            throw new IOException(directory + " has none of the folders " + String.join(", ", PARTS));
        }
        for (Path part : parts) {
            try (Stream<Path> all = Files.walk(part)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    String name = directory.relativize(file).toString();
                    if (!name.endsWith(".schema.json")) {
                        files.put(name, Files.readAllBytes(file));
                    }
                }
            }
        }
    }

    private static Map<String, String> packs(Map<String, byte[]> files) {
        Map<String, String> packs = new TreeMap<>();
        files.forEach((name, file) -> {
            if (name.startsWith(PACKS) && name.endsWith(".yaml")) {
                packs.put(name.substring(PACKS.length()), new String(file, StandardCharsets.UTF_8));
            }
        });
        return packs;
    }
}
