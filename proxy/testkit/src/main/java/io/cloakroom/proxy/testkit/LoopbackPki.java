package io.cloakroom.proxy.testkit;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A certificate authority of the internet as it exists on loopback: issues good and deliberately bad server certificates by name. */
public final class LoopbackPki {

    /** What is wrong with a certificate. */
    public enum Flaw {
        NONE,
        EXPIRED,
        WRONG_NAME,
        SELF_SIGNED
    }

    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyPair rootKey;
    private final X509Certificate root;
    private final KeyPair serverKey;

    private LoopbackPki(KeyPair rootKey, X509Certificate root, KeyPair serverKey) {
        this.rootKey = rootKey;
        this.root = root;
        this.serverKey = serverKey;
    }

    public static LoopbackPki create() {
        try {
            KeyPair rootKey = newKey();
            return new LoopbackPki(rootKey, rootCertificate(rootKey), newKey());
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("the loopback certificate authority could not be made", e);
        }
    }

    /** The root certificate, PEM: what a client or {@code upstream.trust} needs to trust these servers. */
    public String rootPem() {
        StringWriter pem = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
            writer.writeObject(root);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return pem.toString();
    }

    /** The root certificate itself. */
    public X509Certificate root() {
        return root;
    }

    /** A server context that answers every name asked for (SNI) with a certificate of its own. */
    public SSLContext serverContext(Flaw flaw) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keyManager(flaw)}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What that context has: aliases are host names. */
    public X509ExtendedKeyManager keyManager(Flaw flaw) {
        return new BySni(flaw);
    }

    /** A certificate for a host; {@code flaw} says in what way it is bad. */
    public X509Certificate certificate(String host, Flaw flaw) {
        try {
            Instant now = Instant.now();
            boolean expired = flaw == Flaw.EXPIRED;
            Instant from = now.minus(expired ? Duration.ofDays(60) : Duration.ofHours(1));
            Instant until = expired ? now.minus(Duration.ofDays(30)) : now.plus(Duration.ofDays(30));
            String name = flaw == Flaw.WRONG_NAME ? "wrong.example.net" : host;
            boolean selfSigned = flaw == Flaw.SELF_SIGNED;
            X500Name subject = new X500Name("CN=" + name);
            X500Name issuer = selfSigned
                    ? subject
                    : X500Name.getInstance(root.getSubjectX500Principal().getEncoded());
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer, serial(), Date.from(from), Date.from(until), subject, serverKey.getPublic());
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            return sign(builder, selfSigned ? serverKey.getPrivate() : rootKey.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("no certificate for " + host, e);
        }
    }

    private static X509Certificate rootCertificate(KeyPair key)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        X500Name name = new X500Name("CN=Loopback Internet Root,O=Cloakroom test kit");
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                serial(),
                Date.from(now.minus(Duration.ofDays(100))),
                Date.from(now.plus(Duration.ofDays(100))),
                name,
                key.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return sign(builder, key.getPrivate());
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    }

    private static BigInteger serial() {
        return new BigInteger(120, RANDOM);
    }

    private static KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private final class BySni extends X509ExtendedKeyManager {

        private final Flaw flaw;
        private final Map<String, X509Certificate> issued = new ConcurrentHashMap<>();

        BySni(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        public @Nullable String chooseEngineServerAlias(
                String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
            if (!keyType.startsWith("EC")) {
                return null;
            }
            if (engine.getHandshakeSession() instanceof ExtendedSSLSession session) {
                List<SNIServerName> names = session.getRequestedServerNames();
                if (!names.isEmpty() && names.getFirst() instanceof SNIHostName host) {
                    return host.getAsciiName();
                }
            }
            return "localhost";
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {issued.computeIfAbsent(alias, host -> certificate(host, flaw))};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return serverKey.getPrivate();
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
            return null;
        }

        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
            return null;
        }
    }
}
