package io.cloakroom.proxy.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.proxy.testkit.LoopbackPki.Flaw;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackInternetTest {

    private static LoopbackInternet internet;

    @BeforeAll
    static void start() throws Exception {
        internet = new LoopbackInternet();
    }

    @AfterAll
    static void stop() {
        internet.close();
    }

    /** One request over TLS under the host's real name, the root of the kit trusted. */
    static String get(String host, String address, String request) throws Exception {
        SSLContext context = ClientTls.trusting(internet.pki().rootPem());
        int colon = address.lastIndexOf(':');
        try (Socket plain = new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
                SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, 443, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(host)));
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String post(String host, String path, String body) throws Exception {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return get(
                host,
                internet.addresses().get(host),
                "POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + length + "\r\nConnection: close\r\n\r\n" + body);
    }

    @ParameterizedTest(name = "{0}{1}")
    @CsvSource(delimiter = '|', textBlock = """
            chatgpt.com       | /backend-api/f/conversation | {"messages":[{"content":{"parts":["To [PERSON_1], now"]}}]} | append
            chat.deepseek.com | /api/v0/chat/completion     | {"prompt":"To [PERSON_1], now"}                          | APPEND
            api.openai.com    | /v1/chat/completions        | {"stream":true,"messages":[{"content":"To [PERSON_1]"}]} | [DONE]
            api.openai.com    | /v1/chat/completions        | {"messages":[{"content":"To [PERSON_1], now"}]}          | Dear [PERSON_1]
            gator.volces.com  | /list                       | {"events":[]}                                            | {"e":0}
            """)
    void answersInTheWireFormatOfTheHostAndRecords(String host, String path, String body, String expected)
            throws Exception {
        assertThat(post(host, path, body)).startsWith("HTTP/1.1 200").contains(expected);
        assertThat(internet.recorder().of(host)).anySatisfy(r -> {
            assertThat(r.text()).isEqualTo(body);
            assertThat(r.target()).isEqualTo(path);
        });
    }

    @ParameterizedTest(name = "{0}{1}")
    @CsvSource(delimiter = '|', textBlock = """
            chatgpt.com       | /backend-api/f/conversation | {"messages":[{"content":{"parts":["To [PERSON_1], now"]}}]}
            chat.deepseek.com | /api/v0/chat/completion     | {"prompt":"To [PERSON_1], now"}
            api.openai.com    | /v1/chat/completions        | {"stream":true,"messages":[{"content":"To [PERSON_1], now"}]}
            api.openai.com    | /v1/chat/completions        | {"messages":[{"content":"To [PERSON_1], now"}]}
            """)
    void whatThePageWouldShowIsTheModelsAnswer(String host, String path, String body) throws Exception {
        post(host, path, body);
        String sent = internet.recorder().answersOf(host).getLast().text();
        assertThat(VisibleText.read(host, sent)).isEqualTo(EchoModel.answer("To [PERSON_1], now"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat.openai.com", "eu.api.openai.com"})
    void badCertificatesAreBad(String host) {
        assertThatThrownBy(() -> post(host, "/", "{}")).isInstanceOf(SSLException.class);
    }

    @ParameterizedTest
    @EnumSource(value = Flaw.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void everyFlawIsRefused(Flaw flaw) throws Exception {
        try (LoopbackServer server = new LoopbackServer(
                internet.pki().serverContext(flaw),
                Map.of("a.example", (q, a) -> a.text(200, "text/plain", "x")),
                new Recorder())) {
            assertThatThrownBy(() -> get("a.example", server.address(), "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"))
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void aHostNobodyKnowsIsMisdirected() throws Exception {
        assertThat(get(
                        "chatgpt.com",
                        internet.addresses().get("chatgpt.com"),
                        "GET / HTTP/1.1\r\nHost: other.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421");
    }

    @ParameterizedTest
    @ValueSource(strings = {"To [PERSON_1] and [EMAIL_2]", "받는 사람 [PERSON_1]", "nothing to hide", ""})
    void theModelsPiecesAreItsAnswer(String prompt) {
        String answer = EchoModel.answer(prompt);
        assertThat(String.join("", EchoModel.pieces(answer))).isEqualTo(answer);
        assertThat(EchoModel.placeholders(answer)).isEqualTo(EchoModel.placeholders(prompt));
    }
}
