package io.cloakroom.proxy.engine;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate about to be signed. It may be as bad as a test wants it. */
public final class CertificateDraft {

    /** A certificate with its key. */
    public record Signer(X509Certificate certificate, KeyPair key) {
        X500Name name() {
            return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        }
    }

    static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final X500Name subject;
    private final KeyPair key;
    private final ExtensionsGenerator extensions = new ExtensionsGenerator();
    private Instant from = Instant.now().minus(Duration.ofDays(20));
    private Instant until = Instant.now().plus(Duration.ofDays(10));
    private String algorithm = "SHA256withECDSA";

    public CertificateDraft(String commonName, KeyPair key) {
        this.subject = new X500Name("CN=" + commonName);
        this.key = key;
    }

    /** Days from now. */
    CertificateDraft valid(int fromDays, int untilDays) {
        from = Instant.now().plus(Duration.ofDays(fromDays));
        until = Instant.now().plus(Duration.ofDays(untilDays));
        return this;
    }

    CertificateDraft algorithm(String name) {
        algorithm = name;
        return this;
    }

    public CertificateDraft hosts(String... names) {
        return with(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(Arrays.stream(names)
                        .map(name -> new GeneralName(
                                name.contains("@") ? GeneralName.rfc822Name : GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new)));
    }

    CertificateDraft purpose(KeyPurposeId purpose) {
        return with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    }

    public CertificateDraft authority() {
        return with(Extension.basicConstraints, true, new BasicConstraints(true));
    }

    CertificateDraft pathLength(int length) {
        return with(Extension.basicConstraints, true, new BasicConstraints(length));
    }

    CertificateDraft permitted(String domain) {
        GeneralSubtree subtree = new GeneralSubtree(new GeneralName(GeneralName.dNSName, domain));
        return with(Extension.nameConstraints, true, new NameConstraints(new GeneralSubtree[] {subtree}, null));
    }

    public CertificateDraft crl(String url) {
        GeneralNames at = new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, url));
        return with(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(new DistributionPointName(at), null, null)
        }));
    }

    private CertificateDraft with(
            org.bouncycastle.asn1.ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
        try {
            extensions.addExtension(oid, critical, value);
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public Signer selfSigned() {
        return sign(subject, key);
    }

    public Signer signedBy(Signer issuer) {
        return sign(issuer.name(), issuer.key());
    }

    private Signer sign(X500Name issuer, KeyPair by) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer, new BigInteger(100, RANDOM), Date.from(from), Date.from(until), subject, key.getPublic());
            if (!extensions.isEmpty()) {
                for (var oid : extensions.generate().getExtensionOIDs()) {
                    builder.addExtension(extensions.generate().getExtension(oid));
                }
            }
            JcaContentSignerBuilder signer = new JcaContentSignerBuilder(algorithm).setProvider(BOUNCY_CASTLE);
            // Bouncy Castle's form also holds the keys that the JDK does not know.
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .setProvider(BOUNCY_CASTLE)
                    .getCertificate(builder.build(signer.build(by.getPrivate())));
            return new Signer(certificate, key);
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    public static KeyPair ec() {
        return curve("secp256r1");
    }

    static KeyPair curve(String name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
            generator.initialize(new ECGenParameterSpec(name));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
