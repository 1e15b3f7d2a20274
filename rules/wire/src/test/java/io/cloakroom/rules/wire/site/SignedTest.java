package io.cloakroom.rules.wire.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.wire.Seal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignedTest {

    private static final String SITE = """
            id: example
            name: Example
            operator: Example Operator
            jurisdiction: US
            SITE
            hosts: [{pattern: chat.example.com, role: chat}]
            requests:
              - {name: send, methods: [POST], path: /send, kind: prompt, text: ["json:/prompt"]REQUEST}
            block: {plain: {status: 403, content_type: application/json, body: '{}'}}
            """;

    private static Site site(String site, String request) throws InvalidYamlException {
        return SiteCatalogue.read("example.yaml", SITE.replace("SITE", site).replace("REQUEST", request));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "signed: true  |                 | /send  | SIGNATURE",
                "signed: true  | , signed: false | /send  | NONE",
                "signed: true  | , signed: false | /other | SIGNATURE",
                "signed: false | , signed: true  | /send  | SIGNATURE",
                "signed: false | , signed: true  | /other | NONE",
                "signed: false |                 | /send  | NONE",
            })
    void aRequestIsSignedAsTheSiteIsUnlessItSaysOtherwise(String site, String request, String target, Seal seal)
            throws InvalidYamlException {
        Site read = site(site, request == null ? "" : request);

        assertThat(read.seal(
                        read.request("POST", target),
                        target,
                        Map.<String, String>of().entrySet()))
                .isEqualTo(seal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Authorization | AWS4-HMAC-SHA256 Credential=EXAMPLE/20260101/us-east-1/bedrock/aws4_request | SIGNATURE",
                "authorization | Bearer example | NONE",
                "X-Other | AWS4-HMAC-SHA256 Credential=EXAMPLE | NONE",
            })
    void whatCarriesASignatureIsSignedAndWhatCarriesAKeyIsNot(String header, String value, Seal seal)
            throws InvalidYamlException {
        Site read = site("signed_when: {header: authorization, prefix: AWS4-HMAC-SHA256}", "");

        assertThat(read.seal(
                        read.request("POST", "/send"),
                        "/send",
                        Map.of(header, value).entrySet()))
                .isEqualTo(seal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/send | Content-MD5              | XrY7u+Ae7tCTyyK7j1rNww==                    | CHECKSUM",
                "/send | content-digest           | sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=: | CHECKSUM",
                "/send | Repr-Digest              | sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=: | CHECKSUM",
                "/send | Want-Content-Digest      | sha-256=1                                   | NONE",
                "/send | x-amz-content-sha256     | b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9 | CHECKSUM",
                "/send | x-amz-content-sha256     | UNSIGNED-PAYLOAD                            | NONE",
                "/send | x-amz-checksum-crc64nvme | jSnVw/bqjr4=                                | CHECKSUM",
                "/send | x-amz-checksum-algorithm | SHA256                                      | NONE",
                "/send | x-amz-trailer            | x-amz-checksum-crc32                        | CHECKSUM",
                "/send | X-Goog-Hash              | crc32c=n03x6A==                             | CHECKSUM",
                "/send | x-ms-blob-content-md5    | XrY7u+Ae7tCTyyK7j1rNww==                    | CHECKSUM",
                "/send | x-ms-content-crc64       | jSnVw/bqjr4=                                | CHECKSUM",
                "/send | Upload-Checksum          | sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=           | CHECKSUM",
                "/send | X-Other                  | XrY7u+Ae7tCTyyK7j1rNww==                    | NONE",
                "/send?a=1&x-amz-checksum-crc32=DUoRhQ%3D%3D   | X-Other | 1 | CHECKSUM",
                "/send?X-Amz-Content-Sha256=UNSIGNED-PAYLOAD   | X-Other | 1 | NONE",
                "/send?x%2Damz-checksum-crc32=DUoRhQ%3D%3D&b   | X-Other | 1 | CHECKSUM",
            })
    void whatCarriesAChecksumIsSealed(String target, String header, String value, Seal seal)
            throws InvalidYamlException {
        assertThat(site("", "").seal(null, target, Map.of(header, value).entrySet()))
                .isEqualTo(seal);
    }

    @Test
    void nothingCanBeStrippedFromWhatIsSigned() {
        assertThatThrownBy(() -> site("signed: true", ", strip: [/draft]")).hasMessageContaining("leave strip out");
    }
}
