package io.cloakroom.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is measured does what it says. */
class SpeedTest {

    @ParameterizedTest
    @EnumSource
    void textsAreOfOneLengthAndAscii(Kind kind) {
        List<String> texts = kind.texts(KindsBenchmark.PROMPT);
        assertThat(texts).hasSizeGreaterThan(100).allMatch(text -> text.length() == KindsBenchmark.PROMPT);
        assertThat(texts)
                .allMatch(text -> StandardCharsets.US_ASCII.newEncoder().canEncode(text));
        assertThat(texts.stream().distinct().count()).isGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource
    void promptsAreSearched(Kind kind) {
        KindsBenchmark benchmark = new KindsBenchmark();
        benchmark.kind = kind;
        benchmark.prepare();
        List<EntityType> types =
                benchmark.prompt().stream().map(Finding::type).distinct().toList();
        switch (kind) {
            case PERSONAL -> assertThat(types).contains(EntityType.EMAIL);
            case LOGS -> assertThat(types).contains(EntityType.IP_ADDRESS);
            default -> assertThat(types).doesNotContain(EntityType.EMAIL, EntityType.PHONE, EntityType.SECRET);
        }
    }

    @Test
    void peersAreThoseOfTheLockFile() throws IOException {
        String lock = Files.readString(Path.of("peers/package-lock.json"));
        String script = Files.readString(Path.of("peers/run.mjs"));
        for (String peer : Contestants.PEERS) {
            String[] nameAndVersion = peer.split(" ", -1);
            assertThat(lock)
                    .containsPattern("node_modules/" + nameAndVersion[0] + "\": \\{\\s*\"version\": \""
                            + nameAndVersion[1] + "\"");
            assertThat(script).contains('"' + peer + '"');
        }
    }
}
