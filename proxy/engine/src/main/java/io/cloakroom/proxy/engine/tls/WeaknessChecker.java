package io.cloakroom.proxy.engine.tls;

import java.security.PublicKey;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what the JDK still accepts in a chain: SHA-1 and MD5 signatures, RSA keys below 2048 bits, EC keys below 256 bits (CA/Browser
 * Forum Baseline Requirements 6.1.5 and 7.1.3). Trust anchors are not checked; their signature proves nothing anyway.
 */
final class WeaknessChecker extends PKIXCertPathChecker {

    private static final int MIN_RSA_BITS = 2048;
    private static final int MIN_EC_BITS = 256;

    @Override
    public void init(boolean forward) {
        // Nothing carries over from one chain to the next.
    }

    @Override
    public boolean isForwardCheckingSupported() {
        return true;
    }

    @Override
    public @Nullable Set<String> getSupportedExtensions() {
        return null;
    }

    @Override
    public void check(Certificate certificate, Collection<String> unresolvedCriticalExtensions)
            throws WeakCertificateException {
        X509Certificate x509 = (X509Certificate) certificate;
        String algorithm = x509.getSigAlgName().toUpperCase(Locale.ROOT);
        if (algorithm.startsWith("SHA1") || algorithm.startsWith("MD")) {
            throw weak("is signed with " + x509.getSigAlgName());
        }
        PublicKey key = x509.getPublicKey();
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
            throw weak("has an RSA key of " + rsa.getModulus().bitLength() + " bits");
        }
        if (key instanceof ECPublicKey ec && ec.getParams().getOrder().bitLength() < MIN_EC_BITS) {
            throw weak("has an EC key of " + ec.getParams().getOrder().bitLength() + " bits");
        }
    }

    private static WeakCertificateException weak(String how) {
        return new WeakCertificateException("a certificate of its chain " + how + ", which is too weak");
    }

    /** A chain was refused for its cryptography. */
    static final class WeakCertificateException extends CertPathValidatorException {

        private static final long serialVersionUID = 1;

        WeakCertificateException(String message) {
            super(message);
        }
    }
}
