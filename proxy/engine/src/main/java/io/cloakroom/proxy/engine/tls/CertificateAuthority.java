package io.cloakroom.proxy.engine.tls;

import io.cloakroom.proxy.engine.tls.Certificates.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * This installation's own certificate authority: a root that people's machines trust, and below it one intermediate per operator, which
 * can sign for that operator's hosts and for nothing else (critical name constraints, RFC 5280 4.2.1.10). A stolen intermediate is
 * therefore worth little.
 */
public final class CertificateAuthority {

    private static final Duration ROOT_LIFETIME = Duration.ofDays(3650);
    private static final Duration INTERMEDIATE_LIFETIME = Duration.ofDays(365);
    private static final Duration RENEW_BEFORE_END = Duration.ofDays(60);
    private static final String ROOT_FILE = "root.p12";
    private static final String INTERMEDIATES_FILE = "intermediates.p12";
    private static final String ROOT = "root";

    private final KeyFiles files;
    private final Clock clock;
    private final Signer root;
    private volatile Map<String, Signer> signersByPattern = Map.of();
    private volatile Map<String, List<String>> operators = Map.of();

    private CertificateAuthority(KeyFiles files, Clock clock, Signer root) {
        this.files = files;
        this.clock = clock;
        this.root = root;
    }

    /**
     * Opens the certificate authority under {@code dataDir/ca}, and makes it at the first start.
     *
     * @param operators operator → host patterns, {@code chatgpt.com} or {@code *.volces.com}
     * @throws IOException when keys cannot be read or written, or others can read them; the message says what to do
     */
    public static CertificateAuthority open(
            Path dataDir, Map<String, ? extends Collection<String>> operators, Clock clock)
            throws IOException, GeneralSecurityException {
        KeyFiles files = KeyFiles.open(dataDir.resolve("ca"));
        Signer root = files.read(ROOT_FILE).get(ROOT);
        if (root == null) {
            root = createRoot(files, clock);
        }
        CertificateAuthority authority = new CertificateAuthority(files, clock, root);
        authority.permit(operators);
        return authority;
    }

    /** Replaces the root and all that was signed by it. Machines must be given the new root before they can use the proxy again. */
    public static CertificateAuthority rotate(
            Path dataDir, Map<String, ? extends Collection<String>> operators, Clock clock)
            throws IOException, GeneralSecurityException {
        KeyFiles files = KeyFiles.open(dataDir.resolve("ca"));
        files.write(INTERMEDIATES_FILE, Map.of());
        createRoot(files, clock);
        return open(dataDir, operators, clock);
    }

    /** Changes which hosts can be signed for. Intermediates whose hosts changed, or that end soon, are issued anew. */
    public synchronized void permit(Map<String, ? extends Collection<String>> operators)
            throws IOException, GeneralSecurityException {
        Map<String, Signer> before = files.read(INTERMEDIATES_FILE);
        Map<String, Signer> after = new TreeMap<>();
        Map<String, Signer> byPattern = new HashMap<>();
        Instant now = clock.instant();
        for (Map.Entry<String, ? extends Collection<String>> entry : operators.entrySet()) {
            Set<String> domains = domains(entry.getValue());
            String alias = alias(entry.getKey());
            Signer signer = before.get(alias);
            if (signer == null || !serves(signer, domains, now)) {
                signer = Certificates.intermediate(root, entry.getKey(), domains, now, INTERMEDIATE_LIFETIME);
            }
            after.put(alias, signer);
            for (String pattern : entry.getValue()) {
                byPattern.put(pattern.toLowerCase(Locale.ROOT), signer);
            }
        }
        if (!after.equals(before)) {
            files.write(INTERMEDIATES_FILE, after);
        }
        signersByPattern = Map.copyOf(byPattern);
        this.operators = operators.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
    }

    /** Issues anew what ends soon. To be called daily by whoever runs for long. */
    public void renew() throws IOException, GeneralSecurityException {
        permit(operators);
    }

    /** Whether a leaf can be minted for this host. */
    public boolean permits(String host) {
        return signerFor(host).isPresent();
    }

    /** The intermediate for a host: by its exact name, else by the longest pattern that covers it. */
    Optional<Signer> signerFor(String host) {
        Map<String, Signer> signers = signersByPattern;
        Signer exact = signers.get(host);
        if (exact != null) {
            return Optional.of(exact);
        }
        for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
            Signer covering = signers.get("*" + host.substring(dot));
            if (covering != null) {
                return Optional.of(covering);
            }
        }
        return Optional.empty();
    }

    /** The root certificate. */
    public X509Certificate root() {
        return root.certificate();
    }

    /** The root certificate, PEM: what people's machines import. */
    public String exportPem() {
        return Certificates.pem(root.certificate());
    }

    /** SHA-256 of the root certificate, upper-case hex pairs with colons, as browsers show it. */
    public String fingerprint() {
        try {
            return HexFormat.ofDelimiter(":")
                    .withUpperCase()
                    .formatHex(sha256(root.certificate().getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("the root certificate cannot be encoded", e);
        }
    }

    private static Signer createRoot(KeyFiles files, Clock clock) throws IOException, GeneralSecurityException {
        Signer root = Certificates.root(clock.instant(), ROOT_LIFETIME);
        files.write(ROOT_FILE, Map.of(ROOT, root));
        return root;
    }

    private boolean serves(Signer signer, Set<String> domains, Instant now) throws GeneralSecurityException {
        X509Certificate certificate = signer.certificate();
        return certificate.getIssuerX500Principal().equals(root.certificate().getSubjectX500Principal())
                && certificate.getNotAfter().toInstant().isAfter(now.plus(RENEW_BEFORE_END))
                && Certificates.permittedDomains(certificate).equals(domains);
    }

    private static Set<String> domains(Collection<String> patterns) {
        Set<String> domains = new TreeSet<>();
        for (String pattern : patterns) {
            domains.add((pattern.startsWith("*.") ? pattern.substring(2) : pattern).toLowerCase(Locale.ROOT));
        }
        return domains;
    }

    private static String alias(String operator) {
        // PKCS#12 aliases lose their case in the JDK; a digest does not mind.
        return HexFormat.of().formatHex(sha256(operator.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Leaf first, then its issuer; the root is the client's. */
    static List<X509Certificate> chain(X509Certificate leaf, Signer issuer) {
        return List.of(leaf, issuer.certificate());
    }
}
