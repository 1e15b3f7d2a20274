package io.cloakroom.rules.wire.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.golden.GoldenResponse;
import io.cloakroom.rules.wire.golden.Shipped;
import io.cloakroom.rules.wire.site.AnswerFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The laws of restoring, for every framing: where it is cut does not matter, and without originals the bytes stay. */
class FramingLawsTest {

    private static final List<GoldenResponse> STREAMS =
            Shipped.responses().filter(response -> !response.messages()).toList();

    /** Whoever adds a framing adds an answer in it. */
    @Test
    void everyFramingIsAmongThem() {
        Set<AnswerFormat.Framing> seen = Shipped.responses()
                .flatMap(response -> response.formats().stream())
                .map(AnswerFormat::framing)
                .collect(Collectors.toSet());
        assertThat(Stream.of(AnswerFormat.Framing.values()).filter(framing -> framing != AnswerFormat.Framing.RAW))
                .allMatch(seen::contains);
    }

    @Property(tries = 1500)
    void cutsDoNotMatter(@ForAll long seed) {
        Random random = new Random(seed);
        GoldenResponse response = STREAMS.get(random.nextInt(STREAMS.size()));
        byte[] body = response.body();
        assertThat(restored(response, Map.of(), cuts(body, random))).isEqualTo(body);
        assertThat(restored(response, response.originals(), cuts(body, random)))
                .isEqualTo(restored(response, response.originals(), new int[0]));
    }

    private static int[] cuts(byte[] body, Random random) {
        int most = 1 + random.nextInt(40);
        return random.ints(most, 0, body.length + 1).sorted().toArray();
    }

    private static byte[] restored(GoldenResponse response, Map<String, String> originals, int[] cuts) {
        AnswerRestorer restorer = Objects.requireNonNull(response.restorer(originals));
        return GoldenAnswerTest.restore(restorer, response.body(), cuts);
    }
}
