package io.cloakroom.proxy.engine.websocket;

import io.cloakroom.rules.testkit.Jazzer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jazzer on the frames of WebSockets: a moment here, ten minutes with {@code -Ptrust}. */
class SocketFuzzTest {

    /** Steps as {@link SocketFuzz} reads them: what both ends say on ordinary days. */
    private static final List<String> CONVERSATIONS = List.of(
            "00" + step(0x51, "hello") + step(0xd1, "answer") + step(0x78, "\u0003\u00e8bye")
                    + step(0xd8, "\u0003\u00e8"),
            "00" + step(0x41, "be") + step(0x59, "ping") + step(0x50, "gin") + step(0xd9, "pong?")
                    + step(0x5a, "pong?"),
            "00" + step(0x52, "binary") + step(0xc2, "an") + step(0xd0, "swer") + step(0xf1, "next"),
            "01" + step(0x51, "plain") + step(0xd1, "plain")
                    + step(0x00, "\u00c1\u0087\0\0\0\0\u00f2\u0048\u00cd\u00c9\u00c9\u0007\0"),
            "00" + step(0x51, "x".repeat(250)) + step(0x51, "y".repeat(250)) + step(0xd1, "z".repeat(250)),
            "00" + step(0x11, "\u0081\u0085\0\0\0\0hello") + step(0x81, "\u0081\u0002ok"),
            "00" + step(0x51, "\u00ff\u00fe") + step(0x51, "after"));

    private static String step(int kind, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits((byte) kind) + hex.toHexDigits((byte) bytes.length) + hex.formatHex(bytes);
    }

    static Stream<String> conversations() {
        return CONVERSATIONS.stream();
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void ordinaryConversationsPass(String conversation) throws Exception {
        SocketFuzz.fuzzerTestOneInput(HexFormat.of().parseHex(conversation));
    }

    @Test
    @DisplayName("trust 33: Jazzer on the frames of WebSockets finds nothing")
    void jazzerFindsNothing(@TempDir Path directory) throws IOException, InterruptedException {
        new Jazzer(SocketFuzz.class)
                .instrumenting("io.netty.handler.codec.http.websocketx.**")
                .upTo(2_048)
                .findsNothing(conversations().map(HexFormat.of()::parseHex).toList(), directory);
    }
}
