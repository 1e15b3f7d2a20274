package io.cloakroom.rules.wire.site;

import static io.cloakroom.rules.wire.site.Checks.given;
import static io.cloakroom.rules.wire.site.Checks.listOf;
import static io.cloakroom.rules.wire.site.Checks.require;

import io.cloakroom.rules.wire.site.SiteDescriptor.Block;
import io.cloakroom.rules.wire.site.SiteDescriptor.Host;
import io.cloakroom.rules.wire.site.SiteDescriptor.Role;
import io.cloakroom.rules.wire.site.SiteDescriptor.Template;
import java.util.List;
import java.util.Locale;

/**
 * A service that is known to be one, and by its hosts, without a descriptor of what it sends: every string of every body is inspected, and
 * every string of an answer restored.
 *
 * @param hosts patterns as in descriptors, of hosts that serve nothing else
 * @param source page or documentation of the vendor
 */
public record AiService(
        String name, String operator, String jurisdiction, Category category, List<String> hosts, String source) {

    private static final Template REFUSED = new Template(
            403,
            "application/json",
            "{\"error\":{\"message\":\"{{message}}\",\"type\":\"policy_violation\",\"code\":\"blocked_by_policy\"}}");

    /** How fields are called everywhere that hold what a site issued to its page, and takes for a forgery when it comes back changed. */
    private static final List<String> OWN_FIELDS = List.of(
            "access_token",
            "accessToken",
            "captchaToken",
            "cf-turnstile-response",
            "csrf",
            "csrf_token",
            "csrfToken",
            "g-recaptcha-response",
            "h-captcha-response",
            "id_token",
            "idToken",
            "jwt",
            "nonce",
            "refresh_token",
            "refreshToken",
            "session_token",
            "sessionToken",
            "signature",
            "token");

    /** What people use it for first. */
    public enum Category {
        CHAT,
        API,
        IDE,
        IMAGE,
        VOICE,
        SEARCH,
        NOTEBOOK,
        AGENT
    }

    public AiService {
        hosts = listOf(hosts);
        require(given(name), "a service needs a name");
        require(given(operator), "service '" + name + "' needs an operator");
        require(Checks.country(jurisdiction), "jurisdiction of '" + name + "' is a country code of two capitals");
        require(category != null, "service '" + name + "' needs a category");
        require(!hosts.isEmpty(), "service '" + name + "' needs hosts");
        require(
                source != null && source.startsWith("https://"),
                "service '" + name + "' needs a source: the address of the vendor's page or documentation");
    }

    /** Small letters, digits and hyphens, made of the name. */
    public String id() {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    /** A site without described requests. */
    Site site() {
        Role role = category == Category.API || category == Category.IDE ? Role.API : Role.CHAT;
        List<Host> described = hosts.stream()
                .map(pattern -> new Host(pattern, role, null, null, null, source))
                .toList();
        return Site.of(new SiteDescriptor(
                id(),
                name,
                operator,
                jurisdiction,
                null,
                SiteDescriptor.Trust.NORMAL,
                SiteDescriptor.Transport.INTERCEPT,
                SiteDescriptor.Restore.PAGE,
                false,
                null,
                null,
                true,
                described,
                List.of(),
                OWN_FIELDS,
                List.of(),
                new Block(null, List.of(), REFUSED),
                null));
    }
}
