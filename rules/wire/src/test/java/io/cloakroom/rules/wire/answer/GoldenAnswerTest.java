package io.cloakroom.rules.wire.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.restore.KnownPlaceholders;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.MessageRestorer;
import io.cloakroom.rules.wire.site.AnswerFormat;
import io.cloakroom.rules.wire.site.Golden;
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

class GoldenAnswerTest {

    static Stream<Golden.Response> responses() {
        return Golden.responses().filter(response -> !response.messages());
    }

    static Stream<Golden.Response> messages() {
        return Golden.responses().filter(Golden.Response::messages);
    }

    private static MessageRestorer messages(Golden.Response response, Map<String, String> originals) {
        return Answers.messages(response.site(), response.rule(), KnownPlaceholders.of(Golden.vault(originals)));
    }

    private static String read(Golden.Response response, List<byte[]> messages) {
        String[] reader = response.reader().split(":", 2);
        return FramedPage.read(reader[0], reader.length == 1 ? "" : reader[1], messages);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void restoresWhatAPersonReadsInMessages(Golden.Response response) {
        MessageRestorer restorer = messages(response, response.originals());
        List<byte[]> restored = new ArrayList<>();
        response.chunks().forEach(message -> restored.addAll(restorer.push(message)));
        restored.addAll(restorer.finish());
        assertThat(read(response, response.chunks())).isEqualTo(response.visible());
        assertThat(read(response, restored)).isEqualTo(response.restored());
        assertThat(AnswerText.of(Answers.messageFormats(response.site(), response.rule()))
                        .read(restored))
                .isEqualTo(response.restored());
        assertThat(new String(Framing.join(restored.toArray(byte[][]::new)), StandardCharsets.UTF_8))
                .doesNotContain(response.originals().keySet());
        assertThat(restorer.conversation()).isEqualTo(response.conversation());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void passesMessagesInWhichNothingIsRestored(Golden.Response response) {
        MessageRestorer restorer = messages(response, Map.of());
        for (byte[] message : response.chunks()) {
            assertThat(restorer.push(message)).singleElement().isEqualTo(message);
        }
    }

    /** Waiting too long costs a placeholder at most. */
    @ParameterizedTest
    @MethodSource("messages")
    void losesNoMessageTextWhenItLetsGoEarly(Golden.Response response) {
        Random random = new Random(11);
        for (int run = 0; run < 50; run++) {
            MessageRestorer restorer = messages(response, response.originals());
            List<byte[]> out = new ArrayList<>();
            for (byte[] message : response.chunks()) {
                out.addAll(restorer.push(message));
                out.addAll(random.nextInt(3) == 0 ? restorer.release() : List.of());
            }
            out.addAll(restorer.finish());
            assertThat(unbracketed(read(response, out), response))
                    .as("run %d", run)
                    .isEqualTo(response.restored());
        }
    }

    private static String unbracketed(String read, Golden.Response response) {
        String text = read;
        for (Map.Entry<String, String> entry : response.originals().entrySet()) {
            text = text.replace(entry.getKey(), entry.getValue())
                    .replace('[' + entry.getValue() + ']', entry.getValue());
        }
        return text;
    }

    static Stream<Golden.Response> streams() {
        return responses()
                .filter(response -> Answers.formats(response.site(), response.rule(), response.contentType()).stream()
                        .anyMatch(format -> format.framing() != AnswerFormat.Framing.JSON
                                && !format.text().isEmpty()));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void tellsTheVisibleTextByTheDescriptor(Golden.Response response) {
        byte[] restored = restore(restorer(response, response.originals()), response.body());
        List<AnswerFormat> formats = Answers.formats(response.site(), response.rule(), response.contentType());
        assertThat(AnswerText.of(formats).read(List.of(restored))).contains(response.restored());
    }

    private static AnswerRestorer restorer(Golden.Response response, Map<String, String> originals) {
        return Objects.requireNonNull(
                Answers.restorer(response.site(), response.rule(), response.contentType(), Golden.vault(originals)));
    }

    private static byte[] restore(AnswerRestorer restorer, byte[] body, int... cuts) {
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
    void restoresWhatAPersonReads(Golden.Response response) {
        AnswerRestorer restorer = restorer(response, response.originals());
        byte[] restored = restore(restorer, response.body());
        assertThat(Page.read(response.reader(), response.body())).isEqualTo(response.visible());
        assertThat(Page.read(response.reader(), restored)).isEqualTo(response.restored());
        String raw = new String(restored, StandardCharsets.UTF_8);
        assertThat(response.also()).allSatisfy(text -> assertThat(raw).contains(text));
        assertThat(response.kept()).allSatisfy(text -> assertThat(raw).contains(text));
        if (response.kept().isEmpty()) {
            assertThat(raw).doesNotContain(response.originals().keySet());
        }
        assertThat(restorer.restored()).isPositive();
        if (!response.conversation().isEmpty()) {
            assertThat(restorer.conversation()).isEqualTo(response.conversation());
        }
    }

    @ParameterizedTest
    @MethodSource("responses")
    void restoresTheSameHoweverItIsSplit(Golden.Response response) {
        byte[] body = response.body();
        byte[] whole = restore(restorer(response, response.originals()), body);
        for (int length : new int[] {1, 16, 97}) {
            for (int first = 0; first < length; first++) {
                int[] cuts = cuts(first, length, body.length);
                byte[] restored = restore(restorer(response, response.originals()), body, cuts);
                assertThat(Arrays.equals(restored, whole))
                        .as("pieces of %d bytes, the first of %d", length, first)
                        .isTrue();
            }
        }
    }

    /** Every byte is the first of a piece for one {@code first} of each length. */
    private static int[] cuts(int first, int length, int end) {
        return IntStream.iterate(first, cut -> cut <= end, cut -> cut + length).toArray();
    }

    @ParameterizedTest
    @MethodSource("responses")
    void keepsEveryByteWhenNothingIsRestored(Golden.Response response) {
        AnswerRestorer restorer = restorer(response, Map.of("[PASSPORT_7]", "X"));
        assertThat(restore(restorer(response, Map.of()), response.body())).isEqualTo(response.body());
        assertThat(new String(restore(restorer, response.body()), StandardCharsets.UTF_8))
                .doesNotContain("X\"");
        assertThat(restorer.restored()).isZero();
    }

    /** Waiting too long costs a placeholder at most: the text a person reads is all there, in order. */
    @ParameterizedTest
    @MethodSource("responses")
    void losesNothingWhenItLetsGoEarly(Golden.Response response) {
        Random random = new Random(7);
        for (int run = 0; run < 50; run++) {
            AnswerRestorer restorer = restorer(response, response.originals());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            int at = 0;
            while (at < response.body().length) {
                int end = Math.min(response.body().length, at + 1 + random.nextInt(200));
                out.writeBytes(restorer.push(Arrays.copyOfRange(response.body(), at, end)));
                out.writeBytes(random.nextInt(3) == 0 ? restorer.release() : new byte[0]);
                at = end;
            }
            out.writeBytes(restorer.finish());
            String read = unbracketed(Page.read(response.reader(), out.toByteArray()), response);
            assertThat(read).as("run %d", run).isEqualTo(response.restored());
        }
    }
}
