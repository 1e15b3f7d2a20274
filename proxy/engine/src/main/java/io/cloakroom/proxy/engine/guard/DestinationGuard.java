package io.cloakroom.proxy.engine.guard;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Decides where connections may go (CWE-918): public addresses on the web's ports. Resolves a name once; the address returned is the one
 * to dial, so that a second answer of the DNS cannot change it.
 */
public final class DestinationGuard {

    /** IANA IPv4 and IPv6 Special-Purpose Address Registries: everything that is not the public internet. */
    private static final List<IpSubnetFilterRule> NOT_PUBLIC = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "::/128",
                    "::1/128",
                    "::/96",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "fc00::/7",
                    "fe80::/10",
                    "fec0::/10",
                    "ff00::/8")
            .map(DestinationGuard::rule)
            .toList();

    /** A last label of only digits, or hexadecimal after 0x: some resolvers read such a name as an address. */
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");

    private final Map<String, InetSocketAddress> configured;
    private final Set<Integer> ports;
    private final Resolver resolver;

    /** Name resolution; blocks. */
    @FunctionalInterface
    public interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /**
     * @param hosts {@code host} or {@code host:port} → {@code address:port}; these are dialled as they stand
     * @param ports ports that may be dialled otherwise
     * @throws IllegalArgumentException when an address cannot be read; the message says which
     */
    public DestinationGuard(Map<String, String> hosts, Set<Integer> ports, Resolver resolver) {
        Map<String, InetSocketAddress> addresses = new HashMap<>();
        hosts.forEach((host, address) -> addresses.put(host.toLowerCase(Locale.ROOT), address(host, address)));
        this.configured = Map.copyOf(addresses);
        this.ports = Set.copyOf(ports);
        this.resolver = resolver;
    }

    /**
     * The address to dial. Blocks on the DNS.
     *
     * @throws RefusedException when it must not be reached
     * @throws UnknownHostException when there is no such name
     */
    public InetSocketAddress vet(Authority authority) throws RefusedException, UnknownHostException {
        InetSocketAddress redirected = configured.getOrDefault(authority.toString(), configured.get(authority.host()));
        if (redirected != null) {
            return redirected;
        }
        if (!ports.contains(authority.port())) {
            throw new RefusedException(
                    Refusal.destination("Port " + authority.port() + " is not one of the web's ports."));
        }
        String host = authority.host();
        boolean literal = NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
        if (!literal && ENDS_IN_NUMBER.matcher(host).matches()) {
            throw new RefusedException(Refusal.destination("The host is an address in an unusual form."));
        }
        InetAddress[] addresses = literal
                ? new InetAddress[] {InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(host))}
                : resolver.resolve(host);
        if (addresses.length == 0) {
            throw new UnknownHostException(host);
        }
        // One private address among public ones is how a name is turned against this network.
        for (InetAddress address : addresses) {
            if (!isPublic(address)) {
                throw new RefusedException(Refusal.destination(
                        "It belongs to this machine or to a private network, not to the internet."));
            }
        }
        return new InetSocketAddress(InetAddress.getByAddress(host, addresses[0].getAddress()), authority.port());
    }

    private static boolean isPublic(InetAddress address) {
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        for (IpSubnetFilterRule rule : NOT_PUBLIC) {
            if (rule.matches(socket)) {
                return false;
            }
        }
        try {
            // A public address of this very machine leads to its own listeners.
            return NetworkInterface.getByInetAddress(address) == null;
        } catch (SocketException e) {
            return false;
        }
    }

    private static IpSubnetFilterRule rule(String block) {
        int slash = block.indexOf('/');
        return new IpSubnetFilterRule(
                block.substring(0, slash), Integer.parseInt(block.substring(slash + 1)), IpFilterRuleType.REJECT);
    }

    private static InetSocketAddress address(String host, String text) {
        IllegalArgumentException wrong = new IllegalArgumentException(
                "upstream.hosts: " + host + " → " + text + " is not an address and a port, like 192.0.2.7:443");
        Authority authority = Authority.parse(text, 0).orElseThrow(() -> wrong);
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(authority.host());
        if (bytes == null) {
            throw wrong;
        }
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(host.replaceFirst(":\\d+$", ""), bytes), authority.port());
        } catch (UnknownHostException e) {
            throw wrong;
        }
    }
}
