package io.cloakroom.proxy.engine.tls;

import io.cloakroom.proxy.engine.tls.OriginProblem.Kind;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * Finds words for a chain that was refused. It decides nothing: it walks the chain in the order in which the origin sent it, from the
 * trusted end, and names the first thing that is wrong.
 */
final class ChainProblems {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int MOST_NAMES = 5;

    private ChainProblems() {}

    /** @param parameters trust anchors and checkers that refused the chain */
    static OriginProblem of(List<X509Certificate> chain, String host, PKIXParameters parameters) {
        X509Certificate leaf = chain.getFirst();
        if (isSelfSigned(leaf) && leaf.getBasicConstraints() < 0) {
            return outOfDate(chain, 0)
                    .orElse(new OriginProblem(
                            Kind.SELF_SIGNED, "Its certificate is self-signed: nobody vouches for it."));
        }
        try {
            CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(withoutRoot(chain));
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
        } catch (CertPathValidatorException e) {
            return broken(chain, e);
        } catch (GeneralSecurityException e) {
            return new OriginProblem(Kind.UNTRUSTED, "A certificate of its chain cannot be read.");
        }
        return PathChecker.servesWeb(leaf)
                ? wrongName(leaf, host)
                : new OriginProblem(Kind.UNTRUSTED, "Its certificate was not made for web servers.");
    }

    static OriginProblem wrongName(X509Certificate leaf, String host) {
        return new OriginProblem(
                Kind.WRONG_NAME, "Its certificate is not for " + host + " but for " + names(leaf) + ".");
    }

    private static OriginProblem broken(List<X509Certificate> chain, CertPathValidatorException e) {
        int at = Math.max(0, e.getIndex());
        String which = which(at);
        return switch (e.getReason()) {
            case BasicReason.EXPIRED, BasicReason.NOT_YET_VALID ->
                outOfDate(chain, at).orElse(new OriginProblem(Kind.UNTRUSTED, which + " is out of date."));
            case BasicReason.ALGORITHM_CONSTRAINED ->
                weak(which, PathChecker.weakness(chain.get(at)).orElse("uses outdated cryptography"));
            case PKIXReason.NO_TRUST_ANCHOR ->
                outOfDate(chain, at).orElse(new OriginProblem(Kind.UNKNOWN_ISSUER, unknown(chain)));
            case PKIXReason.NOT_CA_CERT, PKIXReason.INVALID_KEY_USAGE ->
                new OriginProblem(
                        Kind.UNTRUSTED,
                        "Its certificate was issued under one that may not issue any: " + subject(chain.get(at)) + ".");
            case PKIXReason.PATH_TOO_LONG ->
                new OriginProblem(
                        Kind.UNTRUSTED, "Its chain has more issuers in between than the topmost of them allows.");
            case PKIXReason.INVALID_NAME ->
                new OriginProblem(
                        Kind.UNTRUSTED, which + " is for a name that its issuer is not allowed to vouch for.");
            default ->
                anyWeakness(chain)
                        .orElse(new OriginProblem(
                                Kind.UNTRUSTED,
                                PathChecker.servesWeb(chain.get(at))
                                        ? "Its certificates do not form a chain that can be verified."
                                        : which + " was not made for web servers."));
        };
    }

    private static Optional<OriginProblem> anyWeakness(List<X509Certificate> chain) {
        return IntStream.range(0, chain.size())
                .boxed()
                .flatMap(at -> PathChecker.weakness(chain.get(at)).map(how -> weak(which(at), how)).stream())
                .findFirst();
    }

    private static OriginProblem weak(String which, String how) {
        return new OriginProblem(Kind.WEAK, which + " " + how + ", which is too weak.");
    }

    private static String which(int at) {
        return at == 0 ? "Its certificate" : "A certificate of its issuer";
    }

    private static Optional<OriginProblem> outOfDate(List<X509Certificate> chain, int at) {
        X509Certificate certificate = chain.get(at);
        Instant now = Instant.now();
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            return Optional.of(new OriginProblem(
                    Kind.EXPIRED,
                    which(at) + " expired on "
                            + DAY.format(certificate.getNotAfter().toInstant()) + "."));
        }
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            return Optional.of(new OriginProblem(
                    Kind.NOT_YET_VALID,
                    which(at) + " becomes valid only on "
                            + DAY.format(certificate.getNotBefore().toInstant()) + "."));
        }
        return Optional.empty();
    }

    private static String unknown(List<X509Certificate> chain) {
        String issuer = "Its certificate was issued by "
                + name(chain.getLast().getIssuerX500Principal().getName());
        return chain.size() == 1
                ? issuer + ", which is not a trusted issuer here, or whose own certificate the site forgot to send."
                : issuer + ", which is not a trusted issuer here.";
    }

    private static List<X509Certificate> withoutRoot(List<X509Certificate> chain) {
        return chain.size() > 1 && isSelfSigned(chain.getLast()) ? chain.subList(0, chain.size() - 1) : chain;
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

    private static String subject(X509Certificate certificate) {
        return name(certificate.getSubjectX500Principal().getName());
    }

    private static String name(String distinguishedName) {
        try {
            for (Rdn rdn : new LdapName(distinguishedName).getRdns().reversed()) {
                if (Arrays.asList("CN", "O").contains(rdn.getType().toUpperCase(Locale.ROOT))) {
                    return "“" + rdn.getValue() + "”";
                }
            }
        } catch (InvalidNameException e) {
            return "somebody whose name cannot be read";
        }
        return "somebody without a name";
    }
}
