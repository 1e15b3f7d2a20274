package io.cloakroom.proxy.engine.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
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
    private final PKIXBuilderParameters parameters;

    private UpstreamTrust(X509ExtendedTrustManager delegate, PKIXBuilderParameters parameters) {
        this.delegate = delegate;
        this.parameters = parameters;
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
        parameters.addCertPathChecker(new PathChecker());
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters));
        return new UpstreamTrust((X509ExtendedTrustManager) factory.getTrustManagers()[0], parameters);
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
        String host = engine.getPeerHost();
        List<X509Certificate> sent = reread(chain);
        try {
            delegate.checkServerTrusted(sent.toArray(X509Certificate[]::new), authType, engine);
        } catch (CertificateException e) {
            throw new UntrustedOriginException(ChainProblems.of(sent, host, copyOfParameters()), e);
        }
        if (!HostNames.covers(sent.getFirst(), host)) {
            throw new UntrustedOriginException(
                    ChainProblems.wrongName(sent.getFirst(), host),
                    new CertificateException("no subject alternative name is this host"));
        }
    }

    /** Certificates as the JDK reads them; what it cannot read is refused here, with words. */
    private static List<X509Certificate> reread(X509Certificate[] chain) throws CertificateException {
        List<X509Certificate> read = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        try {
            for (X509Certificate certificate : chain) {
                read.add((X509Certificate)
                        factory.generateCertificate(new ByteArrayInputStream(certificate.getEncoded())));
            }
        } catch (CertificateException e) {
            throw new UntrustedOriginException(
                    new OriginProblem(
                            OriginProblem.Kind.WEAK,
                            "A certificate of its chain cannot be read, or has a kind of key that is not accepted here."),
                    e);
        }
        return read;
    }

    /**
     * The chain by which a certificate is trusted.
     *
     * @param chain as an origin sent it
     * @return leaf first, the trusted root last
     */
    List<X509Certificate> path(List<X509Certificate> chain) throws GeneralSecurityException {
        PKIXBuilderParameters wanted = copyOfParameters();
        X509CertSelector leaf = new X509CertSelector();
        leaf.setCertificate(chain.getFirst());
        wanted.setTargetCertConstraints(leaf);
        wanted.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
        PKIXCertPathBuilderResult built =
                (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(wanted);
        List<X509Certificate> path = new ArrayList<>();
        built.getCertPath().getCertificates().forEach(certificate -> path.add((X509Certificate) certificate));
        path.add(built.getTrustAnchor().getTrustedCert());
        return path;
    }

    /** Parameters are not safe for threads while they validate. */
    private PKIXBuilderParameters copyOfParameters() {
        return (PKIXBuilderParameters) parameters.clone();
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
