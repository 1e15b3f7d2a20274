package io.cloakroom.rules.wire.fuzz;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cloakroom.rules.testkit.Jazzer;
import io.cloakroom.rules.wire.UnknownFormats;
import io.cloakroom.rules.wire.file.MarkedFileFuzz;
import io.cloakroom.rules.wire.file.PackedFileFuzz;
import io.cloakroom.rules.wire.file.Seeds;
import io.cloakroom.rules.wire.golden.Shipped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jazzer on every lens, every framing and every format of files. A target is a family: all of it runs over each input, so that no member
 * waits for its turn.
 */
class WireFuzzTest {

    static Stream<Arguments> targets() {
        List<byte[]> requests =
                Shipped.requests().map(request -> request.payload().body()).toList();
        List<byte[]> unknown = Stream.concat(UnknownFormats.readable().stream(), UnknownFormats.unreadable().stream())
                .map(format -> format.payload("Write to ada@example.org").body())
                .toList();
        List<byte[]> answers =
                Shipped.responses().map(response -> cutIn(31, response.body())).toList();
        return Stream.of(
                arguments(TextLensFuzz.class, requests, run(TextLensFuzz::fuzzerTestOneInput)),
                arguments(BinaryLensFuzz.class, requests, run(BinaryLensFuzz::fuzzerTestOneInput)),
                arguments(GenericLensFuzz.class, both(requests, unknown), run(GenericLensFuzz::fuzzerTestOneInput)),
                arguments(TextAnswerFuzz.class, answers, run(TextAnswerFuzz::fuzzerTestOneInput)),
                arguments(BinaryAnswerFuzz.class, answers, run(BinaryAnswerFuzz::fuzzerTestOneInput)),
                arguments(MarkedFileFuzz.class, Seeds.marked(), run(MarkedFileFuzz::fuzzerTestOneInput)),
                arguments(PackedFileFuzz.class, Seeds.packed(), run(PackedFileFuzz::fuzzerTestOneInput)));
    }

    private static Consumer<byte[]> run(Consumer<byte[]> target) {
        return target;
    }

    private static List<byte[]> both(List<byte[]> one, List<byte[]> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private static byte[] cutIn(int pieces, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 1);
        out.write(pieces);
        out.writeBytes(body);
        return out.toByteArray();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void everySeedPasses(Class<?> target, List<byte[]> seeds, Consumer<byte[]> run) {
        seeds.forEach(run);
    }

    @ParameterizedTest(name = "trust 33: Jazzer on {0} finds nothing")
    @MethodSource("targets")
    void jazzerFindsNothing(Class<?> target, List<byte[]> seeds, Consumer<byte[]> run, @TempDir Path directory)
            throws IOException, InterruptedException {
        new Jazzer(target).findsNothing(seeds, directory);
    }
}
