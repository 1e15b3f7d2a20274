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

/** Mints certificates for intercepted hosts, each after its origin was verified, and remembers them for a while. */
public final class LeafIssuer {

    private static final int MAX_HOSTS = 10_000;
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
    private final Cache<String, Minted> leaves = remembering(REMEMBERED);
    private final Cache<String, Minted> refusals = remembering(REFUSAL_REMEMBERED);

    private record Minted(Signer signer, List<X509Certificate> chain) {}

    public LeafIssuer(CertificateAuthority authority, Clock clock) throws GeneralSecurityException {
        this.authority = authority;
        this.clock = clock;
        this.key = Certificates.newKey();
    }

    /** Whether a leaf can be minted for this host. */
    public boolean permits(String host) {
        return authority.permits(host);
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

    /** Mints a leaf valid for at most an hour, under which people are told why their connection was refused. */
    void mintRefusal(String host) throws GeneralSecurityException {
        Signer signer = signer(host);
        Minted known = refusals.getIfPresent(host);
        if (known != null && known.signer().equals(signer)) {
            return;
        }
        Instant from = clock.instant().minus(CLOCK_SKEW);
        X509Certificate leaf = Certificates.leaf(
                signer, key.getPublic(), host, from, from.plus(REFUSAL_LIFETIME).minusSeconds(1));
        refusals.put(host, new Minted(signer, CertificateAuthority.chain(leaf, signer)));
    }

    @Nullable
    List<X509Certificate> leaf(String host) {
        Minted minted = leaves.getIfPresent(host);
        return minted == null ? null : minted.chain();
    }

    @Nullable
    List<X509Certificate> refusal(String host) {
        Minted minted = refusals.getIfPresent(host);
        return minted == null ? null : minted.chain();
    }

    PrivateKey key() {
        return key.getPrivate();
    }

    private Signer signer(String host) throws GeneralSecurityException {
        return authority
                .signerFor(host)
                .orElseThrow(() -> new GeneralSecurityException("no operator's intermediate permits " + host));
    }

    private static Cache<String, Minted> remembering(Duration time) {
        return Caffeine.newBuilder()
                .maximumSize(MAX_HOSTS)
                .expireAfterWrite(time)
                .build();
    }
}
