package io.cloakroom.proxy.engine;

import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.Journal;
import io.cloakroom.rules.engine.Journal.Visibility;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.policy.Policy;
import io.cloakroom.rules.engine.policy.PolicyEngine;
import io.cloakroom.rules.engine.policy.Verdict;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.Inspection;
import io.cloakroom.rules.wire.Inspector;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.UninspectableException;
import io.cloakroom.rules.wire.answer.Answers;
import io.cloakroom.rules.wire.coding.ContentCoding;
import io.cloakroom.rules.wire.site.BlockAnswer;
import io.cloakroom.rules.wire.site.RequestRule;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of a prompt from the gate to the network and back, read from top to bottom: which site (4), the body decoded (6), then text
 * located, analysed, decided, redacted and written back ({@link Inspector}, 7 to 11), the start recorded durably (12), and a restorer for
 * the answer (13). Whatever is thrown here makes the gate refuse the request (14).
 */
public final class PromptPath implements FlowHandler {

    private final SiteCatalogue catalogue;
    private final Inspector inspector;
    private final Supplier<PolicyEngine> policy;
    private final Vault vault;
    private final Journal journal;
    private final DriftAlarm drift;
    private final Clock clock;

    public PromptPath(
            SiteCatalogue catalogue,
            Inspector inspector,
            Supplier<PolicyEngine> policy,
            Vault vault,
            Journal journal,
            DriftAlarm drift,
            Clock clock) {
        this.catalogue = catalogue;
        this.inspector = inspector;
        this.policy = policy;
        this.vault = vault;
        this.journal = journal;
        this.drift = drift;
        this.clock = clock;
    }

    @Override
    public boolean intercepts(String host) {
        return catalogue.site(host) != null;
    }

    @Override
    public Outcome decide(FlowRequest request) throws Exception {
        Site site = catalogue.site(request.host());
        if (site == null) {
            throw new IllegalStateException("not an intercepted host: " + request.host());
        }
        RequestRule rule = site.request(request.method(), request.target());
        Exchange exchange = new Exchange(request, site, rule, site.recipient(request.host(), kind(rule)));
        try {
            return inspect(exchange);
        } catch (UninspectableException e) {
            return uninspectable(exchange, e);
        }
    }

    private Outcome inspect(Exchange exchange) throws UninspectableException {
        FlowRequest request = exchange.request;
        RequestRule rule = exchange.rule;
        if (rule != null && rule.reply() != null) {
            return Responses.canned(rule.reply());
        }
        Payload typed = new Payload(
                request.target(),
                request.headers().get(HttpHeaderNames.CONTENT_TYPE, ""),
                ContentCoding.decode(
                        request.headers().get(HttpHeaderNames.CONTENT_ENCODING, ""),
                        request.body(),
                        ContentCoding.Limits.DEFAULT));
        Payload payload = rule == null ? typed : rule.strip(typed);
        Inspection inspection = inspector.inspect(
                request.person(),
                exchange.recipient,
                exchange.binding(payload),
                rule == null ? exchange.site.genericLens() : rule.lens(),
                exchange.site.genericLens(),
                payload);
        if (inspection.drift()) {
            drift.raise(exchange.site.id(), request.method(), request.target());
        }
        if (inspection.verdict().action() == Action.BLOCK) {
            return block(exchange, Visibility.OBSERVED, inspection.verdict(), inspection.verdict().reason());
        }
        return forward(exchange, inspection.payload(), inspection.payload() == typed, inspection.verdict());
    }

    /** Nothing changed means the very bytes that came, still in their content coding. */
    private Outcome forward(Exchange exchange, Payload payload, boolean untouched, Verdict verdict) {
        FlowRequest request = exchange.request;
        byte[] body = untouched ? request.body() : payload.body();
        HttpHeaders headers = request.headers().copy();
        if (!untouched) {
            headers.remove(HttpHeaderNames.CONTENT_ENCODING);
        }
        start(exchange, Visibility.OBSERVED, verdict, body.length);
        return new Forward(payload.target(), headers, body, new RecordedFlow(exchange));
    }

    private Outcome uninspectable(Exchange exchange, UninspectableException e) {
        Policy active = policy.get().policy();
        Verdict verdict = new Verdict(active.uninspectable(), policy.get().version(), "uninspectable", e.getMessage(), java.util.List.of());
        if (active.uninspectable() == Action.BLOCK) {
            return block(exchange, Visibility.UNINSPECTABLE, verdict, Responses.uninspectable(e));
        }
        FlowRequest request = exchange.request;
        start(exchange, Visibility.UNINSPECTABLE, verdict, request.body().length);
        return new Forward(request.target(), request.headers(), request.body(), new RecordedFlow(exchange));
    }

    private Outcome block(Exchange exchange, Visibility visibility, Verdict verdict, String message) {
        start(exchange, visibility, verdict, 0);
        BlockAnswer answer = exchange.site.block(exchange.rule, exchange.wantsStream(), message);
        journal.end(new Journal.End(
                exchange.request.flow(), clock.instant(), answer.status(), 0, 0, 0, 0, "blocked"));
        return Responses.blocked(answer);
    }

    private void start(Exchange exchange, Visibility visibility, Verdict verdict, long bodyBytes) {
        journal.start(new Journal.Start(
                exchange.request.flow(),
                clock.instant(),
                exchange.request.person(),
                exchange.recipient,
                visibility,
                verdict.action().name().toLowerCase(java.util.Locale.ROOT),
                verdict.policyVersion(),
                verdict.rule(),
                bodyBytes,
                verdict.sent(),
                verdict.withheld()));
    }

    @Override
    public Flow tunnel(String flow, Person person, String host) {
        journal.start(new Journal.Start(
                flow,
                clock.instant(),
                person,
                new Recipient("", host, "", "", "tunnel"),
                Visibility.TUNNELLED,
                "observe",
                policy.get().version(),
                "",
                0,
                Map.of(),
                Map.of()));
        return new RecordedFlow(flow);
    }

    private static String kind(@Nullable RequestRule rule) {
        return rule == null ? "other" : rule.kind();
    }
}
