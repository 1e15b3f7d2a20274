package io.cloakroom.rules.wire.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.restore.KnownPlaceholders;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.MessageRestorer;
import io.cloakroom.rules.wire.golden.GoldenResponse;
import io.cloakroom.rules.wire.golden.Goldens;
import io.cloakroom.rules.wire.golden.Shipped;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What golden answers are to a page that reads them by itself, however they are cut and however early their text is let go. What a
 * descriptor must make of them is checked by {@link Goldens#failures()}.
 */
class GoldenAnswerTest {

    static Stream<GoldenResponse> responses() {
        return Shipped.responses().filter(response -> !response.messages());
    }

    static Stream<GoldenResponse> messages() {
        return Shipped.responses().filter(GoldenResponse::messages);
    }

    private static MessageRestorer messages(GoldenResponse response) {
        return Answers.messages(
                response.site(), response.rule(), KnownPlaceholders.of(Vault.Originals.of(response.originals())));
    }

    private static String visible(GoldenResponse response) {
        return response.sample().visibleText();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void restoresWhatAPersonReadsInMessages(GoldenResponse response) {
        MessageRestorer restorer = messages(response);
        List<byte[]> restored = new ArrayList<>();
        response.chunks().forEach(message -> restored.addAll(restorer.push(message)));
        restored.addAll(restorer.finish());
        assertThat(Pages.read(response, response.chunks())).isEqualTo(visible(response));
        assertThat(Pages.read(response, restored)).isEqualTo(response.restored());
        assertThat(AnswerText.of(response.formats()).read(restored)).isEqualTo(response.restored());
        assertThat(restorer.conversation())
                .isEqualTo(Objects.requireNonNullElse(response.sample().conversation(), ""));
    }

    /** Waiting too long costs a placeholder at most. */
    @ParameterizedTest
    @MethodSource("messages")
    void losesNoMessageTextWhenItLetsGoEarly(GoldenResponse response) {
        Random random = new Random(11);
        for (int run = 0; run < 50; run++) {
            MessageRestorer restorer = messages(response);
            List<byte[]> out = new ArrayList<>();
            for (byte[] message : response.chunks()) {
                out.addAll(restorer.push(message));
                out.addAll(random.nextInt(3) == 0 ? restorer.release() : List.of());
            }
            out.addAll(restorer.finish());
            assertThat(unbracketed(Pages.read(response, out), response))
                    .as("run %d", run)
                    .isEqualTo(response.restored());
        }
    }

    private static String unbracketed(String read, GoldenResponse response) {
        String text = read;
        for (Map.Entry<String, String> entry : response.originals().entrySet()) {
            text = text.replace(entry.getKey(), entry.getValue())
                    .replace('[' + entry.getValue() + ']', entry.getValue());
        }
        return text;
    }

    private static AnswerRestorer restorer(GoldenResponse response) {
        return Objects.requireNonNull(response.restorer(response.originals()));
    }

    /** What is shown of a body that comes in pieces. */
    static byte[] restore(AnswerRestorer restorer, byte[] body, int... cuts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        for (int cut : cuts) {
            out.writeBytes(restorer.push(Arrays.copyOfRange(body, at, cut)));
            at = cut;
        }
        out.writeBytes(restorer.push(Arrays.copyOfRange(body, at, body.length)));
        out.writeBytes(restorer.finish());
        return out.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("responses")
    void restoresWhatAPersonReads(GoldenResponse response) {
        byte[] restored = restore(restorer(response), response.body());
        assertThat(Pages.read(response, response.chunks())).isEqualTo(visible(response));
        assertThat(Pages.read(response, List.of(restored))).isEqualTo(response.restored());
    }

    @ParameterizedTest
    @MethodSource("responses")
    void restoresTheSameHoweverItIsSplit(GoldenResponse response) {
        byte[] body = response.body();
        byte[] whole = restore(restorer(response), body);
        for (int length : new int[] {16, 97}) {
            for (int first = 0; first < length; first++) {
                byte[] restored = restore(restorer(response), body, cuts(first, length, body.length));
                assertThat(Arrays.equals(restored, whole))
                        .as("pieces of %d bytes, the first of %d", length, first)
                        .isTrue();
            }
        }
    }

    /** Every byte is the first of a piece for one {@code first} of each length. */
    static int[] cuts(int first, int length, int end) {
        return IntStream.iterate(first, cut -> cut <= end, cut -> cut + length).toArray();
    }

    @ParameterizedTest
    @MethodSource("responses")
    void restoresNothingThatIsNotInIt(GoldenResponse response) {
        AnswerRestorer restorer = Objects.requireNonNull(response.restorer(Map.of("[PASSPORT_7]", "X")));
        assertThat(new String(restore(restorer, response.body()), StandardCharsets.UTF_8))
                .doesNotContain("X\"");
        assertThat(restorer.report().restored()).isZero();
    }

    /** Waiting too long costs a placeholder at most: the text a person reads is all there, in order. */
    @ParameterizedTest
    @MethodSource("responses")
    void losesNothingWhenItLetsGoEarly(GoldenResponse response) {
        Random random = new Random(7);
        for (int run = 0; run < 50; run++) {
            AnswerRestorer restorer = restorer(response);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            int at = 0;
            while (at < response.body().length) {
                int end = Math.min(response.body().length, at + 1 + random.nextInt(200));
                out.writeBytes(restorer.push(Arrays.copyOfRange(response.body(), at, end)));
                out.writeBytes(random.nextInt(3) == 0 ? restorer.release() : new byte[0]);
                at = end;
            }
            out.writeBytes(restorer.finish());
            String read = unbracketed(Pages.read(response, List.of(out.toByteArray())), response);
            assertThat(read).as("run %d", run).isEqualTo(response.restored());
        }
    }
}
