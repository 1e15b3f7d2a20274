package io.cloakroom.proxy.engine.tls;

import io.cloakroom.proxy.engine.tls.CertificateAuthority.Root;
import io.cloakroom.proxy.engine.tls.Certificates.Signer;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operators' intermediates: those that are kept, and, where the root's key is here, those that are made when they are needed. */
final class Intermediates {

    private static final Duration LIFETIME = Duration.ofDays(365);
    private static final Duration RENEW_BEFORE_END = Duration.ofDays(60);
    private static final Logger LOG = LoggerFactory.getLogger(Intermediates.class);

    private final KeyFiles files;
    private final Clock clock;
    private final Root root;
    /** By operator. */
    private final Map<String, Ready> ready = new ConcurrentHashMap<>();

    private KeyFiles.@Nullable Kept kept;

    private record Ready(Signer signer, Set<String> domains) {}

    Intermediates(KeyFiles files, Clock clock, Root root) {
        this.files = files;
        this.clock = clock;
        this.root = root;
    }

    /** Looks again at what is kept, and at what ends soon. What is still good stays ready, since it may be asked for where nothing may block. */
    synchronized void refresh() throws IOException, GeneralSecurityException {
        files.check(CertificateAuthority.INTERMEDIATES_FILE);
        kept = null;
        for (Map.Entry<String, Ready> entry : ready.entrySet()) {
            Set<String> domains = entry.getValue().domains();
            Signer now = present(entry.getKey(), domains);
            if (now == null) {
                ready.remove(entry.getKey());
            } else {
                entry.setValue(new Ready(now, domains));
            }
        }
    }

    /**
     * The domains that can be signed for.
     *
     * @param wanted the operator's
     */
    synchronized Set<String> permitted(String operator, Set<String> wanted)
            throws IOException, GeneralSecurityException {
        if (root.key() != null) {
            return wanted;
        }
        X509Certificate certificate = kept().certificate(CertificateAuthority.alias(operator));
        return certificate != null && isUsable(certificate) ? Certificates.permittedDomains(certificate) : Set.of();
    }

    /** Whether the intermediate that is kept for an operator is about to end. */
    synchronized boolean endsSoon(String operator) {
        try {
            X509Certificate certificate = kept().certificate(CertificateAuthority.alias(operator));
            return certificate == null || !lasts(certificate);
        } catch (IOException | GeneralSecurityException e) {
            LOG.warn("intermediate certificates could not be read: {}", e.getMessage());
            return true;
        }
    }

    /** The intermediate of an operator; nothing where it is to be imported and was not. */
    Optional<Signer> of(String operator, Set<String> domains) throws GeneralSecurityException {
        Signer signer = ready(operator, domains);
        return signer == null ? find(operator, domains) : Optional.of(signer);
    }

    private @Nullable Signer ready(String operator, Set<String> domains) {
        Ready now = ready.get(operator);
        return now != null && now.domains().equals(domains) ? now.signer() : null;
    }

    private synchronized Optional<Signer> find(String operator, Set<String> domains) throws GeneralSecurityException {
        Signer found = ready(operator, domains);
        if (found != null) {
            return Optional.of(found);
        }
        try {
            found = present(operator, domains);
            if (found == null) {
                // Another process may have made or imported it meanwhile.
                kept = null;
                found = present(operator, domains);
            }
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        if (found == null && root.key() != null) {
            found = make(operator, domains);
        }
        if (found != null) {
            ready.put(operator, new Ready(found, domains));
        }
        return Optional.ofNullable(found);
    }

    private KeyFiles.Kept kept() throws IOException, GeneralSecurityException {
        KeyFiles.Kept now = kept;
        if (now == null) {
            now = files.kept(CertificateAuthority.INTERMEDIATES_FILE);
            kept = now;
        }
        return now;
    }

    /** The kept intermediate; null when it cannot be used, or is to be replaced by one that can be made here. */
    private @Nullable Signer present(String operator, Set<String> domains)
            throws IOException, GeneralSecurityException {
        String alias = CertificateAuthority.alias(operator);
        X509Certificate certificate = kept().certificate(alias);
        boolean good = certificate != null
                && isUsable(certificate)
                && (root.key() == null
                        || (lasts(certificate)
                                && Certificates.permittedDomains(certificate).equals(domains)));
        return good ? kept().signer(alias) : null;
    }

    private Signer make(String operator, Set<String> domains) throws GeneralSecurityException {
        if (root.key() == null) {
            throw new IllegalStateException("the root's key is kept elsewhere");
        }
        Signer own = new Signer(root.certificate(), root.key());
        Signer made = Certificates.intermediate(own, operator, domains, clock.instant(), LIFETIME);
        try {
            if (isRoot(CertificateAuthority.readRoot(files))) {
                Map<String, Signer> all = kept().all();
                all.put(CertificateAuthority.alias(operator), made);
                files.write(CertificateAuthority.INTERMEDIATES_FILE, all);
            } else {
                LOG.warn("{}", CertificateAuthority.ANOTHER_ROOT);
            }
        } catch (IOException e) {
            // It can be made again.
            LOG.warn("an intermediate certificate could not be kept: {}", e.getMessage());
        }
        kept = null;
        return made;
    }

    /** What another root signed, and is kept with it now, must not be written over. */
    private boolean isRoot(Optional<Root> now) {
        return now.isPresent() && now.get().certificate().equals(root.certificate());
    }

    private boolean isUsable(X509Certificate certificate) {
        return CertificateAuthority.isSignedBy(certificate, root.certificate())
                && certificate.getNotAfter().toInstant().isAfter(clock.instant());
    }

    private boolean lasts(X509Certificate certificate) {
        Instant soon = clock.instant().plus(RENEW_BEFORE_END);
        return certificate.getNotAfter().toInstant().isAfter(soon);
    }
}
