package io.cloakroom.rules.wire.site;

import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.json.JsonStrings;
import io.cloakroom.rules.wire.lens.GenericLens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A service as its descriptor describes it. Immutable. */
public final class Site {

    private static final String COUNT = "{{count}}";

    private final SiteDescriptor descriptor;
    private final SiteDescriptor.Restore restore;
    private final GenericLens genericLens;
    private final List<RequestRule> requests;
    private final HostMap<SiteDescriptor.Host> hosts = new HostMap<>();

    private Site(SiteDescriptor descriptor, SiteDescriptor.Restore restore) {
        this.descriptor = descriptor;
        this.restore = restore;
        this.genericLens = new GenericLens(Set.copyOf(descriptor.ownFields()));
        this.requests = descriptor.requests().stream()
                .map(request -> new RequestRule(descriptor, request, genericLens))
                .toList();
        descriptor.hosts().forEach(host -> hosts.put(host.pattern(), host));
    }

    /** @throws IllegalArgumentException when a path or a notation in the descriptor makes no sense, saying what to write instead */
    public static Site of(SiteDescriptor descriptor) {
        return new Site(descriptor, descriptor.restore());
    }

    /** The same site with originals appearing elsewhere than its descriptor says. */
    public Site restoring(SiteDescriptor.Restore elsewhere) {
        return new Site(descriptor, elsewhere);
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
     * @param method {@code POST}; {@code WS-SEND} for a WebSocket frame that the client sends
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
     * Who receives what is sent to a host.
     *
     * @param kind what kind of request it is, {@code prompt}
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
                kind);
    }

    /** What the descriptor says of a host: null when nothing. */
    public SiteDescriptor.@Nullable Host host(String host) {
        return hosts.get(host);
    }

    /**
     * How a stopped request is answered, in a shape the site's page or SDK shows to the person.
     *
     * @param rule the rule for the request, or null when none describes it
     * @param stream whether the answer would have streamed
     * @param message what the person reads
     */
    public BlockAnswer block(@Nullable RequestRule rule, boolean stream, String message) {
        SiteDescriptor.Block block = descriptor.block();
        boolean prompt = rule != null && rule.kind().equals(SiteDescriptor.Kind.PROMPT.word());
        SiteDescriptor.Template template = block.stream();
        return fill(template == null || !prompt || !stream ? block.plain() : template, message);
    }

    static BlockAnswer fill(SiteDescriptor.Template template, String message) {
        String id = UUID.randomUUID().toString();
        String[] parts = template.body().split(Pattern.quote(COUNT), -1);
        StringBuilder body = new StringBuilder(fill(parts[0], id, message));
        for (int i = 1; i < parts.length; i++) {
            String counted = fill(parts[i], id, message);
            body.append(counted.length()).append(counted);
        }
        return new BlockAnswer(
                template.status(), template.contentType(), body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String fill(String part, String id, String message) {
        String once = JsonStrings.encode(message);
        return part.replace("{{id}}", id)
                .replace("{{message}}", once)
                .replace("{{message2}}", JsonStrings.encode(once));
    }
}
