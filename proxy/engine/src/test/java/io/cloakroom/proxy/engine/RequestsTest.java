package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.FlowHandler.Forward;
import io.cloakroom.proxy.engine.gate.Limits;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests on their way to a decision: one at a time, bounded, and never sent undecided. */
class RequestsTest extends ScriptedOriginTest {

    private static final int LIMIT = 256 * 1024;

    @Override
    Limits limits(Limits standard) {
        return standard.with(
                new Limits.Bodies(LIMIT, LIMIT, new Limits.Share(2L * LIMIT, LIMIT), new Limits.Share(0, 0), 0));
    }

    @Test
    void aDecisionThatFailsSendsNothing() throws Exception {
        handler.decision = (request, flow) -> {
            throw new IllegalStateException("the vault is gone");
        };
        try (RawClient client = inside()) {
            RawClient.Response response = client.send(post("/ask", "secret")).receive();

            assertThat(response.status()).isEqualTo(503);
            assertThat(response.body()).contains("This could not be checked").doesNotContain("vault");
        }
        assertThat(origin.heads).isEmpty();
    }

    @Test
    void anErrorInADecisionSendsNothingEither() throws Exception {
        handler.decision = (request, flow) -> {
            throw new StackOverflowError();
        };
        try (RawClient client = inside()) {
            assertThat(client.send(post("/ask", "secret")).receive().status()).isEqualTo(503);
            handler.decision = (request, flow) -> new Forward("/later", request.headers(), new byte[0], flow);
            assertThat(client.send(post("/ask", "fine")).receive().body()).isEqualTo("POST /later");
        }
    }

    @Test
    void anInspectedHostThatIsGoneIsToldOutsideOfTlsToo() throws Exception {
        origin.close();
        try (RawClient client = outside()) {
            RawClient.Response response = client.send("GET http://chat.example/ HTTP/1.1\r\nHost: chat.example\r\n\r\n")
                    .receive();

            assertThat(response.status()).isEqualTo(502);
            assertThat(response.body()).contains("cannot be reached");
        }
    }

    @Test
    void aChunkedBodyIsFramedAnew() throws Exception {
        try (RawClient client = inside()) {
            client.send("POST /c HTTP/1.1\r\nHost: chat.example\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nX-Trailer: 1\r\n\r\n");

            assertThat(client.receive().status()).isEqualTo(200);
        }
        assertThat(bodies).containsExactly("abcde");
        assertThat(origin.heads.getFirst())
                .containsIgnoringCase("content-length: 5")
                .doesNotContainIgnoringCase("transfer-encoding");
    }

    @Test
    void aChecksumBehindTheBodyIsDecidedUponAndLeavesBeforeIt() throws Exception {
        try (RawClient client = inside()) {
            client.send("POST /c HTTP/1.1\r\nHost: chat.example\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "3\r\nabc\r\n0\r\nContent-MD5: kAFQmDzST7DWlj99KOF/cg==\r\nX-Trailer: 1\r\n\r\n");

            assertThat(client.receive().status()).isEqualTo(200);
        }
        assertThat(handler.asked.getFirst().headers().get("Content-MD5")).isEqualTo("kAFQmDzST7DWlj99KOF/cg==");
        assertThat(origin.heads.getFirst())
                .containsIgnoringCase("content-md5: kAFQmDzST7DWlj99KOF/cg==")
                .doesNotContainIgnoringCase("x-trailer");
    }

    @Test
    void aLargeBodyArrivesWhole() throws Exception {
        String body = "x".repeat(LIMIT);
        try (RawClient client = inside()) {
            assertThat(client.send(post("/big", body)).receive().status()).isEqualTo(200);
            assertThat(client.send(post("/next", "y")).receive().status()).isEqualTo(200);
        }
        assertThat(bodies).containsExactly(body, "y");
        assertThat(network.proxy.traffic().heldBytes()).isZero();
    }

    @Test
    void aBodyOverTheLimitIsRefusedBeforeItArrives() throws Exception {
        try (RawClient client = inside()) {
            client.send("POST /big HTTP/1.1\r\nHost: chat.example\r\nContent-Length: " + (LIMIT + 1) + "\r\n\r\nab");

            RawClient.Response response = client.receive();
            assertThat(response.status()).isEqualTo(413);
            assertThat(response.body()).contains("too large to be checked");
        }
        assertThat(handler.asked).isEmpty();
        assertThat(origin.heads).isEmpty();
    }

    @ParameterizedTest(name = "{0}, errors with {1}: {2}")
    @CsvSource({
        "Accept: application/json, 400, 413, vendor: POST chat.example/big: This is too large",
        "Sec-Fetch-Mode: cors,     200, 200, vendor: POST chat.example/big: This is too large",
        "Sec-Fetch-Mode: navigate, 400, 413, <h1>This is too large to be checked</h1>",
    })
    void aRefusalOfTheGateIsToldAsTheVendorWould(String header, int usual, int status, String told) throws Exception {
        handler.shape = message -> new FlowHandler.Answer(
                usual, new DefaultHttpHeaders(), ("vendor: " + message).getBytes(StandardCharsets.UTF_8));
        try (RawClient client = inside()) {
            client.send("POST /big HTTP/1.1\r\nHost: chat.example\r\n" + header + "\r\nContent-Length: " + (LIMIT + 1)
                    + "\r\n\r\nab");

            RawClient.Response response = client.receive();
            assertThat(response.status()).isEqualTo(status);
            assertThat(response.body()).contains(told);
        }
        assertThat(handler.refused).containsExactly("local chat.example too-large 413");
    }

    @Test
    void aChunkedBodyOverTheLimitIsRefused() throws Exception {
        String chunk = "10000\r\n" + "x".repeat(65536) + "\r\n";
        try (RawClient client = inside()) {
            client.send("POST /big HTTP/1.1\r\nHost: chat.example\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 5; i++) {
                client.send(chunk);
            }

            assertThat(client.receive().status()).isEqualTo(413);
        }
        assertThat(origin.heads).isEmpty();
        assertThat(network.proxy.traffic().heldBytes()).isZero();
    }

    @Test
    void onePersonCannotHoldAllMemory() throws Exception {
        CountDownLatch decided = new CountDownLatch(1);
        handler.decision = (request, flow) -> {
            decided.await();
            return new Forward(request.target(), request.headers(), request.body(), flow);
        };
        try (RawClient first = inside();
                RawClient second = inside()) {
            first.send(post("/one", "x".repeat(LIMIT - 10)));
            while (handler.asked.isEmpty()) {
                Thread.onSpinWait();
            }

            RawClient.Response refused =
                    second.send(post("/two", "y".repeat(LIMIT - 10))).receive();

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.head()).containsIgnoringCase("retry-after: 5");
            decided.countDown();
            assertThat(first.receive().status()).isEqualTo(200);
        }
    }

    @Test
    void pipelinedRequestsAreTakenOneByOneAndAnsweredInOrder() throws Exception {
        Semaphore permits = new Semaphore(0);
        handler.decision = (request, flow) -> {
            permits.acquire();
            return new Forward(request.target(), request.headers(), request.body(), flow);
        };
        try (RawClient client = inside()) {
            client.send(post("/1", "a") + post("/2", "b") + "GET /3 HTTP/1.1\r\nHost: chat.example\r\n\r\n");
            for (int i = 1; i <= 3; i++) {
                while (handler.asked.size() < i) {
                    Thread.onSpinWait();
                }
                assertThat(handler.asked).hasSize(i);
                permits.release();
                assertThat(client.receive().body()).endsWith("/" + i);
            }
        }
        assertThat(bodies).containsExactly("a", "b", "");
    }

    @Test
    @DisplayName("trust 19: what was sent along with a CONNECT does not go on without TLS")
    void aRequestAheadOfTlsIsRefused() throws Exception {
        try (RawClient client = outside()) {
            String all = client.send("CONNECT chat.example:443 HTTP/1.1\r\nHost: chat.example:443\r\n\r\n"
                            + "POST /ask HTTP/1.1\r\nHost: chat.example:443\r\nContent-Length: 6\r\n\r\nsecret")
                    .receiveAll();

            assertThat(all).contains("HTTP/1.1 403 ").contains("through a tunnel without TLS");
        }
        assertThat(handler.refused).containsExactly("local chat.example destination 403");
        assertThat(handler.asked).isEmpty();
        assertThat(origin.heads).isEmpty();
    }

    @Test
    void aTagThatWasMadeWeakOnItsWayBackMatchesAgain() throws Exception {
        try (RawClient client = inside()) {
            client.send(
                            "PUT /doc HTTP/1.1\r\nHost: chat.example\r\nIf-Match: W/\"v1\", \"v2W/\"\r\nIf-Match: W/\"v4\"\r\n"
                                    + "If-None-Match: W/\"v3\"\r\nContent-Length: 1\r\n\r\nx")
                    .receive();
        }
        assertThat(origin.heads.getFirst())
                .containsIgnoringCase("if-match: \"v1\", \"v2W/\"\r\n")
                .containsIgnoringCase("if-match: \"v4\"\r\n")
                .containsIgnoringCase("if-none-match: W/\"v3\"\r\n");
    }

    @Test
    void aClientThatWaitsForContinueGetsIt() throws Exception {
        try (RawClient client = inside()) {
            client.send("POST /w HTTP/1.1\r\nHost: chat.example\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");

            assertThat(client.receiveHead()).startsWith("HTTP/1.1 100 ");
            assertThat(client.send("abc").receive().status()).isEqualTo(200);
        }
        assertThat(origin.heads.getFirst()).doesNotContainIgnoringCase("expect");
    }

    @Test
    void anOriginThatOpensNoWebSocketIsHeardAsUsual() throws Exception {
        try (RawClient client = inside()) {
            client.send("GET /ws HTTP/1.1\r\nHost: chat.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");

            assertThat(client.receive().status()).isEqualTo(200);
        }
        assertThat(origin.heads).singleElement().asString().containsIgnoringCase("Upgrade: websocket");
    }

    @Test
    void aClientThatAsksForACloseGetsIt() throws Exception {
        try (RawClient client = inside()) {
            client.send("GET /x HTTP/1.1\r\nHost: chat.example\r\nConnection: close\r\n\r\n");

            assertThat(client.receive().status()).isEqualTo(200);
            assertThat(client.atEnd()).isTrue();
        }
    }

    @Test
    void aClientThatLeavesDuringTheDecisionEndsTheFlow() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        handler.decision = (request, flow) -> {
            left.await();
            return new Forward(request.target(), request.headers(), request.body(), flow);
        };
        try (RawClient client = inside()) {
            client.send(post("/ask", "x"));
            while (handler.asked.isEmpty()) {
                Thread.onSpinWait();
            }
        }
        while (network.proxy.traffic().connections() > 0) {
            Thread.onSpinWait();
        }
        left.countDown();
        while (handler.flows.isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(handler.flows.getFirst().end().outcome()).isEqualTo("aborted");
        assertThat(origin.heads).isEmpty();
    }

    @Test
    void aClientThatWaitsForContinueGetsItOnTheWayToAHostThatIsNotInspectedToo() throws Exception {
        try (RawClient client = outside()) {
            client.send("POST http://open.example/w HTTP/1.1\r\nHost: open.example\r\nExpect: 100-continue\r\n"
                    + "Content-Length: 3\r\n\r\n");

            assertThat(client.receiveHead()).startsWith("HTTP/1.1 100 ");
            assertThat(client.send("abc").receive().status()).isEqualTo(200);
        }
        assertThat(bodies).containsExactly("abc");
        assertThat(plainOrigin.heads.getFirst()).doesNotContainIgnoringCase("expect");
    }

    @Test
    void anAnswerBeforeTheEndOfARequestIsPassedOnAndEndsTheConnection() throws Exception {
        script = (head, in, out) -> RawOrigin.write(out, "HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno");
        try (RawClient client = outside()) {
            client.send(
                    "POST http://open.example/up HTTP/1.1\r\nHost: open.example\r\nContent-Length: 100000\r\n\r\nabc");

            RawClient.Response response = client.receive();
            assertThat(response.status()).isEqualTo(413);
            assertThat(response.body()).isEqualTo("no");
            client.send("de");
            assertThat(client.atEnd()).isTrue();
        }
        assertThat(network.proxy.traffic().exchanges()).isZero();
    }

    @Test
    void trailersAreReadAndLeftOut() throws Exception {
        try (RawClient client = inside()) {
            client.send("POST /t HTTP/1.1\r\nHost: chat.example\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "3\r\nabc\r\n0\r\nX-Sum: 1\r\n\r\n");

            assertThat(client.receive().status()).isEqualTo(200);
        }
        assertThat(bodies).containsExactly("abc");
        assertThat(origin.heads.getFirst()).doesNotContainIgnoringCase("trailer");
    }

    @Test
    void aClientThatSpeaksHttp2WithoutAskingIsToldSo() throws Exception {
        try (RawClient client = outside()) {
            RawClient.Response response =
                    client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").receive();

            assertThat(response.status()).isEqualTo(505);
            assertThat(response.body()).contains("HTTP/2").contains("Only HTTP/1.1 is spoken here");
        }
    }
}
