package io.cloakroom.extension.backend;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the backend listens and whom it answers.
 *
 * @param host address to bind, {@code 127.0.0.1} unless an admin decided otherwise
 * @param port port to bind, 0 for any free one
 * @param consoleHosts names besides the loopback ones under which browsers may ask for the pages, {@code cloakroom.example.org}; without port
 * @param extensionOrigins the extension's origins, {@code chrome-extension://<id>}; nobody else may read an answer across origins
 * @param version the program's version, as {@code /api/ext/v1/status} tells it
 */
public record BackendConfig(
        String host, int port, Set<String> consoleHosts, Set<String> extensionOrigins, String version) {

    private static final Pattern EXTENSION_ORIGIN = Pattern.compile("(chrome|moz)-extension://[a-z0-9-]+");

    /** @throws IllegalArgumentException when an extension origin is not exactly the origin of one extension */
    public BackendConfig {
        consoleHosts = consoleHosts.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        extensionOrigins = Set.copyOf(extensionOrigins);
        for (String origin : extensionOrigins) {
            if (!EXTENSION_ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(
                        "'" + origin
                                + "' is not the origin of an extension: write chrome-extension:// and the extension's id, without a slash at the end");
            }
        }
    }
}
