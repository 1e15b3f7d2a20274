package io.cloakroom.proxy.engine;

import io.cloakroom.proxy.engine.gate.Limits;
import io.cloakroom.proxy.engine.guard.Identity;
import io.cloakroom.proxy.engine.tls.OriginTrust;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How one proxy is set up.
 *
 * @param bind where it listens; port 0 lets the system choose
 * @param upstreamHosts {@code host} or {@code host:port} → {@code address:port} to dial instead, exempt from the destination guard
 * @param upstreamTrust which origins are believed
 * @param tunnelUncovered whether a host to be intercepted that the certificate authority does not permit is passed through, not refused
 * @param ports ports that may be dialled elsewhere
 * @param runId random id of this run
 * @param spool directory in which request bodies wait that are too large for memory
 */
public record ProxySettings(
        InetSocketAddress bind,
        Identity identity,
        Map<String, String> upstreamHosts,
        OriginTrust upstreamTrust,
        boolean tunnelUncovered,
        Set<Integer> ports,
        String runId,
        Limits limits,
        Path spool) {

    /** @throws IllegalArgumentException when everybody on the network could use the proxy */
    public ProxySettings {
        upstreamHosts = Map.copyOf(upstreamHosts);
        ports = Set.copyOf(ports);
        InetAddress address = bind.getAddress();
        if (address == null) {
            throw new IllegalArgumentException("the proxy cannot listen on '" + bind.getHostString()
                    + "': no such address; name an address of this machine");
        }
        if (!address.isLoopbackAddress() && !identity.asks()) {
            throw new IllegalArgumentException("the proxy would be open to everybody who reaches "
                    + address.getHostAddress() + "; list users under identity.users, or bind it to 127.0.0.1");
        }
    }

    /** A proxy for this machine only, with the standard limits. */
    public static ProxySettings loopback(int port, Identity identity, String runId) {
        return new ProxySettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                identity,
                Map.of(),
                OriginTrust.of(List.of()),
                false,
                Set.of(80, 443),
                runId,
                Limits.standard(),
                Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** The same with other ways upstream. */
    public ProxySettings withUpstream(Map<String, String> hosts, List<Path> roots) {
        return new ProxySettings(
                bind, identity, hosts, OriginTrust.of(roots), tunnelUncovered, ports, runId, limits, spool);
    }

    /** The same believing other origins. */
    public ProxySettings withTrust(OriginTrust trust) {
        return new ProxySettings(bind, identity, upstreamHosts, trust, tunnelUncovered, ports, runId, limits, spool);
    }

    /** The same with other limits. */
    public ProxySettings withLimits(Limits other) {
        return new ProxySettings(
                bind, identity, upstreamHosts, upstreamTrust, tunnelUncovered, ports, runId, other, spool);
    }

    /** The same with another directory for large request bodies. */
    public ProxySettings withSpool(Path directory) {
        return new ProxySettings(
                bind, identity, upstreamHosts, upstreamTrust, tunnelUncovered, ports, runId, limits, directory);
    }

    /** The same, passing through what cannot be intercepted for want of a certificate. */
    public ProxySettings tunnellingUncovered() {
        return new ProxySettings(bind, identity, upstreamHosts, upstreamTrust, true, ports, runId, limits, spool);
    }
}
