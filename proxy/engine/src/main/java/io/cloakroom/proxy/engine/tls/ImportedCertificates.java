package io.cloakroom.proxy.engine.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Holds certificates that were signed elsewhere to what was asked for: a wider one would make this machine worth stealing. */
final class ImportedCertificates {

    private static final String NAME_CONSTRAINTS = "2.5.29.30";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String SERVERS = "1.3.6.1.5.5.7.3.1";
    private static final int KEY_CERT_SIGN = 5;

    private ImportedCertificates() {}

    static String name(X509Certificate certificate) {
        return "The certificate of " + certificate.getSubjectX500Principal().getName();
    }

    static void checkRoot(X509Certificate root, Instant now) throws IOException {
        checkCommon(root, now);
        require(
                root,
                root.getBasicConstraints() >= 1,
                "may not have intermediates that issue (path length 1 or more is needed)");
        require(root, root.getKeyUsage() == null || root.getKeyUsage()[KEY_CERT_SIGN], "may not sign certificates");
    }

    /** @param asked a certificate with the extensions that were asked for */
    static void check(X509Certificate certificate, X509Certificate asked, X509Certificate root, Instant now)
            throws IOException, GeneralSecurityException {
        checkCommon(certificate, now);
        require(
                certificate,
                CertificateAuthority.isSignedBy(certificate, root),
                "was not signed by the root " + root.getSubjectX500Principal().getName() + " itself");
        require(certificate, certificate.getBasicConstraints() == 0, "is not an authority of path length 0");
        Set<String> critical =
                Optional.ofNullable(certificate.getCriticalExtensionOIDs()).orElse(Set.of());
        require(certificate, critical.contains(BASIC_CONSTRAINTS), "has basic constraints that are not critical");
        require(
                certificate,
                certificate.getKeyUsage() != null && certificate.getKeyUsage()[KEY_CERT_SIGN],
                "may not sign certificates");
        require(
                certificate,
                List.of(SERVERS).equals(certificate.getExtendedKeyUsage()),
                "is not limited to web servers (extended key usage serverAuth)");
        checkNames(certificate, asked, critical);
    }

    private static void checkNames(X509Certificate certificate, X509Certificate asked, Set<String> critical)
            throws IOException, GeneralSecurityException {
        byte[] constraints = certificate.getExtensionValue(NAME_CONSTRAINTS);
        require(
                certificate,
                constraints != null,
                "has no name constraints; have them copied from the request (openssl x509 -copy_extensions copyall)");
        require(certificate, critical.contains(NAME_CONSTRAINTS), "has name constraints that are not critical");
        Set<String> wanted = Certificates.permittedDomains(asked);
        Set<String> given = Certificates.permittedDomains(certificate);
        require(certificate, given.equals(wanted), difference(wanted, given));
        require(
                certificate,
                Arrays.equals(constraints, asked.getExtensionValue(NAME_CONSTRAINTS)),
                "has other name constraints than were asked for");
    }

    private static String difference(Set<String> wanted, Set<String> given) {
        Set<String> more = new TreeSet<>(given);
        more.removeAll(wanted);
        Set<String> missing = new HashSet<>(wanted);
        missing.removeAll(given);
        return more.isEmpty()
                ? "leaves out " + String.join(", ", new TreeSet<>(missing)) + ", which was asked for"
                : "allows " + String.join(", ", more) + ", which was not asked for";
    }

    private static void checkCommon(X509Certificate certificate, Instant now) throws IOException {
        Optional<String> weakness = PathChecker.weakness(certificate);
        require(certificate, weakness.isEmpty(), weakness.orElse("") + ", which is too weak");
        require(certificate, certificate.getNotBefore().toInstant().isBefore(now), "is not valid yet");
        require(certificate, certificate.getNotAfter().toInstant().isAfter(now), "has expired");
    }

    private static void require(X509Certificate certificate, boolean condition, String otherwise) throws IOException {
        if (!condition) {
            throw new IOException(name(certificate) + " " + otherwise + ". Nothing was imported.");
        }
    }
}
