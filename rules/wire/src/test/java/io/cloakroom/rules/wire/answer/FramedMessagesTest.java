package io.cloakroom.rules.wire.answer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.restore.KnownPlaceholders;
import io.cloakroom.rules.wire.MessageRestorer;
import io.cloakroom.rules.wire.binary.DgwFrame;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Meta's frames in WebSocket messages, where each message is whole. */
class FramedMessagesTest {

    private static final Site META =
            Objects.requireNonNull(SiteCatalogue.shipped().site("gateway.meta.ai"));

    private final MessageRestorer restorer = Answers.messages(
            META,
            META.request(Site.WS_RECV, "/ws/clippy"),
            KnownPlaceholders.of(Vault.Originals.of(Map.of("[EMAIL_1]", "e@x.org"))));

    private static byte[] frame(String text) {
        return DgwFrame.wrap(document(text).getBytes(UTF_8));
    }

    private static String document(String text) {
        return "{\"type\":\"patch\",\"operations\":[{\"value\":\"" + text + "\"}]}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ping",
                "\15",
                "\15\0\0\377\0\0\0\200{",
                "\1 another type of frame",
                "\15\0\0\0\0\0",
                "\17\0\0\5\0\0{",
            })
    void whatIsNoFrameSpoilsNoLaterMessage(String other) {
        byte[] message = other.getBytes(ISO_8859_1);
        assertThat(restorer.push(message)).containsExactly(message);
        assertThat(restorer.push(message)).containsExactly(message);
        assertThat(restorer.push(frame("to [EMAIL_1].")))
                .singleElement()
                .satisfies(out -> assertThat(new String(out, UTF_8)).contains("to e@x.org."));
    }

    @Test
    void whatCameInOneMessageLeavesInOne() {
        byte[] unchanged = Framing.join(frame("a"), frame("b"), frame("c"));
        assertThat(restorer.push(unchanged)).singleElement().isSameAs(unchanged);
        byte[] two = Framing.join(frame("to [EMAIL_1]."), frame("and [EMAIL_1]!"));
        List<byte[]> out = restorer.push(two);
        assertThat(out).hasSize(1);
        List<DgwFrame> frames = Objects.requireNonNull(DgwFrame.all(out.getFirst(), 0, out.getFirst().length));
        assertThat(frames)
                .extracting(frame -> new String(Arrays.copyOfRange(out.getFirst(), frame.from(), frame.to()), UTF_8))
                .containsExactly(document("to e@x.org."), document("and e@x.org!"));
    }
}
