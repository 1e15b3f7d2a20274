package io.cloakroom.proxy.engine.tls;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The protocols, ciphers and groups that are good enough on either side of the proxy. A client's own order chooses among them towards
 * the origin; it adds nothing to them.
 */
final class TlsFloor {

    static final String BEST = "TLSv1.3";
    static final List<String> PROTOCOLS = List.of(BEST, "TLSv1.2");

    /** BoringSSL has these three and an order of its own for them, which nobody can change. */
    private static final List<String> TLS_1_3 =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    /** AEAD with ephemeral key exchange only (RFC 9325 4.2; trimmed to what BoringSSL knows). */
    private static final Map<Integer, String> TLS_1_2 = new LinkedHashMap<>();

    /** As browsers offer, the hybrid with ML-KEM included (draft-ietf-tls-ecdhe-mlkem); no finite-field group, of whatever size. */
    private static final Map<Integer, String> GROUPS = new LinkedHashMap<>();

    static {
        TLS_1_2.put(0xc02b, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
        TLS_1_2.put(0xc02f, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
        TLS_1_2.put(0xc02c, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
        TLS_1_2.put(0xc030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
        TLS_1_2.put(0xcca9, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");
        TLS_1_2.put(0xcca8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
        GROUPS.put(0x11ec, "X25519MLKEM768");
        GROUPS.put(0x001d, "X25519");
        GROUPS.put(0x0017, "P-256");
        GROUPS.put(0x0018, "P-384");
    }

    private TlsFloor() {}

    /** Those for TLS 1.2 in the client's order, which are all when it offers none of them. */
    static List<String> ciphers(ClientOffer offer) {
        return Stream.concat(TLS_1_3.stream(), inItsOrder(offer.ciphers(), TLS_1_2))
                .toList();
    }

    /** In the client's order; all when it offers none of them. */
    static String[] groups(ClientOffer offer) {
        return inItsOrder(offer.groups(), GROUPS).toArray(String[]::new);
    }

    private static Stream<String> inItsOrder(List<Integer> offered, Map<Integer, String> good) {
        List<String> both = offered.stream()
                .map(good::get)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return both.isEmpty() ? good.values().stream() : both.stream();
    }
}
