package io.cloakroom.proxy.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.proxy.engine.Openssl;
import io.cloakroom.proxy.engine.tls.SigningRequests.Imported;
import io.cloakroom.proxy.engine.tls.SigningRequests.Request;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A root whose key never was on this machine: OpenSSL keeps it, as a person with an offline root would. */
class RootElsewhereTest {

    private static final Map<String, List<String>> OPERATORS =
            Map.of("ByteDance", List.of("*.volces.com"), "OpenAI", List.of("chatgpt.com", "*.openai.com"));

    @TempDir
    private Path directory;

    private Path root;

    @BeforeEach
    void makeTheOfflineRoot() throws Exception {
        root = makeRoot("root", "CA:TRUE");
    }

    private Path makeRoot(String name, String constraints) throws Exception {
        Path certificate = directory.resolve(name + ".pem");
        openssl(
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "3650",
                "-subj",
                "/O=Example Corp/CN=Offline " + name,
                "-addext",
                "basicConstraints=critical," + constraints,
                "-addext",
                "keyUsage=critical,keyCertSign,cRLSign",
                "-keyout",
                key(certificate).toString(),
                "-out",
                certificate.toString());
        return certificate;
    }

    private static Path key(Path certificate) {
        return certificate.resolveSibling(certificate.getFileName() + ".key");
    }

    private static void openssl(String... arguments) throws Exception {
        Openssl.Result result = Openssl.run(arguments);
        assertThat(result.exit()).as(result.output()).isZero();
    }

    /** Signs a request as the command's own advice says, or with other extensions. */
    private X509Certificate sign(Request request, Path by, String extensions) throws Exception {
        Path csr = Files.writeString(directory.resolve("request.csr"), request.pem());
        Path out = directory.resolve("signed.pem");
        List<String> command = new ArrayList<>(List.of(
                "x509",
                "-req",
                "-in",
                csr.toString(),
                "-CA",
                by.toString(),
                "-CAkey",
                key(by).toString(),
                "-days",
                "365",
                "-out",
                out.toString()));
        if (extensions.isEmpty()) {
            command.addAll(List.of("-copy_extensions", "copyall"));
        } else {
            Path file = Files.writeString(
                    directory.resolve("extensions.cnf"),
                    extensions.replace("; ", "\n").replace(" = ", "="));
            command.addAll(List.of("-extfile", file.toString()));
        }
        openssl(command.toArray(String[]::new));
        return read(out);
    }

    private static X509Certificate read(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private CertificateAuthority open() throws Exception {
        return CertificateAuthority.open(directory, OPERATORS, Clock.systemUTC());
    }

    private SigningRequests requests() throws IOException {
        return SigningRequests.open(directory, OPERATORS, Clock.systemUTC());
    }

    @DisplayName(
            "trust 10: with its root elsewhere, an installation signs for its operators' hosts and for nothing else")
    @Test
    void whatWasSignedElsewhereIsUsed() throws Exception {
        open();
        List<Request> written = requests().write(OPERATORS.keySet());
        List<X509Certificate> signed = new ArrayList<>(List.of(read(root)));
        for (Request request : written) {
            signed.add(sign(request, root, ""));
        }

        Imported imported = requests().accept(signed);

        assertThat(imported.operators()).containsExactlyInAnyOrderElementsOf(OPERATORS.keySet());
        assertThat(imported.newRoot()).isTrue();
        assertThat(imported.keyDeleted()).isTrue();
        CertificateAuthority authority = open();
        assertThat(authority.isRootElsewhere()).isTrue();
        assertThat(authority.root()).isEqualTo(read(root));
        assertThat(authority.operatorsInNeed()).isEmpty();
        assertThat(directory.resolve("ca/root.p12")).doesNotExist();
        assertThat(verify(authority, "chatgpt.com", "chatgpt.com").exit()).isZero();
        assertThat(verify(authority, "chatgpt.com", "bank.example").output()).contains("permitted subtree violation");
        assertThatThrownBy(authority::rotateIntermediates).hasMessageContaining("ca request --all");
        assertThatThrownBy(authority::prepareNextRoot).hasMessageContaining("key of the root is kept elsewhere");
    }

    @DisplayName("trust 10: an authority that still runs does not write over what was imported meanwhile")
    @Test
    void whatWasImportedIsKeptWhileTheOldRootIsStillUsed() throws Exception {
        CertificateAuthority running = open();
        requests()
                .accept(List.of(
                        read(root), sign(requests().write(List.of("OpenAI")).getFirst(), root, "")));

        assertThat(running.signerFor("gator.volces.com")).isPresent();
        assertThat(running.signerFor("chatgpt.com")).isPresent();

        CertificateAuthority next = open();
        assertThat(next.isRootElsewhere()).isTrue();
        assertThat(next.permits("chatgpt.com")).isTrue();
        assertThat(verify(next, "chatgpt.com", "chatgpt.com").exit()).isZero();
    }

    private Openssl.Result verify(CertificateAuthority authority, String of, String host) throws Exception {
        Certificates.Signer signer = authority.signerFor(of).orElseThrow();
        X509Certificate leaf = Certificates.leaf(
                signer,
                Certificates.newKey().getPublic(),
                host,
                Instant.now(),
                Instant.now().plusSeconds(600));
        Path above = Files.writeString(directory.resolve("above.pem"), Certificates.pem(signer.certificate()));
        Path below = Files.writeString(directory.resolve("below.pem"), Certificates.pem(leaf));
        return Openssl.run(
                "verify",
                "-purpose",
                "sslserver",
                "-CAfile",
                root.toString(),
                "-untrusted",
                above.toString(),
                below.toString());
    }

    private static Request of(List<Request> requests, String operator) {
        return requests.stream()
                .filter(request -> request.operator().equals(operator))
                .findFirst()
                .orElseThrow();
    }

    @DisplayName("trust 10: what is not imported yet is not permitted, and asked for again with the same key")
    @Test
    void whatIsMissingIsAskedForAgain() throws Exception {
        open();
        List<Request> written = requests().write(List.of("ByteDance", "OpenAI"));
        requests().accept(List.of(read(root), sign(of(written, "OpenAI"), root, "")));

        CertificateAuthority authority = open();

        assertThat(authority.permits("chatgpt.com")).isTrue();
        assertThat(authority.permits("gator.volces.com")).isFalse();
        assertThat(authority.operatorsInNeed()).containsExactly("ByteDance");
        Request again = requests().write(List.of("ByteDance")).getFirst();
        requests().accept(List.of(sign(of(written, "ByteDance"), root, "")));
        assertThat(open().permits("gator.volces.com")).isTrue();
        assertThat(again.domains()).containsExactly("volces.com");
    }

    @DisplayName("trust 10: an intermediate goes on serving the hosts it was made for when others join them")
    @Test
    void hostsThatJoinWaitForTheirCertificate() throws Exception {
        open();
        requests()
                .accept(List.of(
                        read(root), sign(requests().write(List.of("OpenAI")).getFirst(), root, "")));

        CertificateAuthority more = CertificateAuthority.open(
                directory, Map.of("OpenAI", List.of("chatgpt.com", "*.openai.com", "sora.com")), Clock.systemUTC());

        assertThat(more.permits("api.openai.com")).isTrue();
        assertThat(more.permits("sora.com")).isFalse();
        assertThat(more.operatorsInNeed()).containsExactly("OpenAI");
    }

    @DisplayName("trust 10: an import of what was not asked for is refused, and changes nothing")
    @ParameterizedTest(name = "trust 10: {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "has no name constraints     | basicConstraints = critical,CA:TRUE,pathlen:0; keyUsage = critical,keyCertSign,cRLSign; extendedKeyUsage = serverAuth",
                "that are not critical       | basicConstraints = critical,CA:TRUE,pathlen:0; keyUsage = critical,keyCertSign,cRLSign; extendedKeyUsage = serverAuth; nameConstraints = permitted;DNS:chatgpt.com,permitted;DNS:openai.com",
                "allows bank.example         | basicConstraints = critical,CA:TRUE,pathlen:0; keyUsage = critical,keyCertSign,cRLSign; extendedKeyUsage = serverAuth; nameConstraints = critical,permitted;DNS:chatgpt.com,permitted;DNS:openai.com,permitted;DNS:bank.example",
                "leaves out openai.com       | basicConstraints = critical,CA:TRUE,pathlen:0; keyUsage = critical,keyCertSign,cRLSign; extendedKeyUsage = serverAuth; nameConstraints = critical,permitted;DNS:chatgpt.com",
                "other name constraints      | basicConstraints = critical,CA:TRUE,pathlen:0; keyUsage = critical,keyCertSign,cRLSign; extendedKeyUsage = serverAuth; nameConstraints = critical,permitted;DNS:chatgpt.com,permitted;DNS:openai.com",
                "not an authority of path    | basicConstraints = critical,CA:TRUE; keyUsage = critical,keyCertSign,cRLSign",
                "not limited to web servers  | basicConstraints = critical,CA:TRUE,pathlen:0; keyUsage = critical,keyCertSign,cRLSign",
                "may not sign certificates   | basicConstraints = critical,CA:TRUE,pathlen:0; keyUsage = critical,digitalSignature",
            })
    void whatWasNotAskedForIsRefused(String reason, String extensions) throws Exception {
        String before = open().exportPem();
        Request request = requests().write(List.of("OpenAI")).getFirst();
        X509Certificate signed = sign(request, root, extensions);

        assertThatThrownBy(() -> requests().accept(List.of(read(root), signed)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Cloakroom for OpenAI")
                .hasMessageContaining(reason)
                .hasMessageEndingWith("Nothing was imported.");
        assertThat(open().exportPem()).isEqualTo(before);
        assertThat(open().permits("chatgpt.com")).isTrue();
    }

    @DisplayName("trust 10: an import that does not belong together is refused")
    @ParameterizedTest(name = "trust 10: {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "another's key    | not ask for; run cloakroom ca request",
                "another's root   | was not signed by the root",
                "no root          | The root's own certificate is not among them",
                "two roots        | There are 2 roots among them",
                "only a root      | no certificate of an intermediate",
                "a root too short | may not have intermediates that issue",
            })
    void whatDoesNotBelongTogetherIsRefused(String what, String reason) throws Exception {
        open();
        Path other = makeRoot("other", what.endsWith("short") ? "CA:TRUE,pathlen:0" : "CA:TRUE");
        X509Certificate asked = sign(requests().write(List.of("OpenAI")).getFirst(), root, "");
        List<X509Certificate> given = switch (what) {
            case "another's key" -> {
                CertificateAuthority.open(directory.resolve("x"), OPERATORS, Clock.systemUTC());
                SigningRequests others = SigningRequests.open(directory.resolve("x"), OPERATORS, Clock.systemUTC());
                yield List.of(read(root), sign(others.write(List.of("OpenAI")).getFirst(), root, ""));
            }
            case "another's root" -> List.of(read(other), asked);
            case "no root" -> List.of(asked);
            case "two roots" -> List.of(read(root), read(other), asked);
            case "only a root" -> List.of(read(root));
            default ->
                List.of(read(other), sign(requests().write(List.of("OpenAI")).getFirst(), other, ""));
        };

        assertThatThrownBy(() -> requests().accept(given))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason);
        assertThat(directory.resolve("ca/root.pem")).doesNotExist();
        assertThat(open().isRootElsewhere()).isFalse();
    }
}
