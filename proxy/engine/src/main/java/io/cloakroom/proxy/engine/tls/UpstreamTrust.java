package io.cloakroom.proxy.engine.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Verifies origins: chain to a root of the JDK or of {@code upstream.trust}, validity, host name (in the subject alternative names, RFC
 * 9110 4.3.4), purpose and strength. Refuses with an {@link OriginProblem} that a person can read.
 */
public final class UpstreamTrust extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager delegate;

    private UpstreamTrust(X509ExtendedTrustManager delegate) {
        this.delegate = delegate;
    }

    /**
     * @param extra PEM files with further certificate authorities
     * @throws IOException when a file cannot be read or holds no certificate
     */
    public static UpstreamTrust of(List<Path> extra) throws IOException, GeneralSecurityException {
        Set<TrustAnchor> anchors = new HashSet<>();
        for (X509Certificate root : jdkRoots()) {
            anchors.add(new TrustAnchor(root, null));
        }
        for (Path file : extra) {
            for (Certificate certificate : read(file)) {
                anchors.add(new TrustAnchor((X509Certificate) certificate, null));
            }
        }
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
        parameters.setRevocationEnabled(false);
        parameters.addCertPathChecker(new WeaknessChecker());
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters));
        return new UpstreamTrust((X509ExtendedTrustManager) factory.getTrustManagers()[0]);
    }

    private static X509Certificate[] jdkRoots() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init((KeyStore) null);
        return ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers();
    }

    private static Collection<? extends Certificate> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new IOException("upstream.trust: " + file + " holds no certificate; name a PEM file");
            }
            return found;
        } catch (CertificateException e) {
            throw new IOException("upstream.trust: " + file + " is not a PEM file with certificates", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            delegate.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException e) {
            throw new UntrustedOriginException(
                    OriginProblems.ofChain(chain, engine.getPeerHost(), e, chainAccepted(chain, authType)), e);
        }
        // The JDK falls back to the common name, which browsers stopped doing (RFC 9525 2).
        if (Certificates.dnsNames(chain[0]).isEmpty() && chain[0].getSubjectAlternativeNames() == null) {
            throw new UntrustedOriginException(
                    new OriginProblem(
                            OriginProblem.Kind.WRONG_NAME,
                            "Its certificate names no host in the place where host names belong."),
                    new CertificateException("no subject alternative name"));
        }
    }

    private boolean chainAccepted(X509Certificate[] chain, String authType) {
        try {
            delegate.checkServerTrusted(chain, authType);
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("without a connection there is no host name to verify");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        throw new CertificateException("only engines are verified here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this verifies servers");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        throw new CertificateException("this verifies servers");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("this verifies servers");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
