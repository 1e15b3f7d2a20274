package io.cloakroom.extension.backend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes the script that tells a browser which hosts go through the proxy. A proxied host has no other way: when the proxy is down,
 * the site is down, and nothing leaves past it. The script keeps to ECMAScript 3, which is what WinHTTP evaluates.
 */
final class ProxyAutoConfig {

    static final String CONTENT_TYPE = "application/x-ns-proxy-autoconfig";

    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9.-]+):[0-9]{1,5}");

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final String SCRIPT = """
            // Cloakroom: these hosts go through the proxy or nowhere, all others go directly.
            var proxy = %s;
            var hosts = %s;
            var suffixes = %s;
            var patterns = %s;

            function has(set, name) {
              return Object.prototype.hasOwnProperty.call(set, name);
            }

            function FindProxyForURL(url, host) {
              host = host.toLowerCase().replace(/\\.+$/, "");
              if (has(hosts, host)) return proxy;
              for (var dot = host.indexOf("."); dot >= 0; dot = host.indexOf(".", dot + 1)) {
                if (has(suffixes, host.substring(dot))) return proxy;
              }
              for (var i = 0; i < patterns.length; i++) {
                if (shExpMatch(host, patterns[i])) return proxy;
              }
              return "DIRECT";
            }
            """;

    private ProxyAutoConfig() {}

    /**
     * @param proxyAddress {@code host:port}
     * @param proxiedHosts {@code chatgpt.com} for one host, {@code *.volces.com} for all below it but not itself, {@code proxy.*.example.com} for any text in between
     * @throws IllegalArgumentException when the address is not {@code host:port}: anything more could name a way around the proxy
     */
    static String script(String proxyAddress, List<String> proxiedHosts) {
        if (!ADDRESS.matcher(proxyAddress).matches()) {
            throw new IllegalArgumentException("the proxy's address is not host:port: " + proxyAddress);
        }
        Map<String, Boolean> hosts = new LinkedHashMap<>();
        Map<String, Boolean> suffixes = new LinkedHashMap<>();
        Map<String, Boolean> patterns = new LinkedHashMap<>();
        for (String pattern : proxiedHosts) {
            String host = pattern.toLowerCase(Locale.ROOT);
            if (host.indexOf('*') < 0) {
                hosts.put(host, true);
            } else if (host.startsWith("*.") && host.indexOf('*', 1) < 0) {
                suffixes.put(host.substring(1), true);
            } else {
                patterns.put(host, true);
            }
        }
        return SCRIPT.formatted(
                literal("PROXY " + proxyAddress), literal(hosts), literal(suffixes), literal(patterns.keySet()));
    }

    private static String literal(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
