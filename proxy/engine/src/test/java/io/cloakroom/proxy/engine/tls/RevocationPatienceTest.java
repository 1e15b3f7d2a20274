package io.cloakroom.proxy.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.proxy.engine.CertificateDraft;
import io.cloakroom.proxy.engine.CertificateDraft.Signer;
import io.cloakroom.proxy.engine.guard.DestinationGuard;
import io.cloakroom.proxy.engine.tls.OriginTrust.Mode;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RevocationPatienceTest {

    @TempDir
    private Path directory;

    @DisplayName("trust 3: a list that never arrives is waited for only so long")
    @ParameterizedTest(name = "trust 3: a server that never answers, {0}")
    @EnumSource(names = {"SOFT", "HARD"})
    void aListThatNeverArrivesIsNotWaitedFor(Mode mode) throws Exception {
        Signer root =
                new CertificateDraft("Root", CertificateDraft.ec()).authority().selfSigned();
        Signer leaf = new CertificateDraft("chat.example", CertificateDraft.ec())
                .hosts("chat.example")
                .crl("http://crl.example/list")
                .signedBy(root);
        Path file = Files.writeString(directory.resolve("root.pem"), Certificates.pem(root.certificate()));
        OriginTrust origins = new OriginTrust(List.of(file), mode, List.of());
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            DestinationGuard destinations = new DestinationGuard(
                    Map.of("crl.example", "127.0.0.1:" + mute.getLocalPort()), Set.of(80), host -> {
                        throw new UnknownHostException(host);
                    });
            try (Revocation revocation =
                    Revocation.of(origins, UpstreamTrust.of(origins.roots()), destinations, Duration.ofMillis(100))) {
                CompletableFuture<Void> checked = revocation.check(List.of(reread(leaf.certificate())), null);

                if (mode == Mode.SOFT) {
                    assertThat(checked.get(5, TimeUnit.SECONDS)).isNull();
                } else {
                    assertThatThrownBy(() -> checked.get(5, TimeUnit.SECONDS))
                            .hasCauseInstanceOf(UntrustedOriginException.class)
                            .hasMessageContaining("nobody could be asked");
                }
            }
        }
    }

    private static X509Certificate reread(X509Certificate certificate) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate.getEncoded()));
    }
}
