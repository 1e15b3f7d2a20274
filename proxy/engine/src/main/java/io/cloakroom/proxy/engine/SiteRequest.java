package io.cloakroom.proxy.engine;

import io.cloakroom.proxy.engine.FlowHandler.FlowRequest;
import io.cloakroom.proxy.engine.websocket.Handshake;
import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.wire.Drift;
import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.Seal;
import io.cloakroom.rules.wire.site.RequestRule;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import io.cloakroom.rules.wire.site.SiteDescriptor;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request to a catalogued site.
 *
 * @param page id of the site whose page sent it to somebody else, {@code ""} when none is known
 * @param rule the descriptor's rule for it, or null when it describes no such request
 * @param connection the flow of the WebSocket it is a message of, or null when it is a request of its own
 */
public record SiteRequest(
        FlowRequest request,
        Site site,
        String page,
        @Nullable RequestRule rule,
        @Nullable String connection) {

    /**
     * A request of its own, with the rule that tells what it is for: of one that opens a WebSocket, the rule of the messages on it.
     *
     * @param catalogue knows the site of its host, and those of pages
     */
    public static SiteRequest of(FlowRequest request, SiteCatalogue catalogue) {
        Site site = Objects.requireNonNull(catalogue.site(request.host()), request.host());
        String page = SendingPage.of(request, site, catalogue);
        SiteRequest plain = new SiteRequest(request, site, page, rule(request, site, request.method()), null);
        RequestRule messages = plain.opensSocket() ? rule(request, site, Site.WS_SEND) : null;
        return messages == null ? plain : new SiteRequest(request, site, page, messages, null);
    }

    private static @Nullable RequestRule rule(FlowRequest request, Site site, String method) {
        return site.rule(request.host(), method, request.target());
    }

    /** The rule of what comes back over the WebSocket it opens or is a message of, or null when none describes it. */
    @Nullable
    RequestRule received() {
        return rule(request, site, Site.WS_RECV);
    }

    /** Finds every string in it, described or not. */
    public Lens everything() {
        return rule == null ? site.genericLens() : rule.everything();
    }

    /** The same without its body. */
    SiteRequest withoutBody() {
        return new SiteRequest(request.withoutBody(), site, page, rule, connection);
    }

    /** A message on the WebSocket this opened. */
    SiteRequest message(FlowRequest sent) {
        return new SiteRequest(sent, site, page, rule(sent, site, Site.WS_SEND), request.flow());
    }

    /** Whether it asks for a WebSocket. */
    boolean opensSocket() {
        return Handshake.isAskedFor(request.headers());
    }

    boolean isMessage() {
        return connection != null;
    }

    /** Marks the scope of a conversation that has no id yet; the flow's id follows. */
    static final String PROVISIONAL = "flow:";

    /** The scope of requests that belong to no conversation: the same value is the same placeholder in all of them. */
    static final String WHOLE_USER = "user";

    public Recipient recipient() {
        return site.recipient(request.host(), rule == null ? Recipient.OTHER : rule.kind())
                .from(page);
    }

    /** Whether it goes to where people sign in, whose bodies are not read. */
    boolean isLogin() {
        SiteDescriptor.Host host = site.host(request.host());
        return host != null && host.role() == SiteDescriptor.Role.LOGIN;
    }

    /** What keeps it from being rewritten. */
    public Seal seal() {
        return site.seal(rule, request.target(), request.headers());
    }

    /**
     * Its headers as they leave, in which the vendor is told which organisations' accounts may be used, by Cloakroom and nobody
     * else.
     *
     * @param changed by name; {@code ""} takes a header out
     */
    HttpHeaders headers(Map<String, String> changed) {
        if (changed.isEmpty()
                && site.tenantHeaderNames().stream().noneMatch(request.headers()::contains)
                && site.tenantHeaders().isEmpty()) {
            return request.headers();
        }
        HttpHeaders headers = request.headers().copy();
        changed.forEach((name, value) -> {
            if (value.isEmpty()) {
                headers.remove(name);
            } else {
                headers.set(name, value);
            }
        });
        site.tenantHeaderNames().forEach(headers::remove);
        site.tenantHeaders().forEach(headers::set);
        return headers;
    }

    /** Whether it differs from what the descriptor says, rather than being something the descriptor leaves open. */
    public boolean drifted(Drift drift) {
        boolean open = rule != null || !site.described() || site.isThirdParty(request.host());
        return drift != Drift.NONE && !(open && drift == Drift.UNDESCRIBED);
    }

    /** What placeholders issued for this request are bound to. */
    Binding binding(Payload payload) {
        if (rule == null || rule.stateless()) {
            return unbound();
        }
        String conversation = rule.conversation(payload);
        if (!conversation.isEmpty()) {
            return new Binding(request.person().user(), recipient().operator(), conversation);
        }
        // A scope of its own is only worth its while when the answer will say which conversation it was.
        RequestRule answering = isMessage() || opensSocket() ? received() : rule;
        boolean named = answering != null
                && answering.answers().stream()
                        .anyMatch(answer -> !answer.conversation().isEmpty());
        String scope = named ? PROVISIONAL + (connection == null ? request.flow() : connection) : WHOLE_USER;
        return new Binding(request.person().user(), recipient().operator(), scope);
    }

    /** Bound to user and operator, in no conversation. */
    Binding unbound() {
        return new Binding(request.person().user(), recipient().operator(), WHOLE_USER);
    }
}
