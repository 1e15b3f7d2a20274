package io.cloakroom.extension.backend;

import java.util.Locale;

/**
 * What {@code /setup} shows.
 *
 * @param fingerprint SHA-256 of the certificate, hex pairs with colons; {@code plainFingerprint} the same without colons
 * @param configUrl address of the proxy's automatic configuration, under the name the page was asked for
 * @param system whose steps stand open: {@code windows}, {@code macos}, {@code linux} or {@code firefox}
 */
public record SetupPage(String fingerprint, String plainFingerprint, String base, String configUrl, String system) {

    static SetupPage of(String fingerprint, String base, String userAgent) {
        return new SetupPage(fingerprint, fingerprint.replace(":", ""), base, base + "/proxy.pac", system(userAgent));
    }

    /** Firefox comes first: it keeps settings of its own on every system. */
    private static String system(String userAgent) {
        String agent = userAgent.toLowerCase(Locale.ROOT);
        if (agent.contains("firefox/")) {
            return "firefox";
        }
        if (agent.contains("windows")) {
            return "windows";
        }
        return agent.contains("mac os") ? "macos" : "linux";
    }
}
