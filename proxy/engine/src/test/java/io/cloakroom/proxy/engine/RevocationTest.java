package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.CertificateDraft.Signer;
import io.cloakroom.proxy.engine.tls.OriginTrust;
import io.cloakroom.proxy.engine.tls.OriginTrust.Mode;
import io.cloakroom.proxy.testkit.ClientTls;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Revoked certificates, and what happens when nobody can tell. */
class RevocationTest {

    private static final String PASSES = "passes";
    private static final String REVOKED = "Its certificate was revoked on 2 March 2026 (key compromise)";
    private static final String UNKNOWN = "nobody could be asked";
    private static final String LIST_HOST = "crl.example";
    private static final String LIST = "http://" + LIST_HOST + "/ca.crl";
    private static final Signer ISSUER =
            new CertificateDraft("Issuer", CertificateDraft.ec()).authority().signedBy(OriginCertificates.ROOT);
    private static final Signer OTHER =
            new CertificateDraft("Other", CertificateDraft.ec()).authority().signedBy(OriginCertificates.ROOT);

    @TempDir
    private Path directory;

    private final FakeHandler handler = new FakeHandler(Network.CHAT);

    private static Signer leaf() {
        return OriginCertificates.leaf(Network.CHAT).crl(LIST).signedBy(ISSUER);
    }

    private static RawOrigin origin(Signer... chain) throws IOException {
        return new RawOrigin(
                OriginCertificates.context(List.of(chain)),
                (head, in, out) -> RawOrigin.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
    }

    /** A list's server, whose answers end with the connection. */
    private static RawOrigin listed(String answer) throws IOException {
        return new RawOrigin(null, (head, in, out) -> {
            RawOrigin.write(
                    out,
                    answer.contains("HTTP/1.1") ? answer : "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + answer);
            out.close();
        });
    }

    private static UnaryOperator<ProxySettings> mode(Mode mode, Path... crls) {
        return settings ->
                settings.withTrust(new OriginTrust(settings.upstreamTrust().roots(), mode, List.of(crls)));
    }

    /** What a person gets: {@link #PASSES}, or the page. */
    private static String ask(Network network) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://chat.example/"))
                .header("Accept", "text/html")
                .build();
        try (HttpClient client = network.client()) {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 ? PASSES : response.statusCode() + " " + response.body();
        }
    }

    private void expect(String expected, RawOrigin origin, String seen) {
        if (expected.equals(PASSES)) {
            assertThat(seen).isEqualTo(PASSES);
        } else {
            assertThat(seen).startsWith("502 ").contains("is not safe").contains(expected);
            assertThat(origin.heads).as("HTTP that reached the origin").isEmpty();
        }
    }

    @DisplayName("trust 3: a list that the certificate names decides, and where there is none the mode does")
    @ParameterizedTest(name = "trust 3: {0} list, {1}")
    @CsvSource({
        "revoking, OFF, " + PASSES,
        "revoking, SOFT, " + REVOKED,
        "revoking, HARD, " + REVOKED,
        "clean, SOFT, " + PASSES,
        "clean, HARD, " + PASSES,
        "overdue, SOFT, " + PASSES,
        "overdue, HARD, " + UNKNOWN,
        "forged, SOFT, " + PASSES,
        "forged, HARD, " + UNKNOWN,
        "another issuer's, HARD, " + UNKNOWN,
        "unreadable, SOFT, " + PASSES,
        "unreadable, HARD, " + UNKNOWN,
        "absent, SOFT, " + PASSES,
        "absent, HARD, " + UNKNOWN,
        "too large, SOFT, " + PASSES,
        "too large, HARD, " + UNKNOWN,
        "moved, HARD, " + UNKNOWN,
    })
    void aNamedListDecides(String list, Mode mode, String expected) throws Exception {
        Signer leaf = leaf();
        BigInteger serial = leaf.certificate().getSerialNumber();
        String answer = switch (list) {
            case "revoking" -> RevocationLists.crl(ISSUER, 7, BigInteger.TWO, serial);
            case "clean" -> RevocationLists.crl(ISSUER, 7, BigInteger.TWO);
            case "overdue" -> RevocationLists.crl(ISSUER, -2, serial);
            case "forged" -> RevocationLists.crl(new Signer(ISSUER.certificate(), OTHER.key()), 7, serial);
            case "another issuer's" -> RevocationLists.crl(OTHER, 7, serial);
            case "unreadable" -> "<html>our site is being improved</html>";
            case "absent" -> "HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n";
            case "too large" -> "HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n";
            default -> "HTTP/1.1 302 Found\r\nLocation: http://crl.example/other\r\nConnection: close\r\n\r\n";
        };
        Path intermediates =
                Files.writeString(directory.resolve("root.crl"), RevocationLists.crl(OriginCertificates.ROOT, 7));
        try (RawOrigin origin = origin(leaf, ISSUER);
                RawOrigin lists = listed(answer);
                Network network = Network.with(
                        directory,
                        handler,
                        Map.of(Network.CHAT, origin.address(), LIST_HOST, lists.address()),
                        mode(mode, intermediates))) {
            expect(expected, origin, ask(network));
            expect(expected, origin, ask(network));

            assertThat(lists.heads).as("asked once, then remembered").hasSize(mode == Mode.OFF ? 0 : 1);
            if (mode != Mode.OFF) {
                assertThat(lists.heads.getFirst())
                        .startsWith("GET /ca.crl HTTP/1.1\r\n")
                        .contains("host: crl.example\r\n");
            }
        }
    }

    @DisplayName("trust 3: a list that nobody serves leaves it to the mode")
    @ParameterizedTest(name = "trust 3: unreachable, {0}")
    @CsvSource({"SOFT, " + PASSES, "HARD, " + UNKNOWN})
    void anUnreachableListLeavesItToTheMode(Mode mode, String expected) throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        Path intermediates =
                Files.writeString(directory.resolve("root.crl"), RevocationLists.crl(OriginCertificates.ROOT, 7));
        try (RawOrigin origin = origin(leaf(), ISSUER);
                Network network = Network.with(
                        directory,
                        handler,
                        Map.of(Network.CHAT, origin.address(), LIST_HOST, "127.0.0.1:" + closed),
                        mode(mode, intermediates))) {
            expect(expected, origin, ask(network));
        }
    }

    @DisplayName("trust 3: configured lists speak of leaves and of their issuers")
    @ParameterizedTest(name = "trust 3: {0} revoked in a configured list, {1}")
    @CsvSource({
        "nobody, SOFT, " + PASSES,
        "nobody, HARD, " + PASSES,
        "leaf, SOFT, " + REVOKED,
        "leaf, HARD, " + REVOKED,
        "issuer, SOFT, A certificate of its issuer was revoked",
        "issuer, HARD, A certificate of its issuer was revoked",
    })
    void configuredListsDecide(String who, Mode mode, String expected) throws Exception {
        Signer leaf = OriginCertificates.leaf(Network.CHAT).signedBy(ISSUER);
        BigInteger ofLeaf = who.equals("leaf") ? leaf.certificate().getSerialNumber() : BigInteger.TWO;
        BigInteger ofIssuer = who.equals("issuer") ? ISSUER.certificate().getSerialNumber() : BigInteger.TWO;
        Path lists = Files.createDirectory(directory.resolve("lists"));
        Files.writeString(lists.resolve("issuer.crl"), RevocationLists.crl(ISSUER, 7, ofLeaf));
        Files.writeString(lists.resolve("root.crl"), RevocationLists.crl(OriginCertificates.ROOT, 7, ofIssuer));
        try (RawOrigin origin = origin(leaf, ISSUER);
                Network network =
                        Network.with(directory, handler, Map.of(Network.CHAT, origin.address()), mode(mode, lists))) {
            expect(expected, origin, ask(network));
        }
    }

    @DisplayName(
            "trust 3: a certificate that says nothing about revocation is refused by hard, unless it lives only days")
    @ParameterizedTest(name = "trust 3: {0} days, {1}")
    @CsvSource({"30, SOFT, " + PASSES, "30, HARD, " + UNKNOWN, "6, HARD, " + PASSES})
    void aCertificateThatSaysNothing(int days, Mode mode, String expected) throws Exception {
        Signer leaf = OriginCertificates.leaf(Network.CHAT).valid(-1, days - 1).signedBy(OriginCertificates.ROOT);
        try (RawOrigin origin = origin(leaf);
                Network network =
                        Network.with(directory, handler, Map.of(Network.CHAT, origin.address()), mode(mode))) {
            expect(expected, origin, ask(network));
        }
    }

    @DisplayName("trust 3: a stapled OCSP response decides when it is valid, and counts for nothing when it is not")
    @ParameterizedTest(name = "trust 3: {0} staple, {1}")
    @CsvSource({
        "good, HARD, passes",
        "good, SOFT, passes",
        "revoking, HARD, Its certificate was revoked on 2 March 2026",
        "revoking, SOFT, Its certificate was revoked on 2 March 2026",
        "overdue, HARD, " + UNKNOWN,
        "forged, HARD, " + UNKNOWN,
        "another's, HARD, " + UNKNOWN,
        "overdue revoking, SOFT, passes",
    })
    void aStapleDecides(String staple, Mode mode, String expected) throws Exception {
        Signer leaf = OriginCertificates.leaf(Network.CHAT).signedBy(OriginCertificates.ROOT);
        Signer root = OriginCertificates.ROOT;
        Signer about = staple.startsWith("another")
                ? OriginCertificates.leaf(Network.CHAT).signedBy(root)
                : leaf;
        byte[] response = RevocationLists.ocsp(
                root,
                about.certificate(),
                !staple.endsWith("revoking"),
                staple.startsWith("overdue") ? -2 : 7,
                staple.equals("forged") ? new Signer(root.certificate(), OTHER.key()) : root);
        List<String> arguments = new ArrayList<>(List.of("s_server", "-accept", "127.0.0.1:0", "-www"));
        arguments.addAll(OriginCertificates.files(directory, leaf));
        arguments.addAll(List.of(
                "-status_file",
                Files.write(directory.resolve("ocsp.der"), response).toString()));
        try (Openssl origin = new Openssl(arguments)) {
            String address = origin.awaits("ACCEPT ");
            try (Network network = Network.with(directory, handler, Map.of(Network.CHAT, address), mode(mode))) {
                String seen = ask(network);

                if (expected.equals(PASSES)) {
                    assertThat(seen).isEqualTo(PASSES);
                } else {
                    assertThat(seen).startsWith("502 ").contains(expected);
                }
            }
        }
    }

    @DisplayName(
            "trust 42: an address of a revocation list leads nowhere that a person's request would not be allowed to go")
    @ParameterizedTest(name = "trust 42: {0}")
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/x.crl",
                "http://localhost:PORT/x.crl",
                "http://2130706433:PORT/x.crl",
                "http://[::1]:PORT/x.crl",
                "http://user@127.0.0.1:PORT/x.crl",
                "http://10.0.0.1/x.crl",
                "http://169.254.169.254/latest/meta-data/",
                "https://127.0.0.1:PORT/x.crl",
                "ldap://127.0.0.1:PORT/cn=x?certificateRevocationList",
                "file:///etc/passwd",
                "not an address",
            })
    void aListsAddressIsVetted(String url) throws Exception {
        try (RawOrigin inside = listed("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            String port = inside.address().replaceFirst(".*:", "");
            Signer leaf = OriginCertificates.leaf(Network.CHAT)
                    .crl(url.replace("PORT", port))
                    .signedBy(OriginCertificates.ROOT);
            try (RawOrigin origin = origin(leaf);
                    Network network =
                            Network.with(directory, handler, Map.of(Network.CHAT, origin.address()), mode(Mode.HARD))) {
                expect(UNKNOWN, origin, ask(network));
                assertThat(inside.connections).hasValue(0);
            }
        }
    }

    @DisplayName("trust 3: hosts that are passed through are the clients' to check")
    @Test
    void tunnelsAreNotChecked() throws Exception {
        Signer leaf = OriginCertificates.leaf("other.example").crl(LIST).signedBy(OriginCertificates.ROOT);
        try (RawOrigin origin = origin(leaf);
                Network network =
                        Network.with(directory, handler, Map.of("other.example", origin.address()), mode(Mode.HARD))) {
            HttpResponse<String> response = network.client(ClientTls.trusting(OriginCertificates.rootPem()))
                    .send(
                            HttpRequest.newBuilder(URI.create("https://other.example/"))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(200);
        }
    }
}
