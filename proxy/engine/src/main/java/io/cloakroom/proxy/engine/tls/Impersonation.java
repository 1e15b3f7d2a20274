package io.cloakroom.proxy.engine.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedTrustManager;
import org.littleshoot.proxy.MitmManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS on both sides of an intercepted connection, on BoringSSL: towards the origin as a verifying client, towards the person's machine
 * under a leaf minted for the host. LittleProxy asks for the client's side only after the origin's handshake succeeded.
 */
public final class Impersonation implements MitmManager, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Impersonation.class);
    private static final String BEST = "TLSv1.3";
    private static final List<String> PROTOCOLS = List.of(BEST, "TLSv1.2");
    /** AEAD with ephemeral key exchange only (RFC 9325 4.2; trimmed to what BoringSSL knows). */
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    /** As browsers offer, the hybrid with ML-KEM included (draft-ietf-tls-ecdhe-mlkem); no finite-field group, of whatever size. */
    private static final String[] GROUPS = {"X25519MLKEM768", "X25519", "P-256", "P-384"};

    private static final ApplicationProtocolConfig HTTP_1_1_ONLY = new ApplicationProtocolConfig(
            Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_1_1);

    private final LeafIssuer issuer;
    private final boolean tunnelUncovered;
    private final Revocation revocation;
    private final SslContext towardsOrigin;
    private final SslContext towardsClient;
    private final SslContext refusingClient;

    /**
     * @param trust verifies origins in the handshake
     * @param revocation asked once the handshake is done
     * @param tunnelUncovered whether what no leaf can be minted for is passed through
     */
    public Impersonation(
            LeafIssuer issuer, X509ExtendedTrustManager trust, Revocation revocation, boolean tunnelUncovered)
            throws SSLException {
        this.issuer = issuer;
        this.tunnelUncovered = tunnelUncovered;
        this.revocation = revocation;
        this.towardsOrigin = hardened(SslContextBuilder.forClient().trustManager(trust))
                .endpointIdentificationAlgorithm("HTTPS")
                .enableOcsp(!revocation.isOff())
                .build();
        this.towardsClient = hardened(SslContextBuilder.forServer(new LeafKeyManager(issuer::leaf, issuer.key())))
                .build();
        this.refusingClient = hardened(SslContextBuilder.forServer(new LeafKeyManager(issuer::refusal, issuer.key())))
                .build();
    }

    private static SslContextBuilder hardened(SslContextBuilder builder) {
        return builder.sslProvider(SslProvider.OPENSSL)
                .protocols(PROTOCOLS)
                .ciphers(CIPHERS)
                .option(OpenSslContextOption.GROUPS, GROUPS)
                .applicationProtocolConfig(HTTP_1_1_ONLY);
    }

    /** Whether a leaf can be minted for this host. */
    public boolean permits(String host) {
        return issuer.permits(host);
    }

    /** Has ready what it takes to mint a leaf for this host. Blocks; what goes wrong is said when one is minted. */
    public void prepare(String host) {
        issuer.prepare(host);
    }

    /** Whether a host that should be intercepted is passed through, because no leaf can be minted for it and that is what was asked for. */
    public boolean passesThrough(String host) {
        return tunnelUncovered && !permits(host);
    }

    @Override
    public SSLEngine serverSslEngine(String host, int port) {
        return towardsOrigin.newEngine(ByteBufAllocator.DEFAULT, host, port);
    }

    @Override
    public SSLEngine serverSslEngine() {
        throw new IllegalStateException("a connection without a host name could not be verified");
    }

    /**
     * Whether the origin behind a finished handshake may be used: completes with an exception where its certificate was revoked. To be
     * called on the connection's event loop, which it does not block.
     */
    public CompletableFuture<Void> notRevoked(SSLEngine origin) {
        if (revocation.isOff()) {
            return CompletableFuture.completedFuture(null);
        }
        List<X509Certificate> chain = new ArrayList<>();
        try {
            for (Certificate certificate : origin.getSession().getPeerCertificates()) {
                chain.add((X509Certificate) certificate);
            }
        } catch (SSLPeerUnverifiedException e) {
            return CompletableFuture.failedFuture(e);
        }
        byte[] staple = origin instanceof ReferenceCountedOpenSslEngine openSsl ? openSsl.getOcspResponse() : null;
        return revocation.check(chain, staple);
    }

    @Override
    public SSLEngine clientSslEngineFor(HttpRequest connect, SSLSession origin) {
        String authority = connect.uri();
        String host = authority.substring(0, authority.lastIndexOf(':'));
        try {
            issuer.mint(host, (X509Certificate) origin.getPeerCertificates()[0]);
        } catch (Throwable e) {
            // LittleProxy would leave the client waiting. Without a leaf its handshake fails at once, and nothing is
            // sent.
            issuer.forget(host);
            LOG.error(
                    "no leaf could be minted for {}, so its connections are refused: {}",
                    host,
                    e.getClass().getName());
        }
        SSLEngine engine = towardsClient.newEngine(ByteBufAllocator.DEFAULT, host, 443);
        if (!origin.getProtocol().equals(BEST)) {
            // A client that insists on the best must not be told that it has it.
            engine.setEnabledProtocols(new String[] {origin.getProtocol()});
        }
        return engine;
    }

    /** An engine under whose short-lived leaf a person is told why the origin cannot be reached. */
    public SSLEngine refusing(String host) throws GeneralSecurityException {
        issuer.mintRefusal(host);
        return refusingClient.newEngine(ByteBufAllocator.DEFAULT, host, 443);
    }

    @Override
    public void close() {
        revocation.close();
    }
}
