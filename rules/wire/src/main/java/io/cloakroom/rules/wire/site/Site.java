package io.cloakroom.rules.wire.site;

import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.Seal;
import io.cloakroom.rules.wire.json.JsonStrings;
import io.cloakroom.rules.wire.lens.GenericLens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A service as its descriptor describes it. Immutable. */
public final class Site {

    /** The method of rules for WebSocket messages that clients send. */
    public static final String WS_SEND = "WS-SEND";

    /** The method of rules for WebSocket messages that clients get. */
    public static final String WS_RECV = "WS-RECV";

    private static final String COUNT = "{{count}}";

    private final SiteDescriptor descriptor;
    private final SiteDescriptor.Restore restore;
    private final SiteDescriptor.Transport transport;
    private final Tenant.@Nullable Required required;
    private final List<com.google.re2j.Pattern> bypass;
    private final GenericLens genericLens;
    private final List<RequestRule> requests;
    private final HostMap<SiteDescriptor.Host> hosts = new HostMap<>();

    private Site(
            SiteDescriptor descriptor,
            SiteDescriptor.Restore restore,
            SiteDescriptor.Transport transport,
            Tenant.@Nullable Required required) {
        this.descriptor = descriptor;
        this.restore = restore;
        this.transport = transport;
        this.required = required;
        Tenant tenant = descriptor.tenant();
        this.bypass = tenant == null
                ? List.of()
                : tenant.bypass().stream().map(com.google.re2j.Pattern::compile).toList();
        this.genericLens = new GenericLens(Set.copyOf(descriptor.ownFields()));
        this.requests = descriptor.requests().stream()
                .map(request -> new RequestRule(descriptor, request, genericLens))
                .toList();
        descriptor.hosts().forEach(host -> hosts.put(host.pattern(), host));
    }

    /** @throws IllegalArgumentException when a path or a notation in the descriptor makes no sense, saying what to write instead */
    public static Site of(SiteDescriptor descriptor) {
        return new Site(descriptor, descriptor.restore(), descriptor.transport(), null);
    }

    /** The same site with originals appearing elsewhere than its descriptor says. */
    public Site restoring(SiteDescriptor.Restore elsewhere) {
        return new Site(descriptor, elsewhere, transport, required);
    }

    /** The same site reached in another way than its descriptor says. */
    public Site reached(SiteDescriptor.Transport otherwise) {
        return new Site(descriptor, restore, otherwise, required);
    }

    /** The same site, to which only accounts of these organisations are let. */
    Site requiring(Tenant.Required organisations) {
        return new Site(descriptor, restore, transport, organisations);
    }

    /** How requests are reached: as the descriptor says, unless the installation's configuration says otherwise. */
    public SiteDescriptor.Transport transport() {
        return transport;
    }

    /** Whether it is only where people sign in, which nobody has a reason to open unless organisations are required. */
    public boolean onlyLogin() {
        return descriptor.hosts().stream().allMatch(host -> host.role() == SiteDescriptor.Role.LOGIN);
    }

    /**
     * What keeps a request from being rewritten on the way.
     *
     * @param rule the rule for the request, or null when none describes it
     * @param target request target in origin form
     * @param headers of the request, by name, with what followed its body
     */
    public Seal seal(@Nullable RequestRule rule, String target, Iterable<Map.Entry<String, String>> headers) {
        SiteDescriptor.SignedWhen when = descriptor.signedWhen();
        boolean always = rule == null ? descriptor.signed() : rule.signed();
        if (always || (when != null && when.holds(headers))) {
            return Seal.SIGNATURE;
        }
        return Checksums.declared(target, headers) ? Seal.CHECKSUM : Seal.NONE;
    }

    /** Names of headers that tell the vendor which organisations' accounts may be used. What a client says in them never passes. */
    public Set<String> tenantHeaderNames() {
        Tenant tenant = descriptor.tenant();
        return tenant == null ? Set.of() : tenant.headers().keySet();
    }

    /** Those headers as this installation sends them; none when it requires no organisation. */
    public Map<String, String> tenantHeaders() {
        Tenant tenant = descriptor.tenant();
        return tenant == null ? Map.of() : tenant.carrying(required);
    }

    /** Whether a request goes to where no account is needed, although this installation requires an organisation's. */
    public boolean bypassesTenant(String target) {
        String path = target.replaceFirst("\\?.*", "");
        return required != null && bypass.stream().anyMatch(pattern -> pattern.matches(path));
    }

    public SiteDescriptor descriptor() {
        return descriptor;
    }

    public String id() {
        return descriptor.id();
    }

    /** Whether the descriptor says anything of requests; else every string of every body is inspected, and that is as it should be. */
    public boolean described() {
        return !descriptor.requests().isEmpty();
    }

    public String operator() {
        return descriptor.operator();
    }

    /** Where originals may appear: as the descriptor says, unless the installation's configuration says otherwise. */
    public SiteDescriptor.Restore restore() {
        return restore;
    }

    /** Finds every string, for requests that no rule describes; identifiers in the site's own fields are left alone. */
    public Lens genericLens() {
        return genericLens;
    }

    public List<RequestRule> requests() {
        return requests;
    }

    /**
     * The first rule for a request, or null when none describes it.
     *
     * @param method {@code POST}; {@link #WS_SEND} for a WebSocket message that the client sends, {@link #WS_RECV} for those it gets
     * @param target request target in origin form; the query plays no part
     */
    public @Nullable RequestRule request(String method, String target) {
        for (RequestRule rule : requests) {
            if (rule.describes(method, target)) {
                return rule;
            }
        }
        return null;
    }

    /**
     * The first rule for a request to a host, or null when none describes it: what a descriptor says of the site's requests says nothing of
     * a third party's.
     *
     * @param method as in {@link #request}
     */
    public @Nullable RequestRule rule(String host, String method, String target) {
        return isThirdParty(host) ? null : request(method, target);
    }

    /**
     * Who receives what is sent to a host.
     *
     * @param kind what kind of request it is, {@code prompt}; to a third party of the page everything is of the kind that says so
     */
    public Recipient recipient(String host, String kind) {
        String name = HostMap.canonical(host);
        SiteDescriptor.Host described = host(name);
        String operator = described == null ? null : described.operator();
        String jurisdiction = described == null ? null : described.jurisdiction();
        return new Recipient(
                id(),
                name,
                operator == null ? descriptor.operator() : operator,
                jurisdiction == null ? descriptor.jurisdiction() : jurisdiction,
                isThirdParty(name) ? Recipient.THIRD_PARTY : kind);
    }

    /** Whether somebody else runs a host, to whom the site's page talks. */
    public boolean isThirdParty(String host) {
        SiteDescriptor.Host described = host(HostMap.canonical(host));
        return described != null && described.role() == SiteDescriptor.Role.THIRD_PARTY;
    }

    /** What the descriptor says of a host: null when nothing. */
    public SiteDescriptor.@Nullable Host host(String host) {
        return hosts.get(host);
    }

    /**
     * How a stopped request is answered, in a shape the site's page or SDK shows to the person.
     *
     * @param rule the rule for the request, or null when none describes it
     * @param contentType of the request: that of a remote procedure call is answered as its protocol says, unless the descriptor has words for it
     * @param stream whether the answer would have streamed
     * @param message what the person reads
     */
    public BlockAnswer block(@Nullable RequestRule rule, String contentType, boolean stream, String message) {
        SiteDescriptor.Block block = descriptor.block();
        boolean prompt = rule != null && rule.kind().equals(SiteDescriptor.Kind.PROMPT.word());
        SiteDescriptor.Template streamed = block.stream();
        SiteDescriptor.Template template = streamed == null || !prompt || !stream ? block.plain() : streamed;
        BlockAnswer error = RpcErrors.answer(contentType, message);
        return error == null || template.contentType().equals(contentType) ? fill(template, message) : error;
    }

    /**
     * How a stopped WebSocket message is answered: messages the site's page shows as an answer, to be sent to the client in this order.
     *
     * @param target request target the WebSocket was opened at
     * @param message what the person reads
     * @return empty when the descriptor knows none: then the connection has to be closed, with a code and reason (RFC 6455, section 7.4)
     */
    public List<byte[]> blockMessages(String target, String message) {
        RequestRule received = request(WS_RECV, target);
        AnswerFormat.Framing framing = received == null
                ? AnswerFormat.Framing.MESSAGES
                : received.answers().stream()
                        .map(AnswerFormat::framing)
                        .filter(AnswerFormat.Framing::messages)
                        .findFirst()
                        .orElse(AnswerFormat.Framing.MESSAGES);
        String id = UUID.randomUUID().toString();
        return descriptor.block().messages().stream()
                .map(template -> BlockFrames.message(framing, fill(template, id, message)))
                .toList();
    }

    static BlockAnswer fill(SiteDescriptor.Template template, String message) {
        String id = UUID.randomUUID().toString();
        String[] parts = template.body().split(Pattern.quote(COUNT), -1);
        StringBuilder body = new StringBuilder(fill(parts[0], id, message));
        for (int i = 1; i < parts.length; i++) {
            String counted = fill(parts[i], id, message);
            body.append(counted.length()).append(counted);
        }
        byte[] bytes = template.enveloped()
                ? BlockFrames.envelopes(body.toString())
                : body.toString().getBytes(StandardCharsets.UTF_8);
        return new BlockAnswer(template.status(), template.contentType(), bytes);
    }

    private static String fill(String part, String id, String message) {
        String once = JsonStrings.encode(message);
        return part.replace("{{id}}", id)
                .replace("{{message}}", once)
                .replace("{{message2}}", JsonStrings.encode(once));
    }
}
