package io.cloakroom.proxy.engine.tls;

import io.cloakroom.proxy.engine.tls.CertificateAuthority.Root;
import io.cloakroom.proxy.engine.tls.Certificates.Signer;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * Intermediates under a root whose key is kept elsewhere: requests (PKCS#10) go out, certificates come back and are held to what was
 * asked for. The intermediates' keys never leave this machine.
 */
public final class SigningRequests {

    private static final String REQUESTS_FILE = "requests.p12";
    /** A key waits beside a certificate, since PKCS#12 keeps no key without one; this is how long that certificate is said to last. */
    private static final Duration PLACEHOLDER_LIFETIME = Duration.ofDays(365);

    private final KeyFiles files;
    private final Map<String, ? extends Collection<String>> operators;
    private final Clock clock;

    /** @param pem PKCS#10, PEM */
    public record Request(String operator, Set<String> domains, String pem) {}

    /**
     * What an import changed.
     *
     * @param operators whose intermediates came
     * @param newRoot whether the root is another one than before
     * @param keyDeleted whether the key of a root was on this machine until now
     */
    public record Imported(List<String> operators, X509Certificate root, boolean newRoot, boolean keyDeleted) {}

    private SigningRequests(KeyFiles files, Map<String, ? extends Collection<String>> operators, Clock clock) {
        this.files = files;
        this.operators = operators;
        this.clock = clock;
    }

    /**
     * @param operators operator → host patterns
     * @throws IOException when keys cannot be read, or others can read them
     */
    public static SigningRequests open(Path dataDir, Map<String, ? extends Collection<String>> operators, Clock clock)
            throws IOException {
        return new SigningRequests(KeyFiles.open(dataDir.resolve("ca")), operators, clock);
    }

    /** Requests for the intermediates of these operators. Asking again asks with the same keys, until the hosts change. */
    public List<Request> write(Collection<String> wanted) throws IOException, GeneralSecurityException {
        Map<String, Signer> pending = new TreeMap<>(files.read(REQUESTS_FILE));
        List<Request> requests = new ArrayList<>();
        for (Map.Entry<String, ? extends Collection<String>> entry : operators.entrySet()) {
            String operator = entry.getKey();
            if (!wanted.contains(operator)) {
                continue;
            }
            Set<String> domains = CertificateAuthority.domains(entry.getValue());
            String alias = CertificateAuthority.alias(operator);
            Signer waiting = pending.get(alias);
            if (waiting == null
                    || !Certificates.permittedDomains(waiting.certificate()).equals(domains)) {
                waiting = placeholder(operator, domains);
                pending.put(alias, waiting);
            }
            requests.add(new Request(operator, domains, pem(request(operator, domains, waiting))));
        }
        files.write(REQUESTS_FILE, pending);
        return requests;
    }

    private Signer placeholder(String operator, Set<String> domains) throws GeneralSecurityException {
        Signer unknown = Certificates.root(clock.instant(), PLACEHOLDER_LIFETIME);
        return Certificates.intermediate(unknown, operator, domains, clock.instant(), PLACEHOLDER_LIFETIME);
    }

    private static PKCS10CertificationRequest request(String operator, Set<String> domains, Signer waiting)
            throws IOException, GeneralSecurityException {
        KeyPair key = new KeyPair(waiting.certificate().getPublicKey(), waiting.key());
        try {
            return new JcaPKCS10CertificationRequestBuilder(Certificates.ofOperator(operator), key.getPublic())
                    .addAttribute(
                            PKCSObjectIdentifiers.pkcs_9_at_extensionRequest,
                            Certificates.ofIntermediate(domains, key.getPublic()))
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static String pem(PKCS10CertificationRequest request) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(request);
        }
        return text.toString();
    }

    /**
     * Takes signed intermediates and their root, all or none.
     *
     * @throws IOException when one of them is not what was asked for; the message says which and why
     */
    public Imported accept(Collection<X509Certificate> certificates) throws IOException, GeneralSecurityException {
        Instant now = clock.instant();
        Optional<Root> before = CertificateAuthority.readRoot(files);
        X509Certificate root = root(certificates, before);
        ImportedCertificates.checkRoot(root, now);
        Map<String, Signer> pending = new TreeMap<>(files.read(REQUESTS_FILE));
        Map<String, Signer> intermediates = new TreeMap<>(files.read(CertificateAuthority.INTERMEDIATES_FILE));
        intermediates.values().removeIf(signer -> !CertificateAuthority.isSignedBy(signer.certificate(), root));
        List<String> taken = new ArrayList<>();
        for (X509Certificate certificate : certificates) {
            if (certificate.equals(root)) {
                continue;
            }
            String operator = operatorOf(certificate, pending);
            String alias = CertificateAuthority.alias(operator);
            Signer asked = Objects.requireNonNull(pending.remove(alias));
            ImportedCertificates.check(certificate, asked.certificate(), root, now);
            intermediates.put(alias, new Signer(certificate, asked.key()));
            taken.add(operator);
        }
        if (taken.isEmpty()) {
            throw new IOException(
                    "There is no certificate of an intermediate among them; import what was made of the requests.");
        }
        boolean keyHere = before.isPresent() && before.get().key() != null;
        files.write(CertificateAuthority.INTERMEDIATES_FILE, intermediates);
        files.writeCertificate(CertificateAuthority.ROOT_ELSEWHERE_FILE, root);
        files.delete(CertificateAuthority.ROOT_FILE);
        files.write(REQUESTS_FILE, pending);
        boolean other = before.isEmpty() || !before.get().certificate().equals(root);
        return new Imported(taken, root, other, keyHere);
    }

    private static X509Certificate root(Collection<X509Certificate> certificates, Optional<Root> before)
            throws IOException {
        List<X509Certificate> roots = certificates.stream()
                .filter(certificate -> CertificateAuthority.isSignedBy(certificate, certificate))
                .distinct()
                .toList();
        if (roots.size() > 1) {
            throw new IOException(
                    "There are " + roots.size() + " roots among them; import one root with what it signed.");
        }
        if (!roots.isEmpty()) {
            return roots.getFirst();
        }
        return before.filter(root -> root.key() == null)
                .map(Root::certificate)
                .orElseThrow(
                        () -> new IOException(
                                "The root's own certificate is not among them; add its PEM file, so that it can be checked and shown."));
    }

    private String operatorOf(X509Certificate certificate, Map<String, Signer> pending) throws IOException {
        for (String operator : operators.keySet()) {
            Signer asked = pending.get(CertificateAuthority.alias(operator));
            if (asked != null && asked.certificate().getPublicKey().equals(certificate.getPublicKey())) {
                return operator;
            }
        }
        throw new IOException(
                ImportedCertificates.name(certificate)
                        + " is for a key that this installation did not ask for; run cloakroom ca request and have what it writes signed.");
    }
}
