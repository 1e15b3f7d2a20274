package io.cloakroom.proxy.engine;

import io.cloakroom.proxy.engine.FlowHandler.FlowRequest;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import io.cloakroom.rules.wire.site.SiteDescriptor;
import io.cloakroom.rules.wire.site.SiteDescriptor.Role;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose page sent a request to somebody else. A browser says so in {@code Origin} (RFC 6454) or {@code Referer} (RFC 9110 10.1.3), which
 * its pages cannot write; any other program writes there what it likes.
 */
final class SendingPage {

    private static final List<AsciiString> NAMING = List.of(HttpHeaderNames.ORIGIN, HttpHeaderNames.REFERER);
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD");

    /** What is shown from there is no page of the site whose descriptor names it. */
    private static final Set<Role> PAGELESS = Set.of(Role.THIRD_PARTY, Role.LOGIN);

    private SendingPage() {}

    /** Id of the site whose page it is; {@code ""} when the site receives it itself, and when no page of a site is named. */
    static String of(FlowRequest request, Site to, SiteCatalogue catalogue) {
        if (isFollowedLink(request)) {
            return "";
        }
        for (AsciiString name : NAMING) {
            Site page = page(request.headers().get(name, ""), catalogue);
            if (page != null) {
                boolean own = page.id().equals(to.id())
                        ? !to.isThirdParty(request.host())
                        : page.operator()
                                .equals(to.recipient(request.host(), "").operator());
                return own ? "" : page.id();
            }
        }
        return "";
    }

    /** A person who follows a link goes there; the page they leave sends nothing (Fetch Metadata: a new document). */
    private static boolean isFollowedLink(FlowRequest request) {
        HttpHeaders headers = request.headers();
        return HARMLESS.contains(request.method())
                && headers.containsValue("Sec-Fetch-Mode", "navigate", true)
                && headers.containsValue("Sec-Fetch-Dest", "document", true);
    }

    private static @Nullable Site page(String address, SiteCatalogue catalogue) {
        try {
            String host = new URI(address).getHost();
            // A page on this machine may be anybody's.
            Site site = host == null || host.indexOf('.') < 0 ? null : catalogue.site(host);
            SiteDescriptor.Host described = site == null ? null : site.host(host);
            return described == null || PAGELESS.contains(described.role()) ? null : site;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
