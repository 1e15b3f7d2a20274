package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.FakeHandler.End;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Answers on their way back: chunk by chunk, restored, and ended exactly once. */
class StreamingTest extends ScriptedOriginTest {

    private static final String GET =
            "GET /stream HTTP/1.1\r\nHost: chat.example\r\nAccept-Encoding: gzip, br;q=0.9, x-odd\r\n\r\n";
    private static final String SSE =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n";

    @Test
    void theFirstChunkArrivesBeforeTheOriginSendsTheSecond() throws Exception {
        Semaphore next = new Semaphore(0);
        handler.restorer = headers -> new Names();
        script = (head, in, out) -> {
            RawOrigin.write(out, SSE + "\r\n");
            chunk(out, "data: one\n\n");
            next.acquire();
            chunk(out, "data: [");
            chunk(out, "P] two\n\n");
            next.acquire();
            RawOrigin.write(out, "0\r\n\r\n");
        };
        try (RawClient client = inside()) {
            client.send(GET);

            assertThat(client.receiveHead()).containsIgnoringCase("transfer-encoding: chunked");
            assertThat(client.chunk()).isEqualTo("data: one\n\n");
            next.release();
            assertThat(client.chunk() + client.chunk()).isEqualTo("data: Ada two\n\n");
            next.release();
            assertThat(client.chunk()).isEmpty();
        }
        assertThat(handler.flows.getFirst().end()).isEqualTo(new End(200, 0, 26, "complete"));
    }

    @Test
    void whatIsHeldBackIsReleasedWhenTheOriginPauses() throws Exception {
        Semaphore next = new Semaphore(0);
        handler.restorer = headers -> new Names();
        script = (head, in, out) -> {
            RawOrigin.write(out, SSE + "\r\n");
            chunk(out, "list[0");
            next.acquire();
            RawOrigin.write(out, "0\r\n\r\n");
        };
        try (RawClient client = inside()) {
            client.send(GET);
            client.receiveHead();

            assertThat(client.chunk()).isEqualTo("list");
            assertThat(client.chunk()).isEqualTo("[0");
            next.release();
            assertThat(client.chunk()).isEmpty();
        }
    }

    @Test
    void aCompressedAnswerIsRestoredAsItStreams() throws Exception {
        Semaphore next = new Semaphore(0);
        handler.restorer = headers -> new Names();
        script = (head, in, out) -> {
            RawOrigin.write(out, SSE + "Content-Encoding: gzip\r\n\r\n");
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            GZIPOutputStream gzip = new GZIPOutputStream(compressed, true);
            gzip.write("hello [P], ".getBytes(StandardCharsets.UTF_8));
            gzip.flush();
            chunk(out, compressed.toString(StandardCharsets.ISO_8859_1));
            next.acquire();
            compressed.reset();
            gzip.write("good day [P]".getBytes(StandardCharsets.UTF_8));
            gzip.close();
            chunk(out, compressed.toString(StandardCharsets.ISO_8859_1));
            RawOrigin.write(out, "0\r\n\r\n");
        };
        try (RawClient client = inside()) {
            client.send(GET);

            assertThat(client.receiveHead()).doesNotContainIgnoringCase("content-encoding");
            assertThat(client.chunk()).isEqualTo("hello Ada, ");
            next.release();
            assertThat(client.chunk()).isEqualTo("good day Ada");
            assertThat(client.chunk()).isEmpty();
        }
        assertThat(origin.heads.getFirst()).containsIgnoringCase("accept-encoding: gzip, br;q=0.9\r\n");
    }

    @Test
    void anAnswerOfKnownLengthIsRestoredToAnother() throws Exception {
        handler.restorer = headers -> new Names();
        script = (head, in, out) ->
                RawOrigin.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 8\r\nETag: \"x\"\r\n\r\nDear [P]");
        try (RawClient client = inside()) {
            RawClient.Response first = client.send(GET).receive();
            RawClient.Response second = client.send(GET).receive();

            assertThat(first.body()).isEqualTo("Dear Ada");
            assertThat(first.head()).doesNotContainIgnoringCase("content-length");
            assertThat(second.body()).isEqualTo("Dear Ada");
        }
        assertThat(origin.connections).hasValue(1);
    }

    @Test
    void withoutARestorerTheAnswerIsUntouched() throws Exception {
        script = (head, in, out) -> RawOrigin.write(
                out, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Encoding: x-odd\r\nX-A: b\r\n\r\n[P] x");
        try (RawClient client = inside()) {
            RawClient.Response response = client.send(GET).receive();

            assertThat(response.body()).isEqualTo("[P] x");
            assertThat(response.head())
                    .containsIgnoringCase("content-length: 5")
                    .containsIgnoringCase("content-encoding: x-odd")
                    .containsIgnoringCase("x-a: b");
        }
    }

    @Test
    void anAnswerThatEndsWithItsConnectionIsComplete() throws Exception {
        handler.restorer = headers -> new Names();
        script = (head, in, out) -> {
            RawOrigin.write(out, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nDear [P]");
            out.close();
        };
        try (RawClient client = inside()) {
            assertThat(client.send(GET).receive().body()).isEqualTo("Dear Ada");
        }
        assertThat(handler.flows.getFirst().end().outcome()).isEqualTo("complete");
    }

    @Test
    void headHasNoBodyAndTheConnectionGoesOn() throws Exception {
        handler.restorer = headers -> new Names();
        script = (head, in, out) -> RawOrigin.write(
                out, head.startsWith("HEAD") ? SSE + "\r\n" : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        try (RawClient client = inside()) {
            RawClient.Response head =
                    client.send("HEAD / HTTP/1.1\r\nHost: chat.example\r\n\r\n").receive(true);

            assertThat(head.status()).isEqualTo(200);
            assertThat(client.send(GET).receive().body()).isEqualTo("ok");
        }
    }

    @Test
    void interimAnswersAreNotPassedOn() throws Exception {
        script = (head, in, out) -> RawOrigin.write(
                out, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        try (RawClient client = inside()) {
            assertThat(client.send(GET).receive().status()).isEqualTo(200);
            assertThat(client.send(GET).receive().body()).isEqualTo("ok");
        }
    }
}
