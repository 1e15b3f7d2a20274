package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.OriginCertificates.Like;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that two parsers could read differently are refused, and the origin sees nothing of them. */
class FramingTest {

    private static final FakeHandler HANDLER = new FakeHandler(Network.CHAT);
    private static RawOrigin origin;
    private static Network network;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        origin = new RawOrigin(
                OriginCertificates.context(Like.GOOD, Network.CHAT),
                (head, in, out) -> RawOrigin.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
        network = Network.start(
                directory, HANDLER, Map.of(Network.CHAT, origin.address(), "open.example", origin.address()));
    }

    @AfterAll
    static void stop() throws Exception {
        network.close();
        origin.close();
    }

    @BeforeEach
    void forget() {
        HANDLER.asked.clear();
        origin.heads.clear();
    }

    /** {@code ~} stands for CRLF, {@code ^} for LF, {@code >} for TAB. */
    private static String bytes(String payload) {
        return payload.replace("~", "\r\n").replace("^", "\n").replace(">", "\t");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "length and chunks|400|POST / HTTP/1.1~Host: chat.example~Content-Length: 6~Transfer-Encoding: chunked~~0~~GPOST",
                "chunks and length|400|POST / HTTP/1.1~Host: chat.example~Transfer-Encoding: chunked~Content-Length: 4~~0~~",
                "two lengths that differ|400|POST / HTTP/1.1~Host: chat.example~Content-Length: 3~Content-Length: 4~~abcd",
                "two lengths alike|400|POST / HTTP/1.1~Host: chat.example~Content-Length: 3~Content-Length: 3~~abc",
                "lengths in a list|400|POST / HTTP/1.1~Host: chat.example~Content-Length: 3, 3~~abc",
                "length with a sign|400|POST / HTTP/1.1~Host: chat.example~Content-Length: +3~~abc",
                "negative length|400|POST / HTTP/1.1~Host: chat.example~Content-Length: -1~~abc",
                "hexadecimal length|400|POST / HTTP/1.1~Host: chat.example~Content-Length: 0x3~~abc",
                "length with a space inside|400|POST / HTTP/1.1~Host: chat.example~Content-Length: 1 3~~abc",
                "endless length|400|POST / HTTP/1.1~Host: chat.example~Content-Length: 99999999999999999999~~abc",
                "unknown coding|4xx|POST / HTTP/1.1~Host: chat.example~Transfer-Encoding: xchunked~~0~~",
                "unknown coding with length|400|POST / HTTP/1.1~Host: chat.example~Transfer-Encoding: xchunked~Content-Length: 3~~abc",
                "coding before chunked|501|POST / HTTP/1.1~Host: chat.example~Transfer-Encoding: gzip, chunked~~0~~",
                "chunked twice|4xx|POST / HTTP/1.1~Host: chat.example~Transfer-Encoding: chunked~Transfer-Encoding: chunked~~0~~",
                "identity then chunked|4xx|POST / HTTP/1.1~Host: chat.example~Transfer-Encoding: identity~Transfer-Encoding: chunked~~0~~",
                "vertical tab before chunked|4xx|POST / HTTP/1.1~Host: chat.example~Transfer-Encoding: \u000Bchunked~~0~~",
                "space before the colon|400|POST / HTTP/1.1~Host: chat.example~Transfer-Encoding : chunked~~0~~",
                "folded header|400|POST / HTTP/1.1~Host: chat.example~X-A: b~ Content-Length: 3~~abc",
                "folded with a tab|400|POST / HTTP/1.1~Host: chat.example~Transfer-Encoding:~>chunked~~0~~",
                "header line without colon|400|GET / HTTP/1.1~Host: chat.example~Nonsense~~",
                "bare line feeds|400|GET / HTTP/1.1^Host: chat.example^^",
                "one bare line feed|400|GET / HTTP/1.1~Host: chat.example^X-A: b~~",
                "null in a header|400|GET / HTTP/1.1~Host: chat.example~X-A: a\u0000b~~",
                "two hosts|400|GET / HTTP/1.1~Host: chat.example~Host: other.example~~",
                "the same host twice|400|GET / HTTP/1.1~Host: chat.example~Host: chat.example~~",
                "no host|400|GET / HTTP/1.1~X-A: b~~",
                "another host|400|GET / HTTP/1.1~Host: other.example~~",
                "another port|400|GET / HTTP/1.1~Host: chat.example:8443~~",
                "host with credentials|400|GET / HTTP/1.1~Host: a@chat.example~~",
                "whole address inside TLS|400|GET https://other.example/ HTTP/1.1~Host: chat.example~~",
                "CONNECT inside CONNECT|400|CONNECT other.example:443 HTTP/1.1~Host: other.example:443~~",
                "Connection takes the length away|400|POST / HTTP/1.1~Host: chat.example~Connection: Content-Length~Content-Length: 3~~abc",
                "Connection takes the coding away|400|POST / HTTP/1.1~Host: chat.example~Connection: close, transfer-encoding~Transfer-Encoding: chunked~~0~~",
                "Connection takes the host away|400|GET / HTTP/1.1~Host: chat.example~Connection: Host~~",
                "Connection takes the cookie away|400|GET / HTTP/1.1~Host: chat.example~Cookie: a=b~Connection: keep-alive, Cookie~~",
                "HTTP/1.0|505|GET / HTTP/1.0~Host: chat.example~~",
                "HTTP/0.9|400|GET /~~",
                "HTTP/2 preface|505|PRI * HTTP/2.0~~SM~~",
                "HTTP/1.9|505|GET / HTTP/1.9~Host: chat.example~~",
                "lower-case method|400|get / HTTP/1.1~Host: chat.example~~",
                "TRACE|405|TRACE / HTTP/1.1~Host: chat.example~~",
                "target without slash|400|GET foo HTTP/1.1~Host: chat.example~~",
                "target with a fragment|400|GET /a#b HTTP/1.1~Host: chat.example~~",
                "two spaces in the first line|400|GET /a b HTTP/1.1~Host: chat.example~~",
                "strange expectation|417|POST / HTTP/1.1~Host: chat.example~Expect: 200-ok~Content-Length: 3~~abc",
                "broken chunk length|400|POST / HTTP/1.1~Host: chat.example~Transfer-Encoding: chunked~~zz~abc~0~~",
                "chunk length with a sign|400|POST / HTTP/1.1~Host: chat.example~Transfer-Encoding: chunked~~+3~abc~0~~",
                "chunk longer than said|400|POST / HTTP/1.1~Host: chat.example~Transfer-Encoding: chunked~~3~abcdef~0~~",
                "chunk extension with a bare line feed|400|POST / HTTP/1.1~Host: chat.example~Transfer-Encoding: chunked~~3;a^b~abc~0~~",
            })
    void isRefused(String name, String expected, String payload) throws Exception {
        try (RawClient client = RawClient.inside(network, Network.CHAT)) {
            client.send(bytes(payload));

            RawClient.Response response = client.receive();

            if (expected.equals("4xx")) {
                assertThat(response.status()).isIn(400, 501);
            } else {
                assertThat(response.status()).isEqualTo(Integer.parseInt(expected));
            }
            assertThat(response.head()).containsIgnoringCase("connection: close");
            assertThat(client.atEnd()).isTrue();
        }
        assertThat(HANDLER.asked).isEmpty();
        assertThat(origin.heads).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "path only|400|GET / HTTP/1.1~Host: open.example~~",
                "address and Host differ|400|GET http://open.example/ HTTP/1.1~Host: other.example~~",
                "https address|400|GET https://open.example/ HTTP/1.1~Host: open.example~~",
                "ftp address|400|GET ftp://open.example/ HTTP/1.1~Host: open.example~~",
                "credentials in the address|400|GET http://a@open.example/ HTTP/1.1~Host: open.example~~",
                "CONNECT without port|400|CONNECT open.example HTTP/1.1~Host: open.example~~",
                "CONNECT to port 0|400|CONNECT open.example:0 HTTP/1.1~~",
                "CONNECT to a path|400|CONNECT open.example:443/x HTTP/1.1~~",
                "CONNECT with another Host|400|CONNECT open.example:443 HTTP/1.1~Host: chat.example:443~~",
                "CONNECT with a body|400|CONNECT open.example:443 HTTP/1.1~Host: open.example:443~Content-Length: 3~~abc",
                "trailing dot|400|CONNECT chat.example.:443 HTTP/1.1~~",
            })
    void isRefusedOutsideTls(String name, int expected, String payload) throws Exception {
        try (RawClient client = new RawClient(network.proxy.address())) {
            client.send(bytes(payload));

            assertThat(client.receive().status()).isEqualTo(expected);
            assertThat(client.atEnd()).isTrue();
        }
        assertThat(origin.heads).isEmpty();
    }

    @Test
    void theNameInTheHandshakeMustBeTheOneOfTheConnect() throws Exception {
        try (RawClient client = RawClient.inside(network, Network.CHAT, "", "other.example")) {
            client.send("GET / HTTP/1.1\r\nHost: chat.example\r\n\r\n");

            assertThat(client.receive().status()).isEqualTo(400);
        }
        assertThat(origin.heads).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"32768, 1, 200", "70000, 1, 431", "10, 240, 200", "10, 2000, 431"})
    void headersHaveLimits(int length, int count, int expected) throws Exception {
        StringBuilder request = new StringBuilder("GET / HTTP/1.1\r\nHost: chat.example\r\n");
        for (int i = 0; i < count; i++) {
            request.append("X-")
                    .append(i)
                    .append(": ")
                    .append("a".repeat(length))
                    .append("\r\n");
        }
        try (RawClient client = RawClient.inside(network, Network.CHAT)) {
            client.send(request + "\r\n");

            assertThat(client.receive().status()).isEqualTo(expected);
        }
    }

    @Test
    void whatConcernsOnlyOneConnectionIsNotForwarded() throws Exception {
        try (RawClient client = RawClient.inside(network, Network.CHAT)) {
            client.send("GET / HTTP/1.1\r\nHost: chat.example\r\nConnection: keep-alive, X-Hop\r\nX-Hop: 1\r\n"
                    + "Proxy-Authorization: Basic c2VjcmV0\r\nProxy-Connection: keep-alive\r\nTE: trailers\r\n"
                    + "Keep-Alive: timeout=5\r\nX-End: to-end\r\n\r\n");

            assertThat(client.receive().status()).isEqualTo(200);
        }
        assertThat(origin.heads)
                .singleElement()
                .satisfies(head -> assertThat(head)
                        .containsIgnoringCase("x-end: to-end")
                        .doesNotContainIgnoringCase("x-hop")
                        .doesNotContainIgnoringCase("proxy-")
                        .doesNotContainIgnoringCase("keep-alive")
                        .doesNotContainIgnoringCase("trailers"));
    }
}
