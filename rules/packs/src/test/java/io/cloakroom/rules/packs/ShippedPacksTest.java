package io.cloakroom.rules.packs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.recognize.PackTest;
import io.cloakroom.rules.engine.recognize.Problem;
import io.cloakroom.rules.engine.recognize.RulePacks;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedPacksTest {

    static Stream<Named<PackTest>> packs() throws IOException, URISyntaxException {
        return RulePacks.test(directory()).stream().map(t -> Named.of(name(t.file()), t));
    }

    @ParameterizedTest
    @MethodSource("packs")
    void everyExampleHolds(PackTest pack) {
        assertThat(pack.problems()).extracting(Problem::toString).isEmpty();
        assertThat(pack.examples()).isPositive();
    }

    @Test
    void shippedPacksLoadFromTheClassPath() throws Exception {
        RulePacks shipped = RulePacks.shipped();
        assertThat(shipped.packs()).isEqualTo(RulePacks.load(directory()).packs());
        assertThat(shipped.packs()).extracting(p -> p.id()).doesNotHaveDuplicates();
    }

    private static String name(String file) {
        return Path.of(file).getFileName().toString();
    }

    private static Path directory() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(ShippedPacksTest.class.getResource("/packs/packs.json"))
                        .toURI())
                .getParent();
    }
}
