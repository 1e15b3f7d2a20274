package io.cloakroom.rules.packs.fuzz;

import io.cloakroom.rules.engine.recognize.RulePack;
import io.cloakroom.rules.engine.recognize.RulePacks;
import io.cloakroom.rules.testkit.Jazzer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jazzer on normalizer, decoders and packs: a moment here, ten minutes with {@code -Ptrust}. */
class EngineFuzzTest {

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
        new Jazzer(EngineFuzz.class).findsNothing(examples(), directory);
    }

    /** Of packs, so that the packs' own shapes are where Jazzer begins. */
    private static List<byte[]> examples() {
        return RulePacks.shipped().packs().stream()
                .map(RulePack::examples)
                .flatMap(examples -> examples.match().stream())
                .map(match -> match.text().getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
