package io.cloakroom.proxy.engine.tls;

import io.cloakroom.proxy.engine.tls.Certificates.Signer;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This installation's own certificate authority: a root that people's machines trust, and below it one intermediate per operator, which
 * can sign for that operator's hosts and for nothing else (critical name constraints, RFC 5280 4.2.1.10). A stolen intermediate is
 * therefore worth little. An operator gets its intermediate when a host of it is first asked for.
 */
public final class CertificateAuthority {

    private static final Duration ROOT_LIFETIME = Duration.ofDays(3650);
    static final String ROOT_FILE = "root.p12";
    static final String ROOT_ELSEWHERE_FILE = "root.pem";
    static final String INTERMEDIATES_FILE = "intermediates.p12";
    static final String ANOTHER_ROOT = "another root was put in place; restart to use it";
    private static final String NEXT_ROOT_FILE = "next-root.p12";
    private static final String ROOT = "root";
    private static final Logger LOG = LoggerFactory.getLogger(CertificateAuthority.class);

    private final KeyFiles files;
    private final Clock clock;
    private final Root root;
    private final Intermediates intermediates;
    private volatile Map<String, String> operatorsByPattern = Map.of();
    private volatile Map<String, List<String>> operators = Map.of();

    /** @param key null when it is kept elsewhere */
    record Root(X509Certificate certificate, @Nullable PrivateKey key) {}

    private CertificateAuthority(KeyFiles files, Clock clock, Root root) {
        this.files = files;
        this.clock = clock;
        this.root = root;
        this.intermediates = new Intermediates(files, clock, root);
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
        Optional<Root> kept = readRoot(files);
        Root root = kept.isPresent() ? kept.get() : newRoot(files, ROOT_FILE, clock);
        CertificateAuthority authority = new CertificateAuthority(files, clock, root);
        authority.permit(operators);
        return authority;
    }

    static Optional<Root> readRoot(KeyFiles files) throws IOException, GeneralSecurityException {
        Optional<X509Certificate> elsewhere = files.certificate(ROOT_ELSEWHERE_FILE);
        if (elsewhere.isPresent()) {
            return Optional.of(new Root(elsewhere.get(), null));
        }
        return Optional.ofNullable(files.read(ROOT_FILE).get(ROOT))
                .map(signer -> new Root(signer.certificate(), signer.key()));
    }

    private static Root newRoot(KeyFiles files, String name, Clock clock) throws IOException, GeneralSecurityException {
        Signer made = Certificates.root(clock.instant(), ROOT_LIFETIME);
        files.write(name, Map.of(ROOT, made));
        return new Root(made.certificate(), made.key());
    }

    /** Issues all intermediates anew, with new keys. Nothing has to be done on people's machines. */
    public synchronized void rotateIntermediates() throws IOException, GeneralSecurityException {
        requireKey(
                "The intermediates are signed there: run cloakroom ca request --all, and ca import with what comes back.");
        files.write(INTERMEDIATES_FILE, Map.of());
        permit(operators);
    }

    /**
     * Makes the root that will follow this one, or gives the one already made; nothing is signed by it before {@link #activateNextRoot}.
     *
     * @return PEM, to be given to people's machines beside the present root
     */
    public synchronized String prepareNextRoot() throws IOException, GeneralSecurityException {
        requireKey(
                "A new root is made there too: have new requests signed by it, cloakroom ca request --all, and import them.");
        Optional<X509Certificate> prepared = nextRoot();
        return Certificates.pem(
                prepared.isPresent()
                        ? prepared.get()
                        : newRoot(files, NEXT_ROOT_FILE, clock).certificate());
    }

    /** The root that was prepared to follow this one. */
    public Optional<X509Certificate> nextRoot() throws IOException, GeneralSecurityException {
        return Optional.ofNullable(files.read(NEXT_ROOT_FILE).get(ROOT)).map(Signer::certificate);
    }

    /** Puts the prepared root in the place of the present one, whose key is gone then. Takes effect when the authority is opened next. */
    public synchronized void activateNextRoot() throws IOException, GeneralSecurityException {
        if (nextRoot().isEmpty()) {
            throw new IOException(
                    "No root was prepared to follow this one; run cloakroom ca rotate --root first, give people's machines"
                            + " the new root, and then come back.");
        }
        files.rename(NEXT_ROOT_FILE, ROOT_FILE);
    }

    private void requireKey(String instead) throws IOException {
        if (root.key() == null) {
            throw new IOException("The key of the root is kept elsewhere. " + instead);
        }
    }

    /** Whether the root's key is not on this machine. */
    public boolean isRootElsewhere() {
        return root.key() == null;
    }

    /**
     * Changes which hosts can be signed for: where the root's key is here, all of them; where it is not, those that there are intermediates
     * for, which go on serving the hosts they were made for.
     */
    public synchronized void permit(Map<String, ? extends Collection<String>> operators)
            throws IOException, GeneralSecurityException {
        Root kept = readRoot(files)
                .orElseThrow(() -> new IOException("the root in the data directory is gone; restore it from a backup"));
        if (!kept.certificate().equals(root.certificate())) {
            LOG.warn("{}", ANOTHER_ROOT);
            return;
        }
        intermediates.refresh();
        Map<String, String> byPattern = new HashMap<>();
        for (Map.Entry<String, ? extends Collection<String>> entry : operators.entrySet()) {
            Set<String> permitted = intermediates.permitted(entry.getKey(), domains(entry.getValue()));
            for (String pattern : entry.getValue()) {
                if (permitted.contains(domain(pattern))) {
                    byPattern.put(pattern.toLowerCase(Locale.ROOT), entry.getKey());
                }
            }
        }
        operatorsByPattern = Map.copyOf(byPattern);
        this.operators = operators.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
    }

    /**
     * Operators with hosts that no intermediate covers, or whose intermediate ends soon: what {@code ca request} is for. None where the
     * root's key is here, and an intermediate is made when it is needed.
     */
    public List<String> operatorsInNeed() {
        return isRootElsewhere()
                ? operators.entrySet().stream()
                        .filter(entry -> !entry.getValue().stream()
                                        .map(pattern -> pattern.toLowerCase(Locale.ROOT))
                                        .allMatch(operatorsByPattern::containsKey)
                                || intermediates.endsSoon(entry.getKey()))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList()
                : List.of();
    }

    /** Lets what ends soon be issued anew when it is needed next. To be called daily by whoever runs for long. */
    public void renew() throws IOException, GeneralSecurityException {
        permit(operators);
    }

    /** Whether a leaf can be minted for this host. Cheap. */
    public boolean permits(String host) {
        return operator(host) != null;
    }

    /**
     * The intermediate for a host: by its exact name, else by the longest pattern that covers it. The first time, it is read or made, which
     * takes as long as files take.
     */
    Optional<Signer> signerFor(String host) throws GeneralSecurityException {
        String operator = operator(host);
        return operator == null
                ? Optional.empty()
                : intermediates.of(operator, domains(operators.getOrDefault(operator, List.of())));
    }

    private @Nullable String operator(String host) {
        Map<String, String> byPattern = operatorsByPattern;
        String exact = byPattern.get(host);
        if (exact != null) {
            return exact;
        }
        for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
            String covering = byPattern.get("*" + host.substring(dot));
            if (covering != null) {
                return covering;
            }
        }
        return null;
    }

    /** The root certificate. */
    public X509Certificate root() {
        return root.certificate();
    }

    /** The root certificate, PEM: what people's machines trust. */
    public String exportPem() {
        return Certificates.pem(root.certificate());
    }

    /** SHA-256 of the root certificate, upper-case hex pairs with colons, as browsers show it. */
    public String fingerprint() {
        return fingerprint(root.certificate());
    }

    /** The same of another certificate. */
    public static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(sha256(certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read cannot be encoded", e);
        }
    }

    static boolean isSignedBy(X509Certificate certificate, X509Certificate root) {
        if (!certificate.getIssuerX500Principal().equals(root.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(root.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static Set<String> domains(Collection<String> patterns) {
        return patterns.stream().map(CertificateAuthority::domain).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String domain(String pattern) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(pattern);
        return address == null
                ? (pattern.startsWith("*.") ? pattern.substring(2) : pattern).toLowerCase(Locale.ROOT)
                : NetUtil.bytesToIpAddress(address);
    }

    static String alias(String operator) {
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
