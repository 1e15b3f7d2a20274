package io.cloakroom.proxy.engine.tls;

import io.cloakroom.proxy.engine.guard.DestinationGuard;
import io.cloakroom.proxy.engine.tls.OriginProblem.Kind;
import io.cloakroom.proxy.engine.tls.OriginTrust.Mode;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateRevokedException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether an origin's certificate, or one above it, was revoked: by the OCSP response it brought along (RFC 6066 8), by configured lists,
 * and by the lists that certificates name. Responders are not asked. The JDK's own checker judges, one certificate at a time, so that
 * what is unknown about one does not hide what is known about another.
 */
public final class Revocation implements AutoCloseable {

    /** How long a connection waits for lists; they go on being fetched for the next one. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Certificates that live no longer need not say how they would be revoked (CA/Browser Forum Baseline Requirements 4.9.1, 7.1.2.11.2). */
    private static final Duration SHORT_LIVED = Duration.ofDays(7);

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Mode mode;
    private final UpstreamTrust trust;
    private final CrlFetcher fetcher;
    private final Crls crls;
    private final Executor blocking;
    private final Duration patience;

    private Revocation(
            Mode mode, UpstreamTrust trust, CrlFetcher fetcher, Crls crls, Executor blocking, Duration patience) {
        this.mode = mode;
        this.trust = trust;
        this.fetcher = fetcher;
        this.crls = crls;
        this.blocking = blocking;
        this.patience = patience;
    }

    /**
     * @param destinations where revocation lists may be fetched from
     * @throws IOException when a configured list cannot be read
     */
    public static Revocation of(OriginTrust origins, UpstreamTrust trust, DestinationGuard destinations)
            throws IOException {
        return of(origins, trust, destinations, PATIENCE);
    }

    static Revocation of(OriginTrust origins, UpstreamTrust trust, DestinationGuard destinations, Duration patience)
            throws IOException {
        CrlFetcher fetcher = new CrlFetcher(destinations);
        Executor blocking =
                task -> Thread.ofVirtual().name("cloakroom-revocation").start(task);
        Crls crls = new Crls(origins.crls(), fetcher, blocking);
        return new Revocation(origins.revocation(), trust, fetcher, crls, blocking, patience);
    }

    boolean isOff() {
        return mode == Mode.OFF;
    }

    /**
     * Completes when the connection may be used, or with an {@link UntrustedOriginException}. Never blocks the caller.
     *
     * @param chain as the origin sent it and {@link UpstreamTrust} accepted it
     * @param staple the OCSP response that came with it, or null
     */
    CompletableFuture<Void> check(List<X509Certificate> chain, byte @Nullable [] staple) {
        return isOff()
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.supplyAsync(() -> path(chain), blocking)
                        .thenCompose(path -> along(path, staple == null || staple.length == 0 ? null : staple));
    }

    /** Leaf first, root last. */
    private List<X509Certificate> path(List<X509Certificate> chain) {
        try {
            return trust.path(chain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a chain that was accepted cannot be built", e);
        }
    }

    private CompletableFuture<Void> along(List<X509Certificate> path, byte @Nullable [] staple) {
        boolean vouched = staple != null && stapled(path.get(0), path.get(1), staple);
        List<CompletableFuture<Void>> links = new ArrayList<>();
        for (int i = 0; i < path.size() - 1; i++) {
            links.add(link(path, i, i == 0 && vouched));
        }
        return CompletableFuture.allOf(links.toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> link(List<X509Certificate> path, int at, boolean vouched) {
        X509Certificate certificate = path.get(at);
        CompletableFuture<List<X509CRL>> named = vouched
                ? CompletableFuture.completedFuture(List.of())
                : crls.namedIn(certificate)
                        .copy()
                        .completeOnTimeout(List.of(), patience.toMillis(), TimeUnit.MILLISECONDS);
        return named.thenAcceptAsync(
                lists -> {
                    List<X509CRL> all = new ArrayList<>(crls.configured());
                    all.addAll(lists);
                    boolean known = listed(certificate, path.get(at + 1), all, at);
                    if (!known && !vouched && mode == Mode.HARD && !(at == 0 && isShortLived(certificate))) {
                        throw refused(
                                Kind.STATUS_UNKNOWN,
                                which(at) + " may have been revoked: nobody could be asked about it, and this"
                                        + " installation insists (upstream.revocation is hard).",
                                null);
                    }
                },
                blocking);
    }

    /** Whether the response says that the certificate is good; one that is out of date, forged or for another is no response. */
    private boolean stapled(X509Certificate certificate, X509Certificate issuer, byte[] staple) {
        return judge(certificate, issuer, List.of(), 0, checker -> {
            checker.setOptions(EnumSet.of(Option.NO_FALLBACK));
            checker.setOcspResponses(Map.of(certificate, staple));
        });
    }

    /** Whether these lists tell that the certificate is good. */
    private boolean listed(X509Certificate certificate, X509Certificate issuer, Collection<X509CRL> lists, int at) {
        return !lists.isEmpty()
                && judge(
                        certificate,
                        issuer,
                        lists,
                        at,
                        checker -> checker.setOptions(EnumSet.of(Option.PREFER_CRLS, Option.NO_FALLBACK)));
    }

    private interface Setting {
        void apply(PKIXRevocationChecker checker);
    }

    private static boolean judge(
            X509Certificate certificate, X509Certificate issuer, Collection<X509CRL> lists, int at, Setting setting) {
        try {
            CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate));
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(issuer, null)));
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists)));
            CertPathValidator validator = CertPathValidator.getInstance("PKIX");
            PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
            setting.apply(checker);
            parameters.addCertPathChecker(checker);
            validator.validate(path, parameters);
            return true;
        } catch (CertPathValidatorException e) {
            if (e.getReason() == BasicReason.REVOKED) {
                throw revoked(at, e);
            }
            return false;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static RuntimeException revoked(int at, CertPathValidatorException e) {
        String when = e.getCause() instanceof CertificateRevokedException revoked
                ? " on " + DAY.format(revoked.getRevocationDate().toInstant()) + " ("
                        + revoked.getRevocationReason()
                                .name()
                                .toLowerCase(Locale.ROOT)
                                .replace('_', ' ') + ")"
                : "";
        return refused(Kind.REVOKED, which(at) + " was revoked" + when + ".", e);
    }

    private static RuntimeException refused(Kind kind, String detail, @Nullable Throwable cause) {
        return new CompletionException(new UntrustedOriginException(new OriginProblem(kind, detail), cause));
    }

    private static String which(int at) {
        return at == 0 ? "Its certificate" : "A certificate of its issuer";
    }

    private static boolean isShortLived(X509Certificate certificate) {
        Duration lifetime = Duration.between(
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
        return lifetime.compareTo(SHORT_LIVED) <= 0;
    }

    @Override
    public void close() {
        fetcher.close();
    }
}
