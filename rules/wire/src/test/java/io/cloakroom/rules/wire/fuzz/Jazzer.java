package io.cloakroom.rules.wire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs Jazzer in a process of its own: a moment in every build, ten minutes for each target with {@code -Ptrust}. */
final class Jazzer {

    private static final boolean FULL =
            System.getProperty("cloakroom.trust", "short").equals("full");
    private static final int SECONDS = FULL ? 610 : 2;
    private static final int LONGEST_INPUT = 4_096;

    /** A short run would be over before it had read more seeds than this. */
    private static final int SEEDS = FULL ? Integer.MAX_VALUE : 12;

    private static final int LONGEST_SEED = FULL ? LONGEST_INPUT : 600;

    private Jazzer() {}

    /**
     * Fails when Jazzer finds something, and prints how much it tried.
     *
     * @param seeds inputs to begin with
     */
    static void findsNothing(Class<?> target, List<byte[]> seeds, Path directory)
            throws IOException, InterruptedException {
        Path log = directory.resolve("jazzer.log");
        Process jazzer = new ProcessBuilder(command(target, corpus(seeds, directory)))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(jazzer.waitFor(SECONDS + 180L, TimeUnit.SECONDS)).isTrue();
        } finally {
            jazzer.destroyForcibly();
        }
        String said = Files.readString(log);
        assertThat(jazzer.exitValue()).as(said).isZero();
        String runs = said.lines()
                .filter(line -> line.startsWith("Done "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(said));
        System.out.println("trust 33: Jazzer on " + target.getSimpleName() + ": " + runs + ", nothing found");
    }

    private static Path corpus(List<byte[]> seeds, Path directory) throws IOException {
        Path corpus = Files.createDirectory(directory.resolve("corpus"));
        List<byte[]> fitting =
                seeds.stream().filter(seed -> seed.length <= LONGEST_SEED).toList();
        int step = Math.max(1, fitting.size() / SEEDS);
        for (int i = 0; i < fitting.size(); i += step) {
            Files.write(corpus.resolve("seed-" + i), fitting.get(i));
        }
        return corpus;
    }

    private static List<String> command(Class<?> target, Path corpus) {
        String java = ProcessHandle.current().info().command().orElse("java");
        return List.of(
                java,
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=io.cloakroom.**",
                "--custom_hook_includes=io.cloakroom.**",
                "--trace=cov:cmp:div:gep",
                "-max_total_time=" + SECONDS,
                "-max_len=" + LONGEST_INPUT,
                "-timeout=20",
                "-rss_limit_mb=0",
                corpus.toString());
    }
}
