package io.cloakroom.proxy.engine;

import static io.cloakroom.proxy.engine.Sockets.ITEM;
import static io.cloakroom.proxy.engine.Sockets.KEY;
import static io.cloakroom.proxy.engine.Sockets.OPENAI;
import static io.cloakroom.proxy.engine.Sockets.next;
import static io.cloakroom.proxy.engine.Sockets.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.Faulty.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebSocketTest {

    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final Faulty faulty = new Faulty();
    /** Data that reached the origin. */
    private final List<String> arrived = new CopyOnWriteArrayList<>();

    private Sockets sockets;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        sockets = new Sockets(directory, faulty, this::echo, OPENAI);
    }

    @AfterEach
    void stop() throws Exception {
        sockets.close();
    }

    /** Agrees without a reason phrase, says hello in the same breath, and sends back what it gets. */
    private void echo(String head, InputStream in, OutputStream out) throws Exception {
        RawOrigin.write(out, Frame.agreement(KEY, "") + "\u0081\u0007{\"a\":1}");
        while (true) {
            Frame frame = Frame.read(in);
            if (frame.opcode() <= 2) {
                arrived.add(frame.payload());
            }
            int opcode = frame.opcode() == PING ? PONG : frame.opcode();
            Frame.write(out, frame.first() & 0xf0 | opcode, frame.payload(), false);
        }
    }

    private RawClient open() throws IOException {
        RawClient client = sockets.open(OPENAI, "/v1/realtime?model=x", "", false);
        assertThat(next(client)).isEqualTo(new Frame(0x81, "{\"a\":1}"));
        return client;
    }

    @Test
    void aMessageLeavesWithPlaceholdersAndComesBackWithOriginals() throws Exception {
        try (RawClient client = open()) {
            send(client, 0x80 | TEXT, ITEM.formatted("to ada@example.org"));

            assertThat(next(client).payload()).isEqualTo(ITEM.formatted("to ada@example.org"));
        }
        assertThat(arrived).containsExactly(ITEM.formatted("to [EMAIL_1]"));
        assertThat(faulty.kept.starts).hasSize(2);
        assertThat(faulty.kept.starts.getFirst().recipient().kind()).isEqualTo("prompt");
        assertThat(faulty.kept.starts.getLast().withheld()).containsExactly(Map.entry("EMAIL", 1));
    }

    @Test
    @DisplayName("trust 31: what is split across frames of one message is found")
    void fragmentsAreOneMessage() throws Exception {
        String whole = ITEM.formatted("to ada@example.org");
        try (RawClient client = open()) {
            send(client, TEXT, whole.substring(0, whole.indexOf("@")));
            send(client, 0x80 | PING, "me");
            send(client, 0x80, whole.substring(whole.indexOf("@")));

            assertThat(next(client)).isEqualTo(new Frame(0x80 | PONG, "me"));
            assertThat(next(client).payload()).isEqualTo(whole);
        }
        assertThat(arrived).containsExactly(ITEM.formatted("to [EMAIL_1]"));
    }

    @Test
    void bothSidesSayGoodbye() throws Exception {
        try (RawClient client = open()) {
            send(client, 0x80 | CLOSE, "\u0003\u00e8");

            assertThat(next(client).code()).isEqualTo(1000);
            assertThat(client.atEnd()).isTrue();
        }
    }

    @Test
    @DisplayName("trust 35: a message that cannot be checked does not leave, and the WebSocket ends with a reason")
    void aFaultEndsTheSocket() throws Exception {
        try (RawClient client = open()) {
            faulty.breakAt(Step.ANALYZER, new IllegalStateException("broken"));
            send(client, 0x80 | TEXT, ITEM.formatted("to ada@example.org"));

            Frame end = next(client);
            assertThat(end.opcode()).isEqualTo(CLOSE);
            assertThat(end.code()).isEqualTo(1011);
            assertThat(end.payload()).contains("could not check");
        }
        assertThat(arrived).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("trust 22: a frame of the client that breaks the rules ends the WebSocket, and nothing of it leaves")
    @CsvSource({
        // bytes after the handshake | code
        "810161, 1002", // not masked
        "c1810000000061, 1002", // reserved bit without extension
        "83810000000061, 1002", // reserved opcode
        "8b810000000061, 1002", // reserved control opcode
        "09810000000061, 1002", // fragmented ping
        "89fe007e00000000, 1002", // ping of 126 bytes
        "80810000000061, 1002", // continuation of nothing
        "818100000000ff, 1007", // text that is not UTF-8
        "81ff0000000002000000, 1009", // 32 MiB
        "88810000000061, 1002", // close of one byte
    })
    void hostileFrames(String hex, int code) throws Exception {
        try (RawClient client = open()) {
            client.socket().getOutputStream().write(HexFormat.of().parseHex(hex));
            client.socket().getOutputStream().flush();

            Frame end = next(client);
            assertThat(end.opcode()).isEqualTo(CLOSE);
            assertThat(end.code()).isEqualTo(code);
        }
        assertThat(arrived).isEmpty();
    }

    @Test
    @DisplayName("trust 40: stopping tells WebSockets so")
    void stoppingSaysGoodbye() throws Exception {
        try (RawClient client = open()) {
            Thread stopping = Thread.ofVirtual().start(sockets.proxy::close);

            assertThat(next(client).code()).isEqualTo(1001);
            stopping.join();
        }
    }
}
