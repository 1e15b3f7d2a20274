package io.cloakroom.proxy.engine.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslSessionContext;
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
import javax.net.ssl.SSLParameters;
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
    private static final ApplicationProtocolConfig HTTP_1_1_ONLY = new ApplicationProtocolConfig(
            Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_1_1);

    private final LeafIssuer issuer;
    private final boolean tunnelUncovered;
    private final Revocation revocation;
    private final SslContext towardsOrigin;
    private final SslContext towardsOriginWithoutAlpn;
    private final ThreadLocal<ClientOffer> offered = ThreadLocal.withInitial(() -> ClientOffer.UNKNOWN);
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
        this.towardsOrigin = towardsOrigin(trust, HTTP_1_1_ONLY);
        this.towardsOriginWithoutAlpn = towardsOrigin(trust, ApplicationProtocolConfig.DISABLED);
        this.towardsClient = hardened(SslContextBuilder.forServer(new LeafKeyManager(issuer::leaf, issuer.key())))
                .build();
        this.refusingClient = hardened(SslContextBuilder.forServer(new LeafKeyManager(issuer::refusal, issuer.key())))
                .build();
    }

    private SslContext towardsOrigin(X509ExtendedTrustManager trust, ApplicationProtocolConfig protocols)
            throws SSLException {
        SslContext context = hardened(SslContextBuilder.forClient().trustManager(trust))
                .applicationProtocolConfig(protocols)
                .endpointIdentificationAlgorithm("HTTPS")
                .enableOcsp(!revocation.isOff())
                .build();
        // A ticket given to one person and shown again for another would tell the origin that the two are one.
        ((OpenSslSessionContext) context.sessionContext()).setSessionCacheEnabled(false);
        return context;
    }

    private static SslContextBuilder hardened(SslContextBuilder builder) {
        return builder.sslProvider(SslProvider.OPENSSL)
                .protocols(TlsFloor.PROTOCOLS)
                .ciphers(TlsFloor.ciphers(ClientOffer.UNKNOWN))
                .option(OpenSslContextOption.GROUPS, TlsFloor.groups(ClientOffer.UNKNOWN))
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

    /**
     * Runs something during which engines towards origins offer what a client offered, in its order, as far as that is good enough and
     * BoringSSL lets us. LittleProxy asks for an engine by host alone, on the thread that hands it the CONNECT.
     */
    public void offering(ClientOffer offer, Runnable connecting) {
        offered.set(offer);
        try {
            connecting.run();
        } finally {
            offered.remove();
        }
    }

    @Override
    public SSLEngine serverSslEngine(String host, int port) {
        ClientOffer offer = offered.get();
        SslContext context = offer.protocols().isEmpty() ? towardsOriginWithoutAlpn : towardsOrigin;
        SSLEngine engine = context.newEngine(ByteBufAllocator.DEFAULT, host, port);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setCipherSuites(TlsFloor.ciphers(offer).toArray(String[]::new));
        parameters.setNamedGroups(TlsFloor.groups(offer));
        engine.setSSLParameters(parameters);
        return engine;
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
        if (!origin.getProtocol().equals(TlsFloor.BEST)) {
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
