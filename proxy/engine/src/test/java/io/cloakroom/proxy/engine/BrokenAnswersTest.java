package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.FakeHandler.End;
import io.cloakroom.rules.engine.RestoreReport;
import io.cloakroom.rules.wire.AnswerRestorer;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Answers that go wrong: the client never takes a part for the whole, and the flow ends exactly once. */
class BrokenAnswersTest extends ScriptedOriginTest {

    private static final String GET =
            "GET /stream HTTP/1.1\r\nHost: chat.example\r\nAccept-Encoding: gzip, br;q=0.9, x-odd\r\n\r\n";
    private static final String SSE =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n";

    @Test
    void aSwitchOfProtocolThatNobodyAskedForIsAFailure() throws Exception {
        script = (head, in, out) ->
                RawOrigin.write(out, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n");
        try (RawClient client = inside()) {
            assertThat(client.send(GET).receive().status()).isEqualTo(502);
        }
        assertThat(handler.flows.getFirst().end().outcome()).isEqualTo("failed");
    }

    @Test
    void anAnswerThatIsNotHttpIsAFailure() throws Exception {
        script = (head, in, out) -> RawOrigin.write(out, "ABSOLUTE NONSENSE\r\n\r\n");
        try (RawClient client = inside()) {
            assertThat(client.send(GET).receive().status()).isEqualTo(502);
        }
        assertThat(handler.flows.getFirst().end().outcome()).isEqualTo("failed");
    }

    @Test
    void aClientThatLeavesEndsTheFlowAsAborted() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        script = (head, in, out) -> {
            RawOrigin.write(out, SSE + "\r\n");
            chunk(out, "data: one\n\n");
            over.await();
        };
        try (RawClient client = inside()) {
            client.send(GET).receiveHead();
            client.chunk();
        }
        FakeHandler.Begun flow = handler.flows.getFirst();
        assertThat(flow.end()).isEqualTo(new End(200, 0, 11, "aborted"));
        over.countDown();
        stop();
        assertThat(flow.ends()).hasSize(1);
    }

    @Test
    void anOriginThatLeavesInTheMiddleEndsTheFlowAsFailedAndTheAnswerStaysOpenEnded() throws Exception {
        handler.restorer = headers -> new Names();
        script = (head, in, out) -> {
            RawOrigin.write(out, SSE + "\r\n");
            chunk(out, "data: one\n\n");
            out.close();
        };
        try (RawClient client = inside()) {
            client.send(GET).receiveHead();

            assertThat(client.chunk()).isEqualTo("data: one\n\n");
            assertThat(client.atEnd()).isTrue();
        }
        assertThat(handler.flows.getFirst().end()).isEqualTo(new End(200, 0, 11, "failed"));
    }

    @Test
    void anOriginThatLeavesWithoutAnAnswerIsExplained() throws Exception {
        script = (head, in, out) -> out.close();
        try (RawClient client = inside()) {
            RawClient.Response response = client.send(GET).receive();

            assertThat(response.status()).isEqualTo(502);
            assertThat(response.body()).contains("closed the connection");
        }
        assertThat(handler.flows.getFirst().end().outcome()).isEqualTo("failed");
    }

    @Test
    void anAnswerNobodyAskedForIsNotTakenForTheNextOne() throws Exception {
        script = (head, in, out) -> RawOrigin.write(
                out,
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison");
        try (RawClient client = inside()) {
            assertThat(client.send(GET).receive().body()).isEqualTo("ok");
            assertThat(client.atEnd()).isTrue();
        }
    }

    @Test
    void aRestorerThatFailsCutsTheAnswerOff() throws Exception {
        handler.restorer = headers -> {
            AnswerRestorer names = new Names();
            return new AnswerRestorer() {
                @Override
                public byte[] push(byte[] chunk) {
                    throw new IllegalStateException("broken");
                }

                @Override
                public byte[] release() {
                    return names.release();
                }

                @Override
                public byte[] finish() {
                    return names.finish();
                }

                @Override
                public RestoreReport report() {
                    return RestoreReport.NONE;
                }

                @Override
                public String conversation() {
                    return "";
                }
            };
        };
        script = (head, in, out) -> RawOrigin.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n[P]");
        try (RawClient client = inside()) {
            client.send(GET).receiveHead();

            assertThat(client.atEnd()).isTrue();
        }
        assertThat(handler.flows.getFirst().end().outcome()).isEqualTo("failed");
    }
}
