package io.cloakroom.rules.wire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.wire.golden.GoldenResponse;
import io.cloakroom.rules.wire.golden.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jazzer on every lens and every framing: a moment here, ten minutes each with {@code -Ptrust}. */
class WireFuzzTest {

    private static final boolean FULL =
            System.getProperty("cloakroom.trust", "short").equals("full");
    private static final int SECONDS = FULL ? 610 : 3;
    private static final int LONGEST_INPUT = 4_096;

    @Test
    void everyGoldenPassesThroughEveryLensAndFraming() {
        Shipped.requests().forEach(request -> {
            for (int lens = 0; lens < LensFuzz.lenses(); lens++) {
                LensFuzz.check(lens, request.payload().body());
            }
        });
        AnswerFuzz.fuzzerInitialize();
        Shipped.responses().forEach(response -> {
            for (int kind = 0; kind < AnswerFuzz.kinds(); kind++) {
                AnswerFuzz.check(kind, 97, response.body());
            }
        });
        assertThat(LensFuzz.lenses()).isPositive();
    }

    @ParameterizedTest(name = "trust 33: Jazzer on {0} finds nothing")
    @ValueSource(classes = {LensFuzz.class, AnswerFuzz.class})
    void jazzerFindsNothing(Class<?> target, @TempDir Path directory) throws IOException, InterruptedException {
        Path log = directory.resolve("jazzer.log");
        Process jazzer = new ProcessBuilder(command(target, corpus(target, directory)))
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

    /** Goldens, so that the sites' own shapes are where Jazzer begins. */
    private static Path corpus(Class<?> target, Path directory) throws IOException {
        Path corpus = Files.createDirectory(directory.resolve("corpus"));
        Stream<byte[]> goldens = target == AnswerFuzz.class
                ? Shipped.responses().map(GoldenResponse::body)
                : Shipped.requests().map(request -> request.payload().body());
        List<byte[]> bodies = goldens.filter(body -> FULL || body.length < 600).toList();
        for (int i = 0; i < bodies.size(); i += FULL ? 1 : 5) {
            Files.write(corpus.resolve("golden-" + i), bodies.get(i));
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
