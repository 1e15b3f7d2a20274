package io.cloakroom.rules.packs.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.recognize.RulePack;
import io.cloakroom.rules.engine.recognize.RulePacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jazzer on normalizer, decoders and packs: a moment here, ten minutes with {@code -Ptrust}. */
class EngineFuzzTest {

    private static final boolean FULL =
            System.getProperty("cloakroom.trust", "short").equals("full");
    private static final int SECONDS = FULL ? 610 : 2;

    /** Of the packs' examples one in so many is where Jazzer begins, since it first runs them all. */
    private static final int EXAMPLE_IN = FULL ? 1 : 20;

    private static final int LONGEST_INPUT = 4_096;

    @ParameterizedTest
    @MethodSource
    void knownShapesPass(String text) {
        EngineFuzz.check(text);
    }

    static Stream<String> knownShapesPass() {
        return Stream.of(
                        "A",
                        "a.",
                        "1-",
                        "(",
                        "e\u0301",
                        "\u200b",
                        "%25",
                        "\\u0041",
                        "&#65;",
                        "\uD83D",
                        "[PERSON_1]",
                        "QUFB")
                .map(shape -> shape.repeat(300));
    }

    @Test
    @DisplayName("trust 33: Jazzer on normalizer, decoders and packs finds nothing")
    void jazzerFindsNothing(@TempDir Path directory) throws IOException, InterruptedException {
        Path log = directory.resolve("jazzer.log");
        Process jazzer = new ProcessBuilder(command(corpus(directory)))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(jazzer.waitFor(SECONDS + 120L, TimeUnit.SECONDS)).isTrue();
        } finally {
            jazzer.destroyForcibly();
        }
        String said = Files.readString(log);
        assertThat(jazzer.exitValue()).as(said).isZero();
        String runs = said.lines()
                .filter(line -> line.startsWith("Done "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(said));
        System.out.println("trust 33: Jazzer on normalizer, decoders and packs: " + runs + ", nothing found");
    }

    /** Examples of packs, so that the packs' own shapes are where Jazzer begins. */
    private static Path corpus(Path directory) throws IOException {
        Path corpus = Files.createDirectory(directory.resolve("corpus"));
        List<String> texts = RulePacks.shipped().packs().stream()
                .map(RulePack::examples)
                .flatMap(examples -> examples.match().stream())
                .map(RulePack.Match::text)
                .toList();
        for (int i = 0; i < texts.size(); i += EXAMPLE_IN) {
            Files.writeString(corpus.resolve("example-" + i), texts.get(i));
        }
        return corpus;
    }

    private static List<String> command(Path corpus) {
        String java = ProcessHandle.current().info().command().orElse("java");
        return List.of(
                java,
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + EngineFuzz.class.getName(),
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
