package io.cloakroom.proxy.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.proxy.engine.Openssl;
import io.cloakroom.proxy.engine.tls.Certificates.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateAuthorityTest {

    private static final Map<String, List<String>> OPERATORS =
            Map.of("ByteDance", List.of("*.volces.com"), "OpenAI", List.of("chatgpt.com", "*.openai.com"));
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    private Path directory;

    private CertificateAuthority open(Map<String, ? extends Collection<String>> operators) throws Exception {
        return CertificateAuthority.open(directory, operators, CLOCK);
    }

    private Map<String, Signer> kept() throws Exception {
        return KeyFiles.open(directory.resolve("ca")).read("intermediates.p12");
    }

    private static X509Certificate leaf(Signer signer, String host) throws GeneralSecurityException {
        KeyPair key = Certificates.newKey();
        Instant now = Instant.now();
        return Certificates.leaf(signer, key.getPublic(), host, now.minusSeconds(60), now.plusSeconds(600));
    }

    /** What the JDK thinks of a chain below this root. */
    private static void validate(X509Certificate root, X509Certificate... chain) throws GeneralSecurityException {
        CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(chain));
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX").validate(path, parameters);
    }

    private Openssl.Result openssl(CertificateAuthority authority, X509Certificate... chain) throws Exception {
        Path root = Files.writeString(directory.resolve("root.pem"), authority.exportPem());
        Path above = Files.writeString(directory.resolve("intermediate.pem"), Certificates.pem(chain[1]));
        Path leaf = Files.writeString(directory.resolve("leaf.pem"), Certificates.pem(chain[0]));
        return Openssl.run(
                "verify",
                "-purpose",
                "sslserver",
                "-CAfile",
                root.toString(),
                "-untrusted",
                above.toString(),
                leaf.toString());
    }

    @DisplayName("trust 10: a leaf signed for a foreign name is refused by the JDK and by OpenSSL")
    @ParameterizedTest(name = "trust 10: the intermediate for {0} signs {1}: accepted {2}")
    @CsvSource({
        "volces.com, gator.volces.com, true",
        "volces.com, a.b.volces.com, true",
        "volces.com, volces.com.example, false",
        "volces.com, evilvolces.com, false",
        "volces.com, chatgpt.com, false",
        "chatgpt.com, chatgpt.com, true",
        "chatgpt.com, api.openai.com, true",
        "chatgpt.com, gator.volces.com, false",
        "chatgpt.com, bank.example, false",
    })
    void anIntermediateIsGoodForItsOperatorsHostsOnly(String of, String host, boolean good) throws Exception {
        CertificateAuthority authority = open(OPERATORS);
        Signer signer = authority
                .signerFor(of.equals("volces.com") ? "gator.volces.com" : of)
                .orElseThrow();
        X509Certificate[] chain = {leaf(signer, host), signer.certificate()};

        Openssl.Result verified = openssl(authority, chain);
        assertThat(verified.exit() == 0).as(verified.output()).isEqualTo(good);
        if (good) {
            validate(authority.root(), chain);
            assertThat(chain[1].getCriticalExtensionOIDs()).contains("2.5.29.30", "2.5.29.19");
        } else {
            assertThat(verified.output()).contains("permitted subtree violation");
            assertThatThrownBy(() -> validate(authority.root(), chain))
                    .isInstanceOf(CertPathValidatorException.class)
                    .hasMessageContaining("name constraints");
        }
    }

    @DisplayName("trust 10: a stolen intermediate cannot make another authority")
    @Test
    void anIntermediateCannotMakeAnotherAuthority() throws Exception {
        CertificateAuthority authority = open(OPERATORS);
        Signer signer = authority.signerFor("chatgpt.com").orElseThrow();
        Signer below =
                Certificates.intermediate(signer, "Mallory", Set.of("chatgpt.com"), Instant.now(), Duration.ofDays(1));

        assertThatThrownBy(() -> validate(
                        authority.root(), leaf(below, "chatgpt.com"), below.certificate(), signer.certificate()))
                .isInstanceOf(CertPathValidatorException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "chatgpt.com, true",
        "api.openai.com, true",
        "a.b.openai.com, true",
        "openai.com, false",
        "www.chatgpt.com, false",
        "gator.volces.com, true",
        "example.com, false",
    })
    void hostsAreFoundByNameOrPattern(String host, boolean permitted) throws Exception {
        assertThat(open(OPERATORS).permits(host)).isEqualTo(permitted);
    }

    @Test
    void aRestartKeepsRootAndIntermediates() throws Exception {
        CertificateAuthority first = open(OPERATORS);
        CertificateAuthority second = open(OPERATORS);

        assertThat(second.root()).isEqualTo(first.root());
        assertThat(second.signerFor("chatgpt.com").orElseThrow().certificate())
                .isEqualTo(first.signerFor("chatgpt.com").orElseThrow().certificate());
        assertThat(second.fingerprint()).isEqualTo(first.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    }

    @DisplayName("trust 10: adding a site issues its intermediate anew under the same root")
    @Test
    void anotherHostMeansAnotherIntermediateUnderTheSameRoot() throws Exception {
        CertificateAuthority authority = open(OPERATORS);
        Signer openAi = authority.signerFor("chatgpt.com").orElseThrow();
        Signer byteDance = authority.signerFor("gator.volces.com").orElseThrow();

        authority.permit(Map.of("ByteDance", List.of("*.volces.com"), "OpenAI", List.of("chatgpt.com", "sora.com")));

        assertThat(authority.signerFor("sora.com").orElseThrow()).isNotEqualTo(openAi);
        assertThat(authority.permits("api.openai.com")).isFalse();
        assertThat(authority.signerFor("gator.volces.com").orElseThrow()).isEqualTo(byteDance);
        validate(
                authority.root(),
                leaf(authority.signerFor("sora.com").orElseThrow(), "sora.com"),
                authority.signerFor("sora.com").orElseThrow().certificate());
    }

    @Test
    void anIntermediateThatEndsSoonIsRenewed() throws Exception {
        Signer before = open(OPERATORS).signerFor("chatgpt.com").orElseThrow();
        Clock later = Clock.fixed(Instant.now().plus(Duration.ofDays(320)), ZoneOffset.UTC);

        Signer after = CertificateAuthority.open(directory, OPERATORS, later)
                .signerFor("chatgpt.com")
                .orElseThrow();

        assertThat(after.certificate().getNotAfter())
                .isAfter(before.certificate().getNotAfter());
    }

    @Test
    void anOperatorGetsItsIntermediateWhenOneOfItsHostsIsAskedFor() throws Exception {
        CertificateAuthority authority = open(OPERATORS);
        assertThat(directory.resolve("ca/intermediates.p12")).doesNotExist();
        assertThat(authority.permits("gator.volces.com")).isTrue();

        authority.signerFor("gator.volces.com");

        assertThat(kept()).hasSize(1);
        authority.signerFor("chatgpt.com");
        assertThat(kept()).hasSize(2);
    }

    @DisplayName("trust 10: intermediates are replaced under the same root")
    @Test
    void intermediatesAreReplacedUnderTheSameRoot() throws Exception {
        CertificateAuthority authority = open(OPERATORS);
        Signer before = authority.signerFor("chatgpt.com").orElseThrow();

        authority.rotateIntermediates();

        Signer after = open(OPERATORS).signerFor("chatgpt.com").orElseThrow();
        assertThat(after.certificate().getPublicKey())
                .isNotEqualTo(before.certificate().getPublicKey());
        validate(authority.root(), leaf(after, "chatgpt.com"), after.certificate());
    }

    @DisplayName("trust 10: a root that follows is prepared first, and used when it is activated")
    @Test
    void aRootThatFollowsIsPreparedAndActivated() throws Exception {
        CertificateAuthority before = open(OPERATORS);
        assertThatThrownBy(before::activateNextRoot)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ca rotate --root first");

        String next = before.prepareNextRoot();

        assertThat(before.prepareNextRoot()).as("asked again").isEqualTo(next);
        assertThat(next).isNotEqualTo(before.exportPem());
        assertThat(open(OPERATORS).exportPem()).as("meanwhile").isEqualTo(before.exportPem());

        before.activateNextRoot();
        before.renew();

        CertificateAuthority after = open(OPERATORS);
        assertThat(after.exportPem()).isEqualTo(next);
        assertThat(after.nextRoot()).isEmpty();
        Signer signer = after.signerFor("chatgpt.com").orElseThrow();
        validate(after.root(), leaf(signer, "chatgpt.com"), signer.certificate());
    }

    @DisplayName("trust 9: two installations have different keys and names")
    @Test
    void twoInstallationsShareNothing() throws Exception {
        CertificateAuthority one = CertificateAuthority.open(directory.resolve("one"), OPERATORS, CLOCK);
        CertificateAuthority other = CertificateAuthority.open(directory.resolve("other"), OPERATORS, CLOCK);

        assertThat(one.root().getPublicKey()).isNotEqualTo(other.root().getPublicKey());
        assertThat(one.root().getSubjectX500Principal())
                .isNotEqualTo(other.root().getSubjectX500Principal());
    }

    @DisplayName("trust 11: the directory is 0700, files are 0600 and encrypted")
    @Test
    void keysAreForTheOwnerOnly() throws Exception {
        open(OPERATORS).signerFor("chatgpt.com");
        Path ca = directory.resolve("ca");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ca)))
                .isEqualTo("rwx------");
        for (String name : List.of("password", "root.p12", "intermediates.p12")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ca.resolve(name))))
                    .isEqualTo("rw-------");
        }
        for (String name : List.of("root.p12", "intermediates.p12")) {
            Openssl.Result listed = Openssl.run(
                    "pkcs12",
                    "-info",
                    "-nocerts",
                    "-in",
                    ca.resolve(name).toString(),
                    "-passin",
                    "file:" + ca.resolve("password"),
                    "-passout",
                    "pass:only-shown");
            assertThat(listed.output()).contains("Shrouded Keybag: PBES2").doesNotContain("Key bag");
        }
    }

    @DisplayName("trust 11: a looser mode refuses to start")
    @ParameterizedTest(name = "trust 11: a looser mode of ca/{0} refuses to start")
    @ValueSource(strings = {"", "password", "root.p12", "intermediates.p12"})
    void aLooserModeRefusesToStart(String name) throws Exception {
        open(OPERATORS).signerFor("chatgpt.com");
        Path path = directory.resolve("ca").resolve(name);
        Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString(name.isEmpty() ? "rwxr-x---" : "rw-r-----"));

        assertThatThrownBy(() -> open(OPERATORS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("can be read or changed by others")
                .hasMessageContaining("chmod " + (name.isEmpty() ? "700" : "600"));
    }

    @Test
    void aLostPasswordIsExplained() throws Exception {
        open(OPERATORS);
        Files.writeString(directory.resolve("ca/password"), "another");

        assertThatThrownBy(() -> open(OPERATORS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("restore both from the same backup");
    }
}
