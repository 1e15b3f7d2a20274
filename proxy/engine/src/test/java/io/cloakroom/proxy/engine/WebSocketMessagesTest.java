package io.cloakroom.proxy.engine;

import static io.cloakroom.proxy.engine.Sockets.ITEM;
import static io.cloakroom.proxy.engine.Sockets.KEY;
import static io.cloakroom.proxy.engine.Sockets.OPENAI;
import static io.cloakroom.proxy.engine.Sockets.next;
import static io.cloakroom.proxy.engine.Sockets.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages of the services' own shapes, compressed or not, and origins and clients that mean harm. */
class WebSocketMessagesTest {

    private static final String M365 = "substrate.office.com";
    private static final String COPILOT = "copilot.microsoft.com";
    private static final String META = "gateway.meta.ai";
    private static final String CHATGPT = "chatgpt.com";
    private static final String PICTURE =
            "{\"type\":\"conversation.item.create\",\"item\":{\"content\":[{\"type\":\"input_text\",\"text\":\"see\"},"
                    + "{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,iVBORw0KGgo=\"}]}}";
    private static final int TEXT = 0x81;
    private static final int BINARY = 0x82;
    private static final int COMPRESSED = 0x40;
    private static final int CLOSE = 8;
    private static final int BOMB = 20 * 1024 * 1024;

    private final Faulty faulty = new Faulty();
    /** Messages that reached the origin, as they came. */
    private final List<String> arrived = new CopyOnWriteArrayList<>();
    /** What the origin was told at the end. */
    private final CountDownLatch told = new CountDownLatch(1);

    private volatile int toldCode;
    private volatile String before = "";
    private volatile String agreed = "";
    private volatile String hello = "";

    private Sockets sockets;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        sockets = new Sockets(directory, faulty, this::echo, OPENAI, M365, COPILOT, META, CHATGPT);
    }

    @AfterEach
    void stop() throws Exception {
        sockets.close();
    }

    /** Says what it was told to say first, then sends back what it gets. */
    private void echo(String head, InputStream in, OutputStream out) throws Exception {
        RawOrigin.write(out, before + Frame.agreement(KEY, agreed));
        out.write(HexFormat.of().parseHex(hello));
        out.flush();
        while (true) {
            Frame frame = Frame.read(in);
            if (frame.opcode() == CLOSE) {
                toldCode = frame.payload().isEmpty() ? 0 : frame.code();
                told.countDown();
            } else {
                arrived.add(frame.payload());
            }
            Frame.write(out, frame.first(), frame.payload(), false);
        }
    }

    private RawClient open(String host, String target, String extensions) throws IOException {
        return sockets.open(host, target, extensions, !agreed.isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api.openai.com | /v1/realtime?model=x | {'type':'session.update','session':{'instructions':'to %s'}}",
                "api.openai.com | /v1/realtime | {'type':'response.create','response':{'input':[{'content':[{'text':'to %s'}]}]}}",
                "substrate.office.com | /m365Copilot/Chathub/u@t | {'arguments':[{'message':{'text':'to %s'}}],'type':4}\u001e{'type':1,'target':'Metrics','arguments':[{}]}\u001e",
                "copilot.microsoft.com | /c/api/chat | {'event':'send','conversationId':'c','content':[{'type':'text','text':'to %s'}]}",
                "chatgpt.com | /undescribed/socket | {'anything':{'deep':['to %s']}}",
            })
    void eachServicesMessagesLeaveWithPlaceholders(String host, String target, String shape) throws Exception {
        String message = shape.replace('\'', '"');
        try (RawClient client = open(host, target, "")) {
            send(client, TEXT, message.formatted("ada@example.org"));
            next(client);
        }
        assertThat(arrived).containsExactly(message.formatted("[EMAIL_1]"));
    }

    @Test
    void metasBinaryFramesLeaveWithPlaceholders() throws Exception {
        byte[] frame = Base64.getDecoder()
                .decode(
                        "DQAA+AAAAIB7InJlcS1pZCI6IjBhMWIyYzNkLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMyIsInBheWxvYWQiOiJDZ2tLQjB0"
                                + "QlJFRkNVa0VTZlFvbUNpUXdZVEZpTW1NelpDMHdNREF3TFRRd01EQXRPREF3TUMwd01EQXdNREF3TURBd01ESVNVMU5qYUhK"
                                + "bGFXSmxJRVZ5YVd0aElFSmxhWE53YVdWc0lDaGxjbWxyWVM1aVFHVjRZVzF3YkdVdWIzSm5LU3dnVkdWc1pXWnZiaUF3TWpJ"
                                + "eElEVTFOVEF4TkRjNkNpSm9aWFYwWlNJZ1hDRHduNW1DIn0=");
        try (RawClient client = open(META, "/ws/clippy", "")) {
            send(client, BINARY, new String(frame, StandardCharsets.ISO_8859_1));
            assertThat(next(client).first()).isEqualTo(BINARY);
        }
        assertThat(arrived).singleElement().satisfies(message -> {
            String payload = message.replaceFirst("(?s).*\"payload\":\"([^\"]*)\".*", "$1");
            assertThat(new String(Base64.getDecoder().decode(payload), StandardCharsets.UTF_8))
                    .contains("(erika.[EMAIL_1])")
                    .doesNotContain("b@example.org");
        });
    }

    @Test
    void earlyHintsAreNotTakenForTheAgreement() throws Exception {
        before = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n";
        try (RawClient client = open(OPENAI, "/v1/realtime", "")) {
            send(client, TEXT, ITEM.formatted("hello"));
            assertThat(next(client).payload()).isEqualTo(ITEM.formatted("hello"));
        }
    }

    @Test
    void aFileIsRecordedThoughNothingWasFound() throws Exception {
        try (RawClient client = open(OPENAI, "/v1/realtime", "")) {
            send(client, TEXT, PICTURE);
            next(client);
        }
        assertThat(arrived).containsExactly(PICTURE);
        assertThat(faulty.kept.starts.getLast().sent()).containsExactly(Map.entry("FILE_IMAGE", 1));
    }

    @Test
    void soundPassesInPiecesAndIsRecorded() throws Exception {
        byte[] sound = new byte[9000];
        new Random(3).nextBytes(sound);
        String piece = "{\"type\":\"input_audio_buffer.append\",\"audio\":\""
                + Base64.getEncoder().encodeToString(sound) + "\"}";
        try (RawClient client = open(OPENAI, "/v1/realtime", "")) {
            send(client, TEXT, piece);
            assertThat(next(client).payload()).isEqualTo(piece);
        }
        assertThat(faulty.kept.starts.getLast().sent()).containsExactly(Map.entry("AUDIO_BYTES", 9000));
    }

    @Test
    @DisplayName("what was found once does not leave in a field nobody reads, in whatever encoding")
    void liveValuesInFrames() throws Exception {
        String encoded = Base64.getEncoder().encodeToString("ada@example.org".getBytes(StandardCharsets.UTF_8));
        try (RawClient client = open(OPENAI, "/v1/realtime", "")) {
            send(client, TEXT, ITEM.formatted("to ada@example.org"));
            next(client);
            send(client, TEXT, "{\"type\":\"response.create\",\"event_id\":\"" + encoded + "\"}");
            next(client);
        }
        assertThat(arrived).isNotEmpty().noneMatch(message -> message.contains(encoded));
    }

    @Test
    void oneSlowMessageDoesNotHoldUpAnotherConnection() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        faulty.kept.beforeIssue = () -> {
            try {
                slow.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        try (RawClient first = open(OPENAI, "/v1/realtime", "");
                RawClient second = open(OPENAI, "/v1/realtime", "")) {
            send(first, TEXT, ITEM.formatted("to ada@example.org"));
            for (int i = 0; i < 20; i++) {
                send(second, TEXT, ITEM.formatted("hello " + i));
                assertThat(next(second).payload()).isEqualTo(ITEM.formatted("hello " + i));
            }
            assertThat(arrived).hasSize(20);
            slow.countDown();
            next(first);
        }
        assertThat(arrived).last().isEqualTo(ITEM.formatted("to [EMAIL_1]"));
    }

    @ParameterizedTest
    @DisplayName("trust 22: a frame of the origin that breaks the rules reaches no client, and both sides are told")
    @CsvSource({
        // bytes after the agreement | code for the origin
        "818100000000, 1002", // masked
        "c10161, 1002", // reserved bit without extension
        "830161, 1002", // reserved opcode
        "8b0161, 1002", // reserved control opcode
        "090161, 1002", // fragmented ping
        "897e007e, 1002", // ping of 126 bytes
        "800161, 1002", // continuation of nothing
        "010161810162, 1002", // a new message within another
        "8101ff, 1007", // text that is not UTF-8
        "817f0000000002000000, 1009", // 32 MiB
        "880161, 1002", // close of one byte
    })
    void hostileOrigins(String hex, int code) throws Exception {
        hello = hex;
        try (RawClient client = open(OPENAI, "/v1/realtime", "")) {
            Frame end = next(client);
            assertThat(end.opcode()).isEqualTo(CLOSE);
            assertThat(end.code()).isEqualTo(1014);
            told.await();
        }
        assertThat(toldCode).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // what the client offers | what the origin agrees to
                "permessage-deflate | permessage-deflate",
                "permessage-deflate; client_max_window_bits | permessage-deflate; client_max_window_bits=15",
                "permessage-deflate; client_max_window_bits | permessage-deflate; client_max_window_bits=10",
                "permessage-deflate; server_max_window_bits=10 | permessage-deflate; server_max_window_bits=10",
                "permessage-deflate; client_no_context_takeover; server_no_context_takeover | permessage-deflate; client_no_context_takeover; server_no_context_takeover",
            })
    void compressedMessagesAreReadOnBothSides(String offered, String answered) throws Exception {
        agreed = answered;
        boolean alone = offered.contains("client_no_context_takeover");
        Deflater deflater = new Deflater(6, true);
        Inflater shown = new Inflater(true);
        Inflater left = new Inflater(true);
        try (RawClient client = open(OPENAI, "/v1/realtime", offered)) {
            for (int i = 0; i < 3; i++) {
                if (alone) {
                    deflater.reset();
                    shown.reset();
                    left.reset();
                }
                String message = ITEM.formatted("to ada@example.org, again and again " + i);
                send(client, TEXT | COMPRESSED, deflated(deflater, message));
                Frame back = next(client);
                String read = (back.first() & COMPRESSED) == 0 ? back.payload() : inflated(shown, back.bytes());
                assertThat(read).contains("again and again " + i);
                String out = arrived.get(i);
                assertThat(out.startsWith("{") ? out : inflated(left, out.getBytes(StandardCharsets.ISO_8859_1)))
                        .contains("to [EMAIL_")
                        .doesNotContain("ada@");
            }
        }
    }

    @Test
    @DisplayName("trust 24: a message that grows beyond the limit when decompressed ends the WebSocket")
    void compressedBombs() throws Exception {
        agreed = "permessage-deflate";
        try (RawClient client = open(OPENAI, "/v1/realtime", agreed)) {
            send(client, TEXT | COMPRESSED, deflated(new Deflater(9, true), "a".repeat(BOMB)));

            assertThat(next(client).code()).isEqualTo(1009);
        }
        assertThat(arrived).isEmpty();
    }

    private static String deflated(Deflater deflater, String text) {
        deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        int n;
        while ((n = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH)) > 0) {
            out.write(buffer, 0, n);
        }
        String all = out.toString(StandardCharsets.ISO_8859_1);
        return all.substring(0, all.length() - 4);
    }

    private static String inflated(Inflater inflater, byte[] bytes) throws DataFormatException {
        ByteArrayOutputStream in = new ByteArrayOutputStream();
        in.writeBytes(bytes);
        in.writeBytes(new byte[] {0, 0, -1, -1});
        inflater.setInput(in.toByteArray());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        int n;
        while ((n = inflater.inflate(buffer)) > 0) {
            out.write(buffer, 0, n);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
