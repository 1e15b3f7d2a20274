package io.cloakroom.proxy.engine;

import io.cloakroom.proxy.engine.CertificateDraft.Signer;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

/** Certificates of origins, each good or bad in one way; what is good is signed by {@link #rootPem()}. */
public final class OriginCertificates {

    /** What an origin's certificates are like. */
    enum Like {
        GOOD(host -> chain(leaf(host).signedBy(ROOT))),
        GOOD_INTERMEDIATE(host -> chain(leaf(host).signedBy(MIDDLE), MIDDLE)),
        EXPIRED(host -> chain(leaf(host).valid(-20, -1).signedBy(ROOT))),
        NOT_YET_VALID(host -> chain(leaf(host).valid(1, 10).signedBy(ROOT))),
        WRONG_NAME(host -> chain(leaf("somebody-else.example").signedBy(ROOT))),
        SELF_SIGNED(host -> chain(leaf(host).selfSigned())),
        UNKNOWN_ROOT(host -> chain(leaf(host).signedBy(STRANGER), STRANGER)),
        MISSING_INTERMEDIATE(host -> chain(leaf(host).signedBy(MIDDLE))),
        FOR_CLIENTS_ONLY(host -> chain(draft(host).hosts(host).purpose(CLIENTS).signedBy(ROOT))),
        LEAF_AS_AUTHORITY(host -> under(
                host,
                new CertificateDraft("another-site.example", CertificateDraft.ec()).hosts("another-site.example"))),
        OUTSIDE_NAME_CONSTRAINTS(host -> under(host, authority("Constrained").permitted("other.example"))),
        PATH_TOO_LONG(host -> {
            Signer upper = draft("Upper").pathLength(0).signedBy(ROOT);
            Signer lower = draft("Lower").authority().signedBy(upper);
            return chain(leaf(host).signedBy(lower), lower, upper);
        }),
        EXPIRED_INTERMEDIATE(host -> under(host, authority("Old").valid(-20, -1))),
        INTERMEDIATE_FOR_CLIENTS(host -> under(host, authority("For Clients").purpose(CLIENTS))),
        SHA1_LEAF(host -> chain(leaf(host).algorithm("SHA1withECDSA").signedBy(ROOT))),
        SHA1_INTERMEDIATE(host -> under(host, authority("Sha-1").algorithm("SHA1withECDSA"))),
        MD5_LEAF(host -> {
            Signer rsa = new CertificateDraft("Rsa", RSA).authority().signedBy(ROOT);
            return chain(leaf(host).algorithm("MD5withRSA").signedBy(rsa), rsa);
        }),
        SHA1_IN_PSS(host -> {
            Signer rsa = new CertificateDraft("Rsa", RSA).authority().signedBy(ROOT);
            return chain(leaf(host).algorithm("SHA1withRSAandMGF1").signedBy(rsa), rsa);
        }),
        SHORT_RSA_LEAF(host -> chain(new CertificateDraft(host, CertificateDraft.rsa(1024))
                .hosts(host)
                .signedBy(ROOT))),
        SHORT_RSA_INTERMEDIATE(host -> {
            Signer rsa = new CertificateDraft("Rsa", CertificateDraft.rsa(1024))
                    .authority()
                    .signedBy(ROOT);
            return chain(leaf(host).algorithm("SHA256withRSA").signedBy(rsa), rsa);
        }),
        SMALL_CURVE_INTERMEDIATE(
                host -> under(host, new CertificateDraft("Small", CertificateDraft.curve("secp224r1")).authority())),
        ODD_CURVE_INTERMEDIATE(host ->
                under(host, new CertificateDraft("Odd", CertificateDraft.curve("brainpoolP256r1")).authority())),
        COMMON_NAME_ONLY(host -> chain(draft(host).purpose(SERVERS).signedBy(ROOT))),
        MAIL_ADDRESS_ONLY(host -> chain(draft(host).hosts("root@" + host).signedBy(ROOT))),
        PARTIAL_WILDCARD(host -> chain(leaf("*" + host.substring(2)).signedBy(ROOT))),
        WILDCARD_OF_A_TOP_LEVEL(
                host -> chain(leaf("*" + host.substring(host.indexOf('.'))).signedBy(ROOT)));

        private final Making making;

        Like(Making making) {
            this.making = making;
        }
    }

    @FunctionalInterface
    private interface Making {
        List<Signer> chain(String host);
    }

    private static final KeyPurposeId SERVERS = KeyPurposeId.id_kp_serverAuth;
    private static final KeyPurposeId CLIENTS = KeyPurposeId.id_kp_clientAuth;
    static final KeyPair EC = CertificateDraft.ec();
    static final KeyPair RSA = CertificateDraft.rsa(2048);
    static final Signer ROOT = root("Origin Root");
    private static final Signer STRANGER = root("Unknown Root");
    private static final Signer MIDDLE = authority("Origin Intermediate").signedBy(ROOT);

    private OriginCertificates() {}

    private static Signer root(String name) {
        return new CertificateDraft(name, CertificateDraft.ec()).authority().selfSigned();
    }

    private static CertificateDraft draft(String name) {
        return new CertificateDraft(name, EC);
    }

    private static CertificateDraft authority(String name) {
        return new CertificateDraft(name, CertificateDraft.ec()).authority();
    }

    static CertificateDraft leaf(String host) {
        return draft(host).hosts(host).purpose(SERVERS);
    }

    private static List<Signer> under(String host, CertificateDraft intermediate) {
        return under(host, intermediate.signedBy(ROOT));
    }

    private static List<Signer> under(String host, Signer intermediate) {
        return chain(leaf(host).signedBy(intermediate), intermediate);
    }

    private static List<Signer> chain(Signer... signers) {
        return List.of(signers);
    }

    static String rootPem() {
        return pem(ROOT.certificate());
    }

    /** A server context whose certificates for the host are like that. */
    static SSLContext context(Like like, String host) {
        return context(like.making.chain(host));
    }

    /** A server context that shows this chain, leaf first. */
    static SSLContext context(List<Signer> chain) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "origin",
                    chain.getFirst().key().getPrivate(),
                    new char[0],
                    chain.stream().map(Signer::certificate).toArray(Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Certificate and key in files, as {@code openssl s_server} wants them. */
    static List<String> files(Path directory, Signer leaf) throws IOException {
        Path certificate = Files.writeString(directory.resolve("origin.pem"), pem(leaf.certificate()));
        Path key = Files.writeString(
                directory.resolve("origin.key"), pem(leaf.key().getPrivate()));
        return List.of("-cert", certificate.toString(), "-key", key.toString());
    }

    /** PEM of certificates and keys, one after the other. */
    static String pem(Object... objects) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object object : objects) {
                writer.writeObject(object);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }
}
