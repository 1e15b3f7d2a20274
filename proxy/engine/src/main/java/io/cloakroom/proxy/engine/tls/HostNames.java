package io.cloakroom.proxy.engine.tls;

import io.netty.util.NetUtil;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Locale;

/**
 * Whether a certificate is for a host, more strictly than the JDK: only by its subject alternative names, never by its common name, and
 * with {@code *} as the whole leftmost label of at least three (RFC 9525 6.3 and 6.4).
 */
final class HostNames {

    private static final int LABELS_OF_WILDCARD = 3;

    private HostNames() {}

    /** @param host a DNS name in lower case, or an IP address, which the JDK compares exactly */
    static boolean covers(X509Certificate certificate, String host) throws CertificateParsingException {
        if (isAddress(host)) {
            return true;
        }
        return Certificates.dnsNames(certificate).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.equals(host) || coversByWildcard(name, host));
    }

    static boolean isAddress(String host) {
        return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
    }

    private static boolean coversByWildcard(String name, String host) {
        int dot = host.indexOf('.');
        return dot > 0
                && name.startsWith("*.")
                && name.split("\\.", -1).length >= LABELS_OF_WILDCARD
                && name.substring(1).equals(host.substring(dot));
    }
}
