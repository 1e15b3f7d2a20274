package io.cloakroom.proxy.engine.tls;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Certificate revocation lists: configured ones, and those that certificates name, kept until their next update is due. */
final class Crls {

    private static final Logger LOG = LoggerFactory.getLogger(Crls.class);
    private static final Duration LONGEST_KEPT = Duration.ofHours(12);
    private static final Duration SHORTEST_KEPT = Duration.ofMinutes(5);
    private static final Duration FAILURE_KEPT = Duration.ofMinutes(1);
    private static final Duration FILES_KEPT = Duration.ofMinutes(1);
    private static final long MAX_KEPT_BYTES = 64L << 20;
    private static final int MOST_ADDRESSES = 4;

    private final CrlFetcher fetcher;
    private final Executor blocking;
    private final AsyncCache<URI, Fetched> fetched;
    private final LoadingCache<Boolean, List<X509CRL>> configured;

    /** @param crl nothing when it could not be had */
    private record Fetched(Optional<X509CRL> crl, int bytes) {

        long nanosToKeep() {
            Duration left = crl.map(X509CRL::getNextUpdate)
                    .map(next -> Duration.between(Instant.now(), next.toInstant()))
                    .orElse(SHORTEST_KEPT);
            Duration bounded = left.compareTo(LONGEST_KEPT) > 0 ? LONGEST_KEPT : left;
            return (crl.isEmpty() ? FAILURE_KEPT : bounded.compareTo(SHORTEST_KEPT) < 0 ? SHORTEST_KEPT : bounded)
                    .toNanos();
        }
    }

    /**
     * @param files files and directories, read again every minute
     * @throws IOException when one of them cannot be read
     */
    Crls(List<Path> files, CrlFetcher fetcher, Executor blocking) throws IOException {
        this.fetcher = fetcher;
        this.blocking = blocking;
        this.fetched = Caffeine.newBuilder()
                .executor(blocking)
                .maximumWeight(MAX_KEPT_BYTES)
                .weigher((URI at, Fetched list) -> list.bytes() + 1)
                .expireAfter(Expiry.writing((URI at, Fetched list) -> Duration.ofNanos(list.nanosToKeep())))
                .buildAsync();
        this.configured = Caffeine.newBuilder()
                .refreshAfterWrite(FILES_KEPT)
                .executor(blocking)
                .build(always -> read(files));
        configured.put(true, read(files));
    }

    /** Those of the configured files. */
    List<X509CRL> configured() {
        return configured.get(true);
    }

    /** Those that a certificate says its revocation would stand in; nothing for those that cannot be had. */
    CompletableFuture<List<X509CRL>> namedIn(X509Certificate certificate) {
        List<CompletableFuture<Fetched>> all =
                addresses(certificate).stream().map(this::at).toList();
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .thenApply(done ->
                        all.stream().flatMap(list -> list.join().crl().stream()).toList());
    }

    private CompletableFuture<Fetched> at(URI address) {
        return fetched.get(
                address,
                (uri, executor) -> CompletableFuture.supplyAsync(() -> bytes(uri), blocking)
                        .thenCompose(bytes -> bytes)
                        .thenApplyAsync(Crls::parse, blocking)
                        .exceptionally(failure -> missing(uri, failure)));
    }

    private CompletableFuture<byte[]> bytes(URI uri) {
        try {
            return fetcher.fetch(uri);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static Fetched parse(byte[] bytes) {
        try {
            X509CRL crl =
                    (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(bytes));
            return new Fetched(Optional.of(crl), bytes.length);
        } catch (GeneralSecurityException e) {
            throw new CompletionException(e);
        }
    }

    private static Fetched missing(URI uri, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        LOG.warn("no revocation list from {}: {}", uri.getHost(), cause.getMessage());
        return new Fetched(Optional.empty(), 0);
    }

    /** Addresses of complete lists by the issuer itself (RFC 5280 4.2.1.13); the others are not for a single certificate's question. */
    static List<URI> addresses(X509Certificate certificate) {
        List<URI> addresses = new ArrayList<>();
        try {
            CRLDistPoint points = CRLDistPoint.getInstance(new JcaX509CertificateHolder(certificate)
                    .getExtensions()
                    .getExtensionParsedValue(Extension.cRLDistributionPoints));
            if (points != null) {
                for (DistributionPoint point : points.getDistributionPoints()) {
                    DistributionPointName name = point.getDistributionPoint();
                    if (name != null
                            && name.getType() == DistributionPointName.FULL_NAME
                            && point.getCRLIssuer() == null) {
                        for (GeneralName at :
                                GeneralNames.getInstance(name.getName()).getNames()) {
                            if (at.getTagNo() == GeneralName.uniformResourceIdentifier) {
                                addresses.add(URI.create(at.getName().toString()));
                            }
                        }
                    }
                }
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            LOG.warn("a certificate names its revocation lists in a way that cannot be read");
        }
        return addresses.stream().distinct().limit(MOST_ADDRESSES).toList();
    }

    private static List<X509CRL> read(Collection<Path> files) throws IOException {
        List<X509CRL> crls = new ArrayList<>();
        for (Path file : files) {
            if (Files.isDirectory(file)) {
                try (Stream<Path> inside = Files.list(file)) {
                    crls.addAll(
                            read(inside.filter(Files::isRegularFile).sorted().toList()));
                }
                continue;
            }
            try {
                Collection<? extends CRL> found = CertificateFactory.getInstance("X.509")
                        .generateCRLs(new ByteArrayInputStream(Files.readAllBytes(file)));
                if (found.isEmpty()) {
                    throw new IOException("upstream.crls: " + file + " holds no revocation list");
                }
                found.forEach(crl -> crls.add((X509CRL) crl));
            } catch (GeneralSecurityException e) {
                throw new IOException("upstream.crls: " + file + " is not a revocation list, PEM or DER", e);
            }
        }
        return crls;
    }
}
