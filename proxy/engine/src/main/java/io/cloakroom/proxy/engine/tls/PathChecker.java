package io.cloakroom.proxy.engine.tls;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PSSParameterSpec;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what the JDK still accepts in a chain: signatures by anything but SHA-2 or EdDSA, RSA keys below 2048 bits, EC keys below 256
 * bits, other kinds of key (CA/Browser Forum Baseline Requirements 6.1.5 and 7.1.3), and issuers that were made for other purposes than
 * web servers. Trust anchors are not checked; their signature proves nothing anyway.
 */
final class PathChecker extends PKIXCertPathChecker {

    private static final int MIN_RSA_BITS = 2048;
    private static final int MIN_EC_BITS = 256;
    private static final Pattern STRONG_SIGNATURE =
            Pattern.compile("SHA(256|384|512)with(RSA|ECDSA)|Ed25519|Ed448", Pattern.CASE_INSENSITIVE);
    private static final Pattern STRONG_DIGEST = Pattern.compile("SHA-?(256|384|512)", Pattern.CASE_INSENSITIVE);
    private static final String PSS = "RSASSA-PSS";
    private static final String ANY_PURPOSE = "2.5.29.37.0";
    private static final String SERVERS = "1.3.6.1.5.5.7.3.1";

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
            throws CertPathValidatorException {
        X509Certificate x509 = (X509Certificate) certificate;
        Optional<String> weakness = weakness(x509);
        if (weakness.isPresent()) {
            throw new CertPathValidatorException("a certificate " + weakness.get());
        }
        if (!servesWeb(x509)) {
            throw new CertPathValidatorException("a certificate was made for other purposes than web servers");
        }
    }

    /** In what way a certificate's cryptography is too weak: {@code has an RSA key of 1024 bits}. */
    static Optional<String> weakness(X509Certificate certificate) {
        if (!strongSignature(certificate)) {
            return Optional.of("is signed with " + certificate.getSigAlgName());
        }
        PublicKey key = certificate.getPublicKey();
        return switch (key) {
            case RSAPublicKey rsa -> tooShort("RSA", rsa.getModulus().bitLength(), MIN_RSA_BITS);
            case ECPublicKey ec -> tooShort("EC", ec.getParams().getOrder().bitLength(), MIN_EC_BITS);
            case EdECPublicKey edwards -> Optional.empty();
            default -> Optional.of("has a key of the kind " + key.getAlgorithm());
        };
    }

    /** Whether extended key usage, where there is one, includes web servers; browsers hold issuers to it as well. */
    static boolean servesWeb(X509Certificate certificate) {
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            return purposes == null || purposes.contains(SERVERS) || purposes.contains(ANY_PURPOSE);
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    private static Optional<String> tooShort(String kind, int bits, int least) {
        return bits < least ? Optional.of("has an " + kind + " key of " + bits + " bits") : Optional.empty();
    }

    private static boolean strongSignature(X509Certificate certificate) {
        String name = certificate.getSigAlgName();
        if (!name.equalsIgnoreCase(PSS)) {
            return STRONG_SIGNATURE.matcher(name).matches();
        }
        // The digest of a PSS signature stands in its parameters, and is SHA-1 where they say nothing (RFC 8017 A.2.3).
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance(PSS);
            parameters.init(certificate.getSigAlgParams());
            PSSParameterSpec pss = parameters.getParameterSpec(PSSParameterSpec.class);
            return STRONG_DIGEST.matcher(pss.getDigestAlgorithm()).matches();
        } catch (GeneralSecurityException | IOException e) {
            return false;
        }
    }
}
