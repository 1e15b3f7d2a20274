package io.cloakroom.proxy.engine.tls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cloakroom.proxy.engine.tls.Certificates.Signer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mints certificates for intercepted hosts, each after its origin was verified, and remembers them for a while. */
public final class LeafIssuer {

    private static final Logger LOG = LoggerFactory.getLogger(LeafIssuer.class);
    /** A parsed chain takes some 10 KB. */
    private static final int MAX_HOSTS = 2_000;

    private static final Duration LIFETIME = Duration.ofDays(30);
    private static final Duration REMEMBERED = Duration.ofHours(12);
    private static final Duration REFUSAL_LIFETIME = Duration.ofHours(1);
    private static final Duration REFUSAL_REMEMBERED = Duration.ofMinutes(30);
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final CertificateAuthority authority;
    private final Clock clock;
    // One key for all leaves: making a key per host costs more than signing, and protects nothing, since all live in
    // this process.
    private final KeyPair key;
    private final Cache<String, Minted> leaves;
    private final Cache<String, Minted> refusals;

    private record Minted(Signer signer, List<X509Certificate> chain) {}

    public LeafIssuer(CertificateAuthority authority, Clock clock) throws GeneralSecurityException {
        this(authority, clock, MAX_HOSTS);
    }

    LeafIssuer(CertificateAuthority authority, Clock clock, int maxHosts) throws GeneralSecurityException {
        this.authority = authority;
        this.clock = clock;
        this.leaves = remembering(REMEMBERED, maxHosts);
        this.refusals = remembering(REFUSAL_REMEMBERED, maxHosts);
        this.key = Certificates.newKey();
    }

    /** Whether a leaf can be minted for this host. */
    public boolean permits(String host) {
        return authority.permits(host);
    }

    /** Has ready what minting a leaf for this host needs, which takes as long as files take; what goes wrong is said when one is minted. */
    void prepare(String host) {
        try {
            authority.signerFor(host);
        } catch (GeneralSecurityException e) {
            LOG.warn("no certificate for {}: {}", host, e.getMessage());
        }
    }

    /**
     * Mints a leaf for a host, valid at most 30 days and only while the origin's own certificate is.
     *
     * @param origin the verified certificate of the origin
     */
    void mint(String host, X509Certificate origin) throws GeneralSecurityException {
        Signer signer = signer(host);
        Minted known = leaves.getIfPresent(host);
        if (known != null && known.signer().equals(signer)) {
            X509Certificate leaf = known.chain().getFirst();
            if (!leaf.getNotAfter().after(origin.getNotAfter())) {
                return;
            }
        }
        Instant now = clock.instant();
        // A second of slack: the encoding rounds down to seconds, and 30 days are the limit.
        Instant from = now.minus(CLOCK_SKEW);
        Instant until = from.plus(LIFETIME).minusSeconds(1);
        Instant originEnds = origin.getNotAfter().toInstant();
        Instant originStarts = origin.getNotBefore().toInstant();
        X509Certificate leaf = Certificates.leaf(
                signer,
                key.getPublic(),
                host,
                originStarts.isAfter(from) ? originStarts : from,
                originEnds.isBefore(until) ? originEnds : until);
        leaves.put(host, new Minted(signer, CertificateAuthority.chain(leaf, signer)));
    }

    /** Lets no connection use a leaf for this host until one is minted again. */
    void forget(String host) {
        leaves.invalidate(host);
    }

    /** Mints a leaf valid for at most an hour, under which people are told why their connection was refused. */
    void mintRefusal(String host) throws GeneralSecurityException {
        Minted known = refusals.getIfPresent(host);
        if (known == null || !known.signer().equals(signer(host))) {
            refusals.put(host, shortLived(host));
        }
    }

    private Minted shortLived(String host) throws GeneralSecurityException {
        Signer signer = signer(host);
        Instant from = clock.instant().minus(CLOCK_SKEW);
        X509Certificate leaf = Certificates.leaf(
                signer, key.getPublic(), host, from, from.plus(REFUSAL_LIFETIME).minusSeconds(1));
        return new Minted(signer, CertificateAuthority.chain(leaf, signer));
    }

    /**
     * The chain for a host for which {@link #mint} was called. Where a flood of other hosts drove it out of memory since, one is minted
     * that is valid for an hour.
     */
    @Nullable
    List<X509Certificate> leaf(String host) {
        return chain(leaves, host);
    }

    @Nullable
    List<X509Certificate> refusal(String host) {
        return chain(refusals, host);
    }

    private @Nullable List<X509Certificate> chain(Cache<String, Minted> remembered, String host) {
        try {
            Minted minted = remembered.getIfPresent(host);
            return (minted == null ? shortLived(host) : minted).chain();
        } catch (GeneralSecurityException e) {
            LOG.warn("no certificate for {}: {}", host, e.getMessage());
            return null;
        }
    }

    /** How many chains are remembered, of both kinds. */
    long remembered() {
        leaves.cleanUp();
        refusals.cleanUp();
        return leaves.estimatedSize() + refusals.estimatedSize();
    }

    PrivateKey key() {
        return key.getPrivate();
    }

    private Signer signer(String host) throws GeneralSecurityException {
        return authority
                .signerFor(host)
                .orElseThrow(() -> new GeneralSecurityException("no operator's intermediate permits " + host));
    }

    private static Cache<String, Minted> remembering(Duration time, int maxHosts) {
        return Caffeine.newBuilder()
                .maximumSize(maxHosts)
                .expireAfterWrite(time)
                .executor(Runnable::run)
                .build();
    }
}
