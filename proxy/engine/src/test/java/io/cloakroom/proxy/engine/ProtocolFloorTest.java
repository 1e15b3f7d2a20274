package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS 1.2 or better, AEAD, ephemeral elliptic-curve or hybrid key exchange: nothing else, on either side. */
class ProtocolFloorTest {

    private static final String ANYTHING = "ALL:eNULL:aNULL:@SECLEVEL=0";

    @TempDir
    private Path directory;

    private final FakeHandler handler = new FakeHandler(Network.CHAT);

    /** An origin that offers only what is given. */
    private Openssl origin(String key, String offer) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("s_server", "-accept", "127.0.0.1:0"));
        KeyPair pair = key.equals("RSA") ? OriginCertificates.RSA : OriginCertificates.EC;
        arguments.addAll(OriginCertificates.files(
                directory,
                new CertificateDraft(Network.CHAT, pair).hosts(Network.CHAT).signedBy(OriginCertificates.ROOT)));
        if (offer.startsWith("-dhparam")) {
            Path parameters = directory.resolve("dh.pem");
            Openssl.run("dhparam", "-dsaparam", "-out", parameters.toString(), "1024");
            offer = offer.replace("FILE", parameters.toString());
        }
        arguments.addAll(List.of(offer.replace("ANYTHING", ANYTHING).split(" ")));
        return new Openssl(arguments);
    }

    @DisplayName("trust 4: an origin below the floor is refused with the reason, and gets no HTTP")
    @ParameterizedTest(name = "trust 4: origin with {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "TLS 1.0             | EC  | -tls1 -cipher ANYTHING",
                "TLS 1.1             | EC  | -tls1_1 -cipher ANYTHING",
                "CBC with SHA-1      | EC  | -tls1_2 -cipher ECDHE-ECDSA-AES128-SHA:ECDHE-ECDSA-AES256-SHA",
                "CBC with SHA-2      | EC  | -tls1_2 -cipher ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES256-SHA384",
                "CCM with short tags | EC  | -tls1_2 -cipher ECDHE-ECDSA-AES128-CCM8",
                "static RSA          | RSA | -tls1_2 -cipher AES128-GCM-SHA256:AES256-GCM-SHA384",
                "DH of 1024 bits     | RSA | -dhparam FILE -tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0",
                "no encryption       | EC  | -tls1_2 -cipher eNULL:@SECLEVEL=0",
                "anonymous           | EC  | -tls1_2 -nocert -cipher aNULL:@SECLEVEL=0",
                "a curve of 224 bits | EC  | -tls1_2 -named_curve secp224r1 -cipher ECDHE:@SECLEVEL=0",
            })
    void originsBelowTheFloorAreRefused(String what, String key, String offer) throws Exception {
        try (Openssl origin = origin(key, offer)) {
            String address = origin.awaits("ACCEPT ");
            try (Network network = Network.start(directory, handler, Map.of(Network.CHAT, address))) {
                HttpResponse<String> response = network.client()
                        .send(
                                HttpRequest.newBuilder(URI.create("https://chat.example/ask"))
                                        .header("Accept", "text/html")
                                        .POST(BodyPublishers.ofString("something private"))
                                        .build(),
                                BodyHandlers.ofString());

                assertThat(response.statusCode()).isEqualTo(502);
                assertThat(response.body()).contains("No TLS connection to chat.example could be agreed on");
                assertThat(origin.said()).doesNotContain("POST", "private");
                assertThat(handler.asked).isEmpty();
            }
        }
    }

    @DisplayName("trust 4: an origin at the floor or above passes")
    @ParameterizedTest(name = "trust 4: origin with {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "TLS 1.2, ECDHE-ECDSA with AES-GCM | EC  | -tls1_2 -cipher ECDHE-ECDSA-AES128-GCM-SHA256",
                "TLS 1.2, ECDHE-RSA with ChaCha20  | RSA | -tls1_2 -cipher ECDHE-RSA-CHACHA20-POLY1305",
                "TLS 1.3                           | EC  | -tls1_3",
            })
    void originsAtTheFloorPass(String what, String key, String offer) throws Exception {
        try (Openssl origin = origin(key, offer)) {
            String address = origin.awaits("ACCEPT ");
            try (Network network = Network.start(directory, handler, Map.of(Network.CHAT, address));
                    RawClient client = RawClient.inside(network, Network.CHAT)) {
                client.send("GET /at-the-floor HTTP/1.1\r\nHost: chat.example\r\n\r\n");

                assertThat(origin.awaits("GET /at-the-floor")).isEqualTo(" HTTP/1.1");
            }
        }
    }

    @DisplayName("trust 4: clients below the floor get no connection")
    @ParameterizedTest(name = "trust 4: client with {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "TLS 1.0             | false | -tls1 -cipher ANYTHING",
                "TLS 1.1             | false | -tls1_1 -cipher ANYTHING",
                "CBC with SHA-1      | false | -tls1_2 -cipher ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES128-SHA",
                "CBC with SHA-2      | false | -tls1_2 -cipher ECDHE-ECDSA-AES128-SHA256:ECDHE-RSA-AES128-SHA256",
                "static RSA          | false | -tls1_2 -cipher AES128-GCM-SHA256:AES128-SHA",
                "finite-field DH     | false | -tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0",
                "no encryption       | false | -tls1_2 -cipher eNULL:@SECLEVEL=0",
                "anonymous           | false | -tls1_2 -cipher aNULL:@SECLEVEL=0",
                "TLS 1.2, AES-GCM    | true  | -tls1_2 -cipher ECDHE-ECDSA-AES128-GCM-SHA256",
                "TLS 1.3             | true  | -tls1_3",
            })
    void clientsBelowTheFloorGetNoConnection(String what, boolean served, String offer) throws Exception {
        try (RawOrigin origin = new RawOrigin(
                        OriginCertificates.context(OriginCertificates.Like.GOOD, Network.CHAT), (head, in, out) -> {});
                Network network = Network.start(directory, handler, Map.of(Network.CHAT, origin.address()))) {
            Path root = Files.writeString(directory.resolve("ca.pem"), network.authority.exportPem());
            List<String> arguments = new ArrayList<>(List.of(
                    "s_client",
                    "-brief",
                    "-verify_return_error",
                    "-proxy",
                    "127.0.0.1:" + network.proxy.address().getPort(),
                    "-connect",
                    "chat.example:443",
                    "-servername",
                    "chat.example",
                    "-verify_hostname",
                    "chat.example",
                    "-CAfile",
                    root.toString()));
            arguments.addAll(List.of(offer.replace("ANYTHING", ANYTHING).split(" ")));

            Openssl.Result result = Openssl.run(arguments.toArray(String[]::new));

            assertThat(result.output()).contains(served ? "Verification: OK" : "alert");
            assertThat(result.exit() == 0).as(result.output()).isEqualTo(served);
        }
    }
}
