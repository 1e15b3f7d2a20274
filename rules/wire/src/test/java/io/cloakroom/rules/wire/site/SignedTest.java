package io.cloakroom.rules.wire.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
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
                "signed: true  |                 | /send  | true",
                "signed: true  | , signed: false | /send  | false",
                "signed: true  | , signed: false | /other | true",
                "signed: false | , signed: true  | /send  | true",
                "signed: false | , signed: true  | /other | false",
                "signed: false |                 | /send  | false",
            })
    void aRequestIsSignedAsTheSiteIsUnlessItSaysOtherwise(String site, String request, String target, boolean signed)
            throws InvalidYamlException {
        Site read = site(site, request == null ? "" : request);

        assertThat(read.signs(
                        read.request("POST", target), Map.<String, String>of().entrySet()))
                .isEqualTo(signed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Authorization | AWS4-HMAC-SHA256 Credential=EXAMPLE/20260101/us-east-1/bedrock/aws4_request | true",
                "authorization | Bearer example | false",
                "X-Other | AWS4-HMAC-SHA256 Credential=EXAMPLE | false",
            })
    void whatCarriesASignatureIsSignedAndWhatCarriesAKeyIsNot(String header, String value, boolean signed)
            throws InvalidYamlException {
        Site read = site("signed_when: {header: authorization, prefix: AWS4-HMAC-SHA256}", "");

        assertThat(read.signs(
                        read.request("POST", "/send"), Map.of(header, value).entrySet()))
                .isEqualTo(signed);
    }

    @Test
    void nothingCanBeStrippedFromWhatIsSigned() {
        assertThatThrownBy(() -> site("signed: true", ", strip: [/draft]")).hasMessageContaining("leave strip out");
    }
}
