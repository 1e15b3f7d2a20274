package io.cloakroom.proxy.engine;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates of origins, each good or bad in one way; what is good is signed by {@link #rootPem()}. */
final class OriginCertificates {

    /** What an origin's certificate is like. */
    enum Like {
        GOOD,
        EXPIRED,
        NOT_YET_VALID,
        WRONG_NAME,
        SELF_SIGNED,
        UNKNOWN_ISSUER,
        SHA1_SIGNED,
        SHORT_RSA_KEY,
        COMMON_NAME_ONLY,
        FOR_CLIENTS_ONLY,
        EXPIRED_INTERMEDIATE,
        INTERMEDIATE_IS_NO_CA
    }

    private record Signer(X509Certificate certificate, KeyPair key) {}

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration DAY = Duration.ofDays(1);
    private static final KeyPair EC = key("EC", 256);
    private static final Signer ROOT = authority("Origin Root", null, DAY, true);
    private static final Signer STRANGER = authority("Unknown Root", null, DAY, true);

    private OriginCertificates() {}

    static String rootPem() {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(ROOT.certificate());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    /** A server context whose certificate for the host is like that. */
    static SSLContext context(Like like, String host) {
        try {
            KeyPair key = like == Like.SHORT_RSA_KEY ? key("RSA", 1024) : EC;
            Signer issuer = switch (like) {
                case UNKNOWN_ISSUER -> STRANGER;
                case EXPIRED_INTERMEDIATE -> authority("Old Intermediate", ROOT, DAY.negated(), true);
                case INTERMEDIATE_IS_NO_CA -> authority("Not An Authority", ROOT, DAY, false);
                default -> ROOT;
            };
            X509Certificate leaf = leaf(like, host, key, issuer);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            Certificate[] chain = issuer == ROOT || issuer == STRANGER || like == Like.SELF_SIGNED
                    ? new Certificate[] {leaf}
                    : new Certificate[] {leaf, issuer.certificate()};
            store.setKeyEntry("origin", key.getPrivate(), new char[0], chain);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate leaf(Like like, String host, KeyPair key, Signer issuer)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        Instant now = Instant.now();
        Instant from = like == Like.NOT_YET_VALID ? now.plus(DAY) : now.minus(DAY.multipliedBy(20));
        Instant until = like == Like.EXPIRED ? now.minus(DAY) : now.plus(DAY.multipliedBy(10));
        X500Name subject = new X500Name("CN=" + host);
        boolean selfSigned = like == Like.SELF_SIGNED;
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                selfSigned ? subject : name(issuer.certificate()),
                new BigInteger(100, RANDOM),
                Date.from(from),
                Date.from(until),
                subject,
                key.getPublic());
        if (like != Like.COMMON_NAME_ONLY) {
            String named = like == Like.WRONG_NAME ? "somebody-else.example" : host;
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, named)));
        }
        KeyPurposeId purpose =
                like == Like.FOR_CLIENTS_ONLY ? KeyPurposeId.id_kp_clientAuth : KeyPurposeId.id_kp_serverAuth;
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        KeyPair signing = selfSigned ? key : issuer.key();
        return sign(builder, signing, like == Like.SHA1_SIGNED ? "SHA1withECDSA" : "SHA256withECDSA");
    }

    private static Signer authority(String commonName, Signer issuer, Duration validFor, boolean mayIssue) {
        try {
            KeyPair key = key("EC", 256);
            X500Name subject = new X500Name("CN=" + commonName);
            Instant now = Instant.now();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer == null ? subject : name(issuer.certificate()),
                    new BigInteger(100, RANDOM),
                    Date.from(now.minus(DAY.multipliedBy(30))),
                    Date.from(now.plus(validFor)),
                    subject,
                    key.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(mayIssue));
            return new Signer(sign(builder, issuer == null ? key : issuer.key(), "SHA256withECDSA"), key);
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, KeyPair key, String algorithm)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(key.getPrivate())));
    }

    private static X500Name name(X509Certificate certificate) {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    private static KeyPair key(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
