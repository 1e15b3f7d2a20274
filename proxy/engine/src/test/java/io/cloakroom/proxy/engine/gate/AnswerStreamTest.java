package io.cloakroom.proxy.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerStreamTest {

    private static HttpHeaders fitted(String name, String value) {
        HttpHeaders headers =
                new DefaultHttpHeaders().set("Content-Length", "3").set(name, value);
        AnswerStream.fit(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, headers));
        return headers;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-MD5    | kAFQmDzST7DWlj99KOF/cg==",
                "Repr-Digest    | sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:",
                "x-goog-hash    | crc32c=n03x6A==",
                "x-amz-checksum-crc32 | n03x6A==",
                "Accept-Ranges  | bytes",
                "Content-Encoding | gzip"
            })
    void whatWasSaidOfOtherBytesGoes(String name, String value) {
        assertThat(fitted(name, value).names()).containsExactly("transfer-encoding");
    }

    @Test
    void aTagOfOtherBytesIsAWeakOne() {
        assertThat(Map.of(
                        "\"a\"", fitted("ETag", "\"a\"").get("ETag"),
                        "W/\"a\"", fitted("ETag", "W/\"a\"").get("ETag")))
                .containsEntry("\"a\"", "W/\"a\"")
                .containsEntry("W/\"a\"", "W/\"a\"");
    }
}
