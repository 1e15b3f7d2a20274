package io.cloakroom.proxy.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.proxy.engine.Openssl;
import io.cloakroom.proxy.engine.Trust;
import java.lang.management.ManagementFactory;
import java.net.IDN;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeafIssuerTest {

    private static final Map<String, List<String>> OPERATORS = Map.of(
            "OpenAI", List.of("chatgpt.com", "*.openai.com"),
            "Straße", List.of(IDN.toASCII("bücher.example"), "*." + IDN.toASCII("챗봇.example")),
            "Our own", List.of("192.0.2.7", "2001:db8:0:0:0:0:0:7"));

    private static final int DNS = 2;

    @TempDir
    private Path directory;

    private CertificateAuthority authority;
    private LeafIssuer issuer;

    @BeforeEach
    void open() throws Exception {
        authority = CertificateAuthority.open(directory, OPERATORS, Clock.systemUTC());
        issuer = new LeafIssuer(authority, Clock.systemUTC());
    }

    private static X509Certificate origin(int days) throws GeneralSecurityException {
        return Certificates.root(Instant.now(), Duration.ofDays(days)).certificate();
    }

    private X509Certificate minted(String host, X509Certificate origin) throws GeneralSecurityException {
        issuer.mint(host, origin);
        return issuer.leaf(host).getFirst();
    }

    @DisplayName("trust 8: a leaf lives at most 30 days and only within its origin's time")
    @ParameterizedTest(name = "trust 8: origin {0} days, leaf {1} days")
    @CsvSource({"365, 30", "10, 10", "1, 1"})
    void aLeafLivesAtMostThirtyDaysAndWithinItsOrigin(int originDays, int leafDays) throws Exception {
        X509Certificate origin = origin(originDays);

        X509Certificate leaf = minted("chatgpt.com", origin);

        Instant from = leaf.getNotBefore().toInstant();
        Instant until = leaf.getNotAfter().toInstant();
        assertThat(Duration.between(from, until)).isLessThanOrEqualTo(Duration.ofDays(30));
        assertThat(from).isAfterOrEqualTo(origin.getNotBefore().toInstant());
        assertThat(until).isBeforeOrEqualTo(origin.getNotAfter().toInstant());
        assertThat(until).isAfter(Instant.now().plus(Duration.ofDays(leafDays).minusHours(1)));
    }

    @DisplayName("trust 8: a leaf names its host in the way of its kind, and OpenSSL accepts it for that host alone")
    @ParameterizedTest(name = "trust 8: {0}")
    @CsvSource({
        "chatgpt.com, 2, -verify_hostname",
        "a.b.openai.com, 2, -verify_hostname",
        "xn--bcher-kva.example, 2, -verify_hostname",
        "www.xn--7n3b13z.example, 2, -verify_hostname",
        "192.0.2.7, 7, -verify_ip",
        "2001:db8:0:0:0:0:0:7, 7, -verify_ip",
    })
    void aLeafNamesItsHost(String host, int kind, String check) throws Exception {
        X509Certificate leaf = minted(host, origin(90));

        assertThat(leaf.getSubjectAlternativeNames()).containsExactly(List.of(kind, host));
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(leaf.getKeyUsage()).startsWith(true).hasSize(9);
        assertThat(leaf.getSigAlgName()).isEqualTo("SHA256withECDSA");
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(verify(host, check, host).exit()).isZero();
        assertThat(verify(host, check, kind == DNS ? "bank.example" : "192.0.2.8")
                        .exit())
                .isNotZero();
    }

    @DisplayName("trust 10: an intermediate for one address signs no other")
    @ParameterizedTest(name = "trust 10: {0}")
    @CsvSource({"192.0.2.8", "2001:db8:0:0:0:0:0:8", "203.0.113.1"})
    void anIntermediateForOneAddressSignsNoOther(String address) throws Exception {
        assertThatThrownBy(() -> issuer.mint(address, origin(90))).hasMessageContaining("no operator's intermediate");
        Certificates.Signer signer = authority.signerFor("192.0.2.7").orElseThrow();
        X509Certificate foreign = Certificates.leaf(
                signer,
                Certificates.newKey().getPublic(),
                address,
                Instant.now(),
                Instant.now().plusSeconds(600));

        assertThat(verify(List.of(foreign, signer.certificate()), "-verify_ip", address)
                        .output())
                .contains("permitted subtree violation");
    }

    private Openssl.Result verify(String host, String check, String name) throws Exception {
        return verify(issuer.leaf(host), check, name);
    }

    private Openssl.Result verify(List<X509Certificate> chain, String check, String name) throws Exception {
        Path root = Files.writeString(directory.resolve("root.pem"), authority.exportPem());
        Path above = Files.writeString(directory.resolve("intermediate.pem"), Certificates.pem(chain.get(1)));
        Path leaf = Files.writeString(directory.resolve("leaf.pem"), Certificates.pem(chain.get(0)));
        return Openssl.run(
                "verify",
                "-x509_strict",
                "-purpose",
                "sslserver",
                check,
                name,
                "-CAfile",
                root.toString(),
                "-untrusted",
                above.toString(),
                leaf.toString());
    }

    @DisplayName("trust 8: serial numbers are random and of at least 64 bits")
    @Test
    void serialNumbersAreRandom() throws Exception {
        Set<Object> serials = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            var serial = minted("h" + i + ".openai.com", origin(90)).getSerialNumber();
            assertThat(serial.signum()).isPositive();
            assertThat(serial.bitLength()).isBetween(64, 159);
            serials.add(serial.shiftRight(serial.bitLength() - 64));
        }
        assertThat(serials).hasSize(50);
    }

    @Test
    void aLeafIsKeptUntilItsOriginEndsEarlier() throws Exception {
        X509Certificate longLived = origin(365);
        X509Certificate shortLived = origin(2);

        X509Certificate first = minted("chatgpt.com", longLived);
        assertThat(minted("chatgpt.com", longLived)).isSameAs(first);
        assertThat(minted("chatgpt.com", shortLived).getNotAfter()).isBeforeOrEqualTo(shortLived.getNotAfter());
    }

    @DisplayName("trust 12: a flood of names leaves the heap flat and every client with a leaf")
    @Test
    void aFloodOfNamesIsBounded() throws Exception {
        int names = Trust.times(1_000, 10_000);
        int most = 400;
        LeafIssuer bounded = new LeafIssuer(authority, Clock.systemUTC(), most);
        X509Certificate origin = origin(90);
        long[] nanos = new long[names];
        for (int i = 0; i < most; i++) {
            bounded.mint("warm" + i + ".openai.com", origin);
        }
        long before = heapAfterCollection();
        for (int i = 0; i < names; i++) {
            String host = "flood" + i + ".openai.com";
            long start = System.nanoTime();
            bounded.mint(host, origin);
            List<X509Certificate> chain = bounded.leaf(host);
            nanos[i] = System.nanoTime() - start;
            assertThat(chain.getFirst().getSubjectAlternativeNames()).containsExactly(List.of(DNS, host));
        }
        long grown = heapAfterCollection() - before;

        Arrays.sort(nanos);
        System.out.printf(
                "trust 12: %,d names: %d chains kept of at most %d, heap %+.1f MiB, mint p50 %.2f ms, p99 %.2f ms%n",
                names,
                bounded.remembered(),
                most,
                grown / 1048576.0,
                nanos[names / 2] / 1e6,
                nanos[names * 99 / 100] / 1e6);
        assertThat(bounded.remembered()).isLessThanOrEqualTo(most);
        assertThat(grown).isLessThan(16 << 20);
        assertThat(bounded.leaf("warm0.openai.com"))
                .as("one that the flood drove out")
                .isNotNull();
    }

    private static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
