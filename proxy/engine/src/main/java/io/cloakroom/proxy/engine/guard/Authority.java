package io.cloakroom.proxy.engine.guard;

import io.netty.util.NetUtil;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who a request is for: one value from the CONNECT line to the dialled name, so that nothing can be checked for one host and sent to
 * another.
 *
 * @param host lower case; a DNS name without trailing dot, or an IP address without brackets
 * @param port 1–65535
 */
public record Authority(String host, int port) {

    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    /**
     * Parses {@code host}, {@code host:port} or {@code [v6]:port}; anything else is nothing.
     *
     * @param defaultPort port when none is given, or 0 when one must be
     */
    public static Optional<Authority> parse(String text, int defaultPort) {
        String host;
        String rest;
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            if (end < 0) {
                return Optional.empty();
            }
            host = text.substring(1, end);
            rest = text.substring(end + 1);
            if (!NetUtil.isValidIpV6Address(host) || host.indexOf('%') >= 0) {
                return Optional.empty();
            }
        } else {
            int colon = text.indexOf(':');
            host = (colon < 0 ? text : text.substring(0, colon));
            rest = colon < 0 ? "" : text.substring(colon);
            if (!NAME.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
                return Optional.empty();
            }
        }
        int port = defaultPort;
        if (!rest.isEmpty()) {
            if (!rest.startsWith(":") || !PORT.matcher(rest.substring(1)).matches()) {
                return Optional.empty();
            }
            port = Integer.parseInt(rest.substring(1));
        }
        return port < 1 || port > 65535
                ? Optional.empty()
                : Optional.of(new Authority(host.toLowerCase(Locale.ROOT), port));
    }

    /** {@code host:port}, brackets around IPv6. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
