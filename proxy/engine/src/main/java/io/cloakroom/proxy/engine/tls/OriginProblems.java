package io.cloakroom.proxy.engine.tls;

import io.cloakroom.proxy.engine.tls.OriginProblem.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns what went wrong on the way to an origin into something a person can read. */
public final class OriginProblems {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int MOST_NAMES = 5;

    private OriginProblems() {}

    /** The problem behind a failed connection or handshake. */
    public static OriginProblem of(String host, Throwable cause) {
        Optional<Throwable> untrusted = find(cause, UntrustedOriginException.class::isInstance);
        if (untrusted.isPresent()) {
            return ((UntrustedOriginException) untrusted.get()).problem();
        }
        if (find(cause, UnknownHostException.class::isInstance).isPresent()) {
            return new OriginProblem(Kind.NAME_NOT_FOUND, "The name " + host + " cannot be resolved.");
        }
        if (find(cause, OriginProblems::isTimeout).isPresent()) {
            return new OriginProblem(Kind.TIMED_OUT, host + " did not answer in time.");
        }
        if (find(cause, NoRouteToHostException.class::isInstance).isPresent()) {
            return new OriginProblem(Kind.UNREACHABLE, "There is no route to " + host + ".");
        }
        if (find(cause, ConnectException.class::isInstance).isPresent()) {
            return new OriginProblem(Kind.REFUSED, host + " refused the connection.");
        }
        Optional<Throwable> tls = find(cause, SSLException.class::isInstance);
        if (tls.isPresent()) {
            return new OriginProblem(
                    Kind.HANDSHAKE_FAILED,
                    "No TLS connection to " + host
                            + " could be agreed on; at least TLS 1.2 with modern ciphers is needed.");
        }
        return cause instanceof IOException
                ? new OriginProblem(Kind.CLOSED, host + " closed the connection.")
                : new OriginProblem(Kind.UNREACHABLE, host + " cannot be reached.");
    }

    private static boolean isTimeout(Throwable cause) {
        // Netty's ConnectTimeoutException extends ConnectException, SslHandshakeTimeoutException extends SSLException.
        return cause instanceof SocketTimeoutException
                || cause.getClass().getSimpleName().contains("Timeout");
    }

    /** @param accepted whether the chain is fine and only the name is not */
    static OriginProblem ofChain(X509Certificate[] chain, @Nullable String host, Throwable cause, boolean accepted) {
        X509Certificate leaf = chain[0];
        String named = host == null ? "the host" : host;
        if (accepted) {
            return new OriginProblem(
                    Kind.WRONG_NAME, "Its certificate is not for " + named + " but for " + names(leaf) + ".");
        }
        Date now = Date.from(Instant.now());
        for (X509Certificate certificate : chain) {
            String which = certificate == leaf ? "Its certificate" : "A certificate of its issuer";
            if (now.after(certificate.getNotAfter())) {
                return new OriginProblem(
                        Kind.EXPIRED,
                        which + " expired on "
                                + DAY.format(certificate.getNotAfter().toInstant()) + ".");
            }
            if (now.before(certificate.getNotBefore())) {
                return new OriginProblem(
                        Kind.NOT_YET_VALID,
                        which + " becomes valid only on "
                                + DAY.format(certificate.getNotBefore().toInstant()) + ".");
            }
        }
        Optional<Throwable> weak = find(cause, WeaknessChecker.WeakCertificateException.class::isInstance);
        if (weak.isPresent()) {
            return new OriginProblem(
                    Kind.WEAK, "It cannot be trusted: " + weak.get().getMessage() + ".");
        }
        if (isSelfSigned(leaf)) {
            return new OriginProblem(Kind.SELF_SIGNED, "Its certificate is self-signed: nobody vouches for it.");
        }
        if (find(cause, CertPathBuilderException.class::isInstance).isPresent()) {
            return new OriginProblem(
                    Kind.UNKNOWN_ISSUER,
                    "Its certificate was issued by " + issuer(leaf) + ", which is not a trusted issuer here.");
        }
        return new OriginProblem(
                Kind.UNTRUSTED, "Its certificate, or one of its issuer, was not made for vouching for web servers.");
    }

    private static boolean isSelfSigned(X509Certificate certificate) {
        if (!certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String names(X509Certificate certificate) {
        try {
            List<String> names = Certificates.dnsNames(certificate);
            if (names.isEmpty()) {
                return "no host at all";
            }
            String some = String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMES)));
            return names.size() > MOST_NAMES ? some + " and " + (names.size() - MOST_NAMES) + " more" : some;
        } catch (CertificateParsingException e) {
            return "names that cannot be read";
        }
    }

    private static String issuer(X509Certificate certificate) {
        try {
            for (Rdn rdn : new LdapName(certificate.getIssuerX500Principal().getName())
                    .getRdns()
                    .reversed()) {
                if (rdn.getType().equalsIgnoreCase("CN") || rdn.getType().equalsIgnoreCase("O")) {
                    return "“" + rdn.getValue() + "”";
                }
            }
        } catch (InvalidNameException e) {
            return "an issuer whose name cannot be read";
        }
        return "an issuer without a name";
    }

    private static Optional<Throwable> find(@Nullable Throwable cause, Predicate<Throwable> wanted) {
        int depth = 0;
        for (Throwable at = cause; at != null && depth < 20; at = at.getCause()) {
            if (wanted.test(at)) {
                return Optional.of(at);
            }
            depth++;
        }
        return Optional.empty();
    }
}
