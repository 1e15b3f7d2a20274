package io.cloakroom.proxy.engine.tls;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The three kinds of certificate this installation makes, all ECDSA P-256 with SHA-256. */
final class Certificates {

    private static final SecureRandom RANDOM = new SecureRandom();
    /** Clocks of people's machines run late by this much before a fresh certificate looks "not yet valid". */
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private static final int LONGEST_COMMON_NAME = 64;
    private static final int SERIAL_BITS = 120;

    private Certificates() {}

    /** A certificate authority's certificate with its key. */
    record Signer(X509Certificate certificate, PrivateKey key) {}

    static KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        return generator.generateKeyPair();
    }

    /** Self-signed, path length 1. */
    static Signer root(Instant now, Duration lifetime) throws GeneralSecurityException {
        KeyPair key = newKey();
        // The serial in the name keeps two installations apart in a list of certificate authorities.
        BigInteger serial = serial();
        X500Name name = named("Cloakroom CA " + serial.toString(16).substring(0, 8));
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name, serial, before(now), Date.from(now.plus(lifetime)), name, key.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(1));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key.getPublic()));
            return new Signer(sign(builder, key.getPrivate()), key.getPrivate());
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** Path length 0, good only for TLS servers within {@code domains} and their subdomains, and for no IP address but those named. */
    static Signer intermediate(Signer root, String operator, Collection<String> domains, Instant now, Duration lifetime)
            throws GeneralSecurityException {
        KeyPair key = newKey();
        Date until =
                earliest(now.plus(lifetime), root.certificate().getNotAfter().toInstant());
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                subject(root.certificate()), serial(), before(now), until, ofOperator(operator), key.getPublic());
        try {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(root.certificate()));
            Extensions asked = ofIntermediate(domains, key.getPublic());
            for (ASN1ObjectIdentifier oid : asked.getExtensionOIDs()) {
                builder.addExtension(asked.getExtension(oid));
            }
            return new Signer(sign(builder, root.key()), key.getPrivate());
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** What makes an intermediate one that is worth little when stolen. */
    static Extensions ofIntermediate(Collection<String> domains, PublicKey key)
            throws IOException, GeneralSecurityException {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        extensions.addExtension(Extension.nameConstraints, true, onlyFor(domains));
        extensions.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        extensions.addExtension(
                Extension.subjectKeyIdentifier, false, new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
        return extensions.generate();
    }

    /** For one host name (in its ASCII form, RFC 5890) or IP address, TLS servers only. */
    static X509Certificate leaf(Signer issuer, PublicKey key, String host, Instant from, Instant until)
            throws GeneralSecurityException {
        Date notBefore = Date.from(from);
        Date notAfter = earliest(until, issuer.certificate().getNotAfter().toInstant());
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                subject(issuer.certificate()),
                serial(),
                notBefore,
                notAfter,
                named(host.length() <= LONGEST_COMMON_NAME ? host : "leaf"),
                key);
        try {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(
                            HostNames.isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName, host)));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, utils.createAuthorityKeyIdentifier(issuer.certificate()));
            return sign(builder, issuer.key());
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** The domains an intermediate is constrained to. */
    static Set<String> permittedDomains(X509Certificate intermediate) throws GeneralSecurityException {
        NameConstraints constraints = NameConstraints.getInstance(new JcaX509CertificateHolder(intermediate)
                .getExtensions()
                .getExtensionParsedValue(Extension.nameConstraints));
        Set<String> domains = new TreeSet<>();
        if (constraints != null && constraints.getPermittedSubtrees() != null) {
            for (GeneralSubtree subtree : constraints.getPermittedSubtrees()) {
                domains.add(text(subtree.getBase()));
            }
        }
        return domains;
    }

    private static String text(GeneralName name) {
        if (name.getTagNo() != GeneralName.iPAddress) {
            return name.getName().toString();
        }
        byte[] withMask = ASN1OctetString.getInstance(name.getName()).getOctets();
        return NetUtil.bytesToIpAddress(Arrays.copyOf(withMask, withMask.length / 2));
    }

    /** The DNS names a certificate is for. */
    static List<String> dnsNames(X509Certificate certificate) throws CertificateParsingException {
        List<String> names = new ArrayList<>();
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        if (alternatives != null) {
            for (List<?> alternative : alternatives) {
                if (alternative.get(0) instanceof Integer type && type == GeneralName.dNSName) {
                    names.add(String.valueOf(alternative.get(1)));
                }
            }
        }
        return names;
    }

    static String pem(X509Certificate... chain) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (X509Certificate certificate : chain) {
                writer.writeObject(certificate);
            }
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return text.toString();
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static NameConstraints onlyFor(Collection<String> domains) {
        GeneralSubtree[] permitted = domains.stream().map(Certificates::subtree).toArray(GeneralSubtree[]::new);
        // A permitted DNS name says nothing about addresses (RFC 5280 4.2.1.10), so both families are excluded whole,
        // unless an address is permitted, which alone leaves out all others.
        GeneralSubtree[] excluded = domains.stream().anyMatch(HostNames::isAddress)
                ? null
                : new GeneralSubtree[] {addresses(new byte[8]), addresses(new byte[32])};
        return new NameConstraints(permitted, excluded);
    }

    private static GeneralSubtree subtree(String domain) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(domain);
        if (address == null) {
            return new GeneralSubtree(new GeneralName(GeneralName.dNSName, domain));
        }
        byte[] withMask = Arrays.copyOf(address, 2 * address.length);
        Arrays.fill(withMask, address.length, withMask.length, (byte) 0xff);
        return addresses(withMask);
    }

    private static GeneralSubtree addresses(byte[] addressAndMask) {
        return new GeneralSubtree(new GeneralName(GeneralName.iPAddress, new DEROctetString(addressAndMask)));
    }

    static X500Name ofOperator(String operator) {
        return named("Cloakroom for " + operator);
    }

    private static X500Name named(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, "Cloakroom")
                .addRDN(
                        BCStyle.CN,
                        commonName.length() <= LONGEST_COMMON_NAME
                                ? commonName
                                : commonName.substring(0, LONGEST_COMMON_NAME))
                .build();
    }

    private static X500Name subject(X509Certificate certificate) {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    private static BigInteger serial() {
        // The top bit is set so that every serial has its full length.
        return new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS);
    }

    private static Date before(Instant now) {
        return Date.from(now.minus(CLOCK_SKEW));
    }

    private static Date earliest(Instant one, Instant other) {
        return Date.from(one.isBefore(other) ? one : other);
    }
}
