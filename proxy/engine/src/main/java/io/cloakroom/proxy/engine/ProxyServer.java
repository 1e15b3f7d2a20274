package io.cloakroom.proxy.engine;

import io.cloakroom.proxy.engine.gate.GateServices;
import io.cloakroom.proxy.engine.gate.Gates;
import io.cloakroom.proxy.engine.gate.Lanes;
import io.cloakroom.proxy.engine.gate.Spool;
import io.cloakroom.proxy.engine.gate.Traffic;
import io.cloakroom.proxy.engine.guard.DestinationGuard;
import io.cloakroom.proxy.engine.guard.DestinationGuard.Resolver;
import io.cloakroom.proxy.engine.guard.RequestGuard;
import io.cloakroom.proxy.engine.tls.CertificateAuthority;
import io.cloakroom.proxy.engine.tls.Impersonation;
import io.cloakroom.proxy.engine.tls.LeafIssuer;
import io.cloakroom.proxy.engine.tls.Revocation;
import io.cloakroom.proxy.engine.tls.UpstreamTrust;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.littleshoot.proxy.HttpProxyServer;
import org.littleshoot.proxy.impl.DefaultHttpProxyServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The proxy, from the first connection it accepts to the last answer it lets finish. */
public final class ProxyServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProxyServer.class);

    private final HttpProxyServer littleProxy;
    private final Gates gates;
    private final Lanes lanes;
    private final Impersonation tls;
    private final ScheduledFuture<?> renewal;

    private ProxyServer(
            HttpProxyServer littleProxy, Gates gates, Lanes lanes, Impersonation tls, ScheduledFuture<?> renewal) {
        this.littleProxy = littleProxy;
        this.gates = gates;
        this.lanes = lanes;
        this.tls = tls;
        this.renewal = renewal;
    }

    /**
     * Starts a proxy, which accepts connections when this returns.
     *
     * @param authority signs what clients see of intercepted hosts; every host the handler intercepts should be permitted by it
     * @throws IOException when a file cannot be read or the address cannot be listened on
     */
    public static ProxyServer start(ProxySettings settings, CertificateAuthority authority, FlowHandler handler)
            throws IOException, GeneralSecurityException {
        return start(settings, authority, handler, InetAddress::getAllByName, services -> services);
    }

    /** @param fitting what the gates get instead of their usual services */
    static ProxyServer start(
            ProxySettings settings,
            CertificateAuthority authority,
            FlowHandler handler,
            Resolver resolver,
            UnaryOperator<GateServices> fitting)
            throws IOException, GeneralSecurityException {
        int cores = Runtime.getRuntime().availableProcessors();
        DestinationGuard destinations = new DestinationGuard(settings.upstreamHosts(), settings.ports(), resolver);
        UpstreamTrust trust = UpstreamTrust.of(settings.upstreamTrust().roots());
        Impersonation tls = new Impersonation(
                new LeafIssuer(authority, Clock.systemUTC()),
                trust,
                Revocation.of(settings.upstreamTrust(), trust, destinations),
                settings.tunnelUncovered());
        Lanes lanes = new Lanes(cores);
        GateServices services = fitting.apply(new GateServices(
                handler,
                RequestGuard::check,
                settings.identity()::of,
                destinations,
                tls,
                lanes,
                settings.runId(),
                settings.limits(),
                new Traffic(settings.limits()),
                new Spool(settings.spool())));
        Gates gates = new Gates(services, cores);
        HttpProxyServer littleProxy;
        try {
            littleProxy = DefaultHttpProxyServer.bootstrap()
                    .withName("cloakroom")
                    .withAddress(settings.bind())
                    .withServerGroup(gates.eventLoops())
                    .withManInTheMiddle(services.tls())
                    .withFiltersSource(gates.filters())
                    .withTransparent(true)
                    .withIdleConnectionTimeout(settings.limits().deadlines().idle())
                    .withConnectTimeout(
                            (int) settings.limits().deadlines().connect().toMillis())
                    .withMaxHeaderSize(settings.limits().header())
                    .withMaxInitialLineLength(settings.limits().header())
                    .withMaxChunkSize(settings.limits().header())
                    .start();
        } catch (RuntimeException e) {
            lanes.close();
            tls.close();
            throw new IOException(
                    "The proxy cannot listen on " + settings.bind().getHostString() + ":"
                            + settings.bind().getPort()
                            + ". Stop what listens there, or choose another port with --proxy-port.",
                    e);
        }
        tellOfNeed(authority);
        ScheduledFuture<?> renewal =
                GlobalEventExecutor.INSTANCE.scheduleAtFixedRate(() -> renew(authority), 1, 1, TimeUnit.DAYS);
        return new ProxyServer(littleProxy, gates, lanes, tls, renewal);
    }

    private static void renew(CertificateAuthority authority) {
        try {
            authority.renew();
            tellOfNeed(authority);
        } catch (IOException | GeneralSecurityException e) {
            LOG.error("certificates that end soon could not be renewed", e);
        }
    }

    private static void tellOfNeed(CertificateAuthority authority) {
        if (!authority.operatorsInNeed().isEmpty()) {
            LOG.warn(
                    "no certificate, or one that ends soon, for hosts of {}; run cloakroom ca request",
                    String.join(", ", authority.operatorsInNeed()));
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return littleProxy.getListenAddress();
    }

    /** What is going on. */
    public Traffic traffic() {
        return gates.traffic();
    }

    /** How many requests wait to be inspected. */
    public int waiting() {
        return lanes.waiting();
    }

    /** Stops listening, lets running answers finish for a while, then ends everything. Requests on connections that are open get 503. */
    @Override
    public void close() {
        renewal.cancel(false);
        gates.drain();
        littleProxy.stop();
        lanes.close();
        tls.close();
    }
}
