package io.cloakroom.rules.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs Jazzer on one target, in a process of its own: a moment in every build, ten minutes with {@code -Ptrust}.
 *
 * @param target has a {@code fuzzerTestOneInput}
 * @param instrumented packages whose branches guide Jazzer, as patterns of its own with {@code :} between them
 * @param longestInput bytes
 */
public record Jazzer(Class<?> target, String instrumented, int longestInput) {

    private static final String OURS = "io.cloakroom.**";
    private static final int LONGEST_INPUT = 4_096;
    private static final boolean FULL =
            System.getProperty("cloakroom.trust", "short").equals("full");
    private static final int SECONDS = FULL ? 610 : 2;

    /** Jazzer first runs all seeds; a short run would be over before it had read more, or longer ones, than this. */
    private static final int SEEDS = FULL ? Integer.MAX_VALUE : 12;

    private static final int LONGEST_SEED = FULL ? LONGEST_INPUT : 600;

    /** Seconds that starting and the last input may take beyond its time. */
    private static final long PATIENCE = 180;

    /** Jazzer on a target of ours, with inputs of up to 4 KiB. */
    public Jazzer(Class<?> target) {
        this(target, OURS, LONGEST_INPUT);
    }

    /** The same, guided by the branches of another package too. */
    public Jazzer instrumenting(String packages) {
        return new Jazzer(target, instrumented + ":" + packages, longestInput);
    }

    /** The same with shorter inputs. */
    public Jazzer upTo(int bytes) {
        return new Jazzer(target, instrumented, bytes);
    }

    /**
     * Fails when Jazzer finds something, and prints how much it tried, as the trust report wants it.
     *
     * @param seeds inputs to begin with; of many or long ones, a short run takes some
     * @param directory an empty one
     */
    public void findsNothing(List<byte[]> seeds, Path directory) throws IOException, InterruptedException {
        Path log = directory.resolve("jazzer.log");
        Process jazzer = new ProcessBuilder(command(corpus(seeds, directory)))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(jazzer.waitFor(SECONDS + PATIENCE, TimeUnit.SECONDS)).isTrue();
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

    private List<String> command(Path corpus) {
        return List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=" + instrumented,
                "--custom_hook_includes=" + OURS,
                "--trace=cov:cmp:div:gep",
                "-max_total_time=" + SECONDS,
                "-max_len=" + longestInput,
                "-timeout=20",
                "-rss_limit_mb=0",
                corpus.toString());
    }
}
