package io.cloakroom.extension.backend;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.eclipse.jetty.util.HostPort;

/** Decides whether a request may be served at all, before anything of it is read. */
final class Guard {

    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", CONTENT_SECURITY_POLICY,
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()",
            "Cache-Control", "no-store");

    private static final List<String> FORWARDED = List.of("Forwarded", "Via", "X-Forwarded-For", "X-Real-IP");

    private final Set<String> hosts;
    private final Set<String> extensionOrigins;

    Guard(BackendConfig config) {
        hosts = new HashSet<>(config.consoleHosts());
        hosts.addAll(List.of("localhost", "127.0.0.1", "[::1]"));
        extensionOrigins = config.extensionOrigins();
    }

    /** Puts the headers on that every answer carries. */
    static void protect(BiConsumer<String, String> headers) {
        HEADERS.forEach(headers);
    }

    /** Refuses a name this console does not go by: a page that points its own name at this machine must not read it (DNS rebinding). */
    void checkHost(Context context) {
        String name = hostName(context);
        if (!hosts.contains(name) && !name.equals(localAddress(context))) {
            throw new Refusal(
                    421,
                    "This console does not go by the name in the address.",
                    "Open it as http://localhost with the console's port, or have an admin add the name to the console's hosts.");
        }
    }

    void check(Context context, Route.Access access) {
        if (access == Route.Access.EVERYONE) {
            return;
        }
        if (!peer(context).isLoopbackAddress() || FORWARDED.stream().anyMatch(name -> context.header(name) != null)) {
            throw new Refusal(
                    403,
                    "This address shows a person's own data, and only to that person, on the machine Cloakroom runs on.",
                    "Open it in a browser on that machine, directly and not through a proxy.");
        }
        checkOrigin(context, access);
    }

    /** Answers a preflight (Fetch standard, CORS protocol). */
    void preflight(Context context, Route route) {
        check(context, route.access());
        context.header("Access-Control-Allow-Methods", route.method().name());
        context.header("Access-Control-Allow-Headers", "content-type");
        context.header("Access-Control-Max-Age", "600");
        context.status(204);
    }

    /** The address the connection comes from. */
    static InetAddress peer(Context context) {
        try {
            return InetAddress.getByName(context.ip());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the connection's own address is not an address", e);
        }
    }

    private void checkOrigin(Context context, Route.Access access) {
        if (access == Route.Access.EXTENSION) {
            context.header("Vary", "Origin");
        }
        String origin = context.header("Origin");
        if (origin == null || origin.equals(context.scheme() + "://" + context.host())) {
            return;
        }
        if (access != Route.Access.EXTENSION || !extensionOrigins.contains(origin)) {
            throw new Refusal(
                    403,
                    "Another site's page asked for this, and its answers are not for other sites.",
                    "If this is the Cloakroom extension, have an admin add its origin to the extension origins.");
        }
        context.header("Access-Control-Allow-Origin", origin);
    }

    private static String hostName(Context context) {
        String host = context.host();
        if (host == null || host.isEmpty()) {
            return "";
        }
        try {
            return new HostPort(host).getHost().toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notAHost) {
            return "";
        }
    }

    private static String localAddress(Context context) {
        return HostPort.normalizeHost(context.req().getLocalAddr());
    }
}
