package io.cloakroom.rules.wire.coding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloakroom.rules.wire.UninspectableException;
import io.cloakroom.rules.wire.UninspectableException.Reason;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamDecoderTest {

    @Provide
    Arbitrary<String> codings() {
        return Arbitraries.of("", "gzip", "deflate", "br", "zstd", "gzip, br", "zstd, gzip");
    }

    @Property(tries = 200)
    void piecesDecodeToTheWhole(@ForAll @From("codings") String codings, @ForAll byte[] body, @ForAll long seed)
            throws Exception {
        byte[] coded = Coded.as(codings, body);
        Random random = new Random(seed);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        try (StreamDecoder decoder = StreamDecoder.of(codings)) {
            for (int at = 0; at < coded.length; ) {
                int end = Math.min(coded.length, at + random.nextInt(9));
                decoded.writeBytes(decoder.push(Arrays.copyOfRange(coded, at, end)));
                at = end;
            }
            decoder.finish();
        }
        assertThat(decoded.toByteArray()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd", "identity"})
    void whatWasFlushedIsThereAtOnce(String coding) throws Exception {
        List<byte[]> events = Stream.of("data: Dear\n\n", "data:  Marta\n\n", "data: ,\n\n", "data: 🙂\n\n")
                .map(event -> event.getBytes(UTF_8))
                .toList();
        List<byte[]> coded = Coded.coded(coding, events);
        try (StreamDecoder decoder = StreamDecoder.of(coding)) {
            for (int i = 0; i < events.size(); i++) {
                assertThat(decoder.push(coded.get(i))).as("event %d", i).isEqualTo(events.get(i));
            }
            assertThat(decoder.push(coded.getLast())).isEmpty();
            decoder.finish();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
    void onePieceIsBounded(String coding) throws Exception {
        byte[] bomb = Coded.as(coding, new byte[StreamDecoder.MAX_PER_PUSH + 1]);
        try (StreamDecoder decoder = StreamDecoder.of(coding)) {
            UninspectableException thrown =
                    catchThrowableOfType(UninspectableException.class, () -> decoder.push(bomb));
            assertThat(thrown.reason()).isEqualTo(Reason.TOO_LARGE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
    void anEarlyEndIsNoticed(String coding) throws Exception {
        byte[] coded = Coded.as(coding, "half of it".repeat(9).getBytes(UTF_8));
        try (StreamDecoder decoder = StreamDecoder.of(coding)) {
            decoder.push(Arrays.copyOf(coded, coded.length / 2));
            assertThatThrownBy(decoder::finish).isInstanceOf(UninspectableException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gzip", "deflate", "br", "zstd"})
    void nothingIsTakenOnceClosed(String coding) throws Exception {
        StreamDecoder decoder = StreamDecoder.of(coding);
        decoder.close();
        decoder.close();
        assertThatThrownBy(() -> decoder.push(new byte[] {1})).isInstanceOf(IllegalStateException.class);
    }

    @Example
    void unknownCodingsAreRefusedBeforeAnythingArrives() {
        assertThatThrownBy(() -> StreamDecoder.of("compress")).isInstanceOf(UninspectableException.class);
    }
}
