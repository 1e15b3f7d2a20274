package io.cloakroom.proxy.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cloakroom.proxy.app.replay.Recording.Request;
import io.cloakroom.proxy.app.replay.Recording.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingTest {

    @TempDir
    private Path directory;

    private Recording read(String json) throws IOException {
        return Recording.read(Files.writeString(directory.resolve("recording.json"), json));
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Test
    void messagesOfAWebSocketStandBesideTheRequestThatOpenedIt() throws IOException {
        Recording recording = read("""
                {"log":{"version":"1.2","entries":[
                  {"request":{"method":"GET","url":"wss://x.example/ws","headers":[]},
                   "response":{"status":101,"content":{"mimeType":""}},
                   "_webSocketMessages":[
                     {"type":"send","time":1,"opcode":1,"data":"{\\"a\\":1}"},
                     {"type":"receive","time":2,"opcode":1,"data":"hello"},
                     {"type":"receive","time":3,"opcode":2,"data":"AP8="}]}
                ]}}""");

        assertThat(recording.requests())
                .extracting(Request::method, Request::url, request -> text(request.body()))
                .containsExactly(
                        tuple("GET", "wss://x.example/ws", ""), tuple("WS-SEND", "wss://x.example/ws", "{\"a\":1}"));
        Response received = recording.responses().getLast();
        assertThat(received.method()).isEqualTo("WS-RECV");
        assertThat(received.contentType()).isEqualTo("websocket");
        assertThat(text(received.chunks().getFirst())).isEqualTo("hello");
        assertThat(received.chunks().getLast()).containsExactly(0, 0xFF);
    }

    @Test
    void aHarIsReadEntryByEntry() throws IOException {
        Recording recording = read("""
                {"log":{"version":"1.2","creator":{"name":"x","version":"1"},"entries":[
                  {"startedDateTime":"2026-03-01T09:00:00Z",
                   "request":{"method":"POST","url":"https://chatgpt.com/a?b=c","httpVersion":"HTTP/2",
                     "headers":[{"name":"Content-Type","value":"application/json"},{"name":"Content-Encoding","value":"gzip"}],
                     "postData":{"mimeType":"application/json","text":"{\\"k\\":\\"민수\\"}"}},
                   "response":{"status":200,"content":{"mimeType":"text/event-stream","text":"data: x\\n\\n"}}},
                  {"request":{"method":"PUT","url":"https://x.example/","headers":[],
                     "postData":{"mimeType":"image/png","text":"AP8=","encoding":"base64"}},
                   "response":{"status":200,"content":{"mimeType":"image/png","text":"/wA=","encoding":"base64"}}},
                  {"request":{"method":"GET","url":"https://x.example/q","headers":[]},
                   "response":{"status":204,"content":{"size":0,"mimeType":""}}},
                  {"request":{"method":"POST","url":"https://x.example/form","headers":[],
                     "postData":{"mimeType":"application/x-www-form-urlencoded; charset=utf-8",
                       "params":[{"name":"q","value":"a b&c"},{"name":"민","value":"수"}]}},
                   "response":{"status":204,"content":{"size":0,"mimeType":""}}}
                ]}}""");

        assertThat(recording.hosts()).isEmpty();
        assertThat(recording.requests())
                .extracting(Request::name, Request::method, Request::url, request -> text(request.body()))
                .startsWith(
                        tuple("POST https://chatgpt.com/a?b=c", "POST", "https://chatgpt.com/a?b=c", "{\"k\":\"민수\"}"));
        Request first = recording.requests().getFirst();
        assertThat(first.headers().get("content-type")).isEqualTo("application/json");
        assertThat(first.headers()).as("a HAR holds bodies decoded").doesNotContainKey("content-encoding");
        assertThat(recording.requests().get(1).body()).containsExactly(0, 0xFF);
        assertThat(recording.requests().get(1).headers().get("content-type")).isEqualTo("image/png");
        assertThat(recording.requests().get(2).body()).isEmpty();
        assertThat(text(recording.requests().get(3).body())).isEqualTo("q=a+b%26c&%EB%AF%BC=%EC%88%98");
        assertThat(recording.responses())
                .extracting(Response::url, Response::contentType)
                .startsWith(tuple("https://chatgpt.com/a?b=c", "text/event-stream"));
        assertThat(recording.responses().get(1).chunks()).containsExactly(new byte[] {(byte) 0xFF, 0});
    }

    @Test
    void aSampleIsReadWithItsHostsAndChunks() throws IOException {
        Recording recording = read("""
                {"service":"example","hosts":["chatgpt.com","api.example"],
                 "requests":[
                   {"name":"send","method":"POST","url":"https://chatgpt.com/a","headers":{"Content-Type":"application/json"},
                    "body":"{}","body_encoding":"utf-8","text_locations":["json:/x"]},
                   {"name":"frame","method":"WS-SEND","url":"wss://chatgpt.com/ws","body":"AQI=","body_encoding":"base64"}],
                 "responses":[
                   {"name":"stream","content_type":"text/event-stream","chunks":["data: ","x\\n\\n"]},
                   {"name":"binary","content_type":"application/x","chunks":["AQ==","Ag=="],"chunk_encoding":"base64"}]}""");

        assertThat(recording.hosts()).containsExactly("chatgpt.com", "api.example");
        assertThat(recording.requests())
                .extracting(Request::name, Request::method)
                .containsExactly(tuple("send", "POST"), tuple("frame", "WS-SEND"));
        assertThat(recording.requests().getFirst().headers()).containsEntry("content-type", "application/json");
        assertThat(recording.requests().getLast().body()).containsExactly(1, 2);
        assertThat(recording.responses().getFirst().chunks())
                .map(RecordingTest::text)
                .containsExactly("data: ", "x\n\n");
        assertThat(recording.responses().getLast().chunks()).containsExactly(new byte[] {1}, new byte[] {2});
    }

    @Test
    void aByteOrderMarkIsNoMistake() throws IOException {
        assertThat(read("\uFEFF{\"requests\":[]}").requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                     | is neither HAR 1.2 (log.entries) nor a protocol sample (requests, responses)",
                "[]                     | is neither HAR 1.2 (log.entries) nor a protocol sample (requests, responses)",
                "{\"log\":{}}           | is neither HAR 1.2 (log.entries) nor a protocol sample (requests, responses)",
                "{\"requests\":{}}      | is neither HAR 1.2 (log.entries) nor a protocol sample (requests, responses)",
                "{\"log\":              | is not JSON: ",
                "hello                  | is not JSON: ",
                "{\"requests\":[{\"name\":\"send\",\"body\":\"***\",\"body_encoding\":\"base64\"}]} | has a body in 'send' that is not base64",
                "{\"requests\":[],\"responses\":[{\"name\":\"r\",\"chunks\":[\"*\"],\"chunk_encoding\":\"base64\"}]} | has a body in 'r' that is not base64",
            })
    void whatIsNoRecordingIsRefusedByName(String content, String message) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(directory.resolve("recording.json") + " " + message);
    }

    @Test
    void whatIsNotTextIsRefusedByName() throws IOException {
        Path file =
                Files.write(directory.resolve("recording.har"), new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"'});

        assertThatThrownBy(() -> Recording.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + " is not JSON: ");
    }
}
