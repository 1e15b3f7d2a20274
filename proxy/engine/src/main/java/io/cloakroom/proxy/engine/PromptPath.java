package io.cloakroom.proxy.engine;

import io.cloakroom.proxy.engine.guard.Refusal;
import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.Enforcement;
import io.cloakroom.rules.engine.Journal;
import io.cloakroom.rules.engine.Journal.Visibility;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.policy.PolicyEngine;
import io.cloakroom.rules.engine.policy.Verdict;
import io.cloakroom.rules.engine.policy.Verdict.Decision;
import io.cloakroom.rules.engine.restore.KnownPlaceholders;
import io.cloakroom.rules.wire.Carried;
import io.cloakroom.rules.wire.Inspection;
import io.cloakroom.rules.wire.Inspector;
import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.UninspectableException;
import io.cloakroom.rules.wire.coding.ContentCoding;
import io.cloakroom.rules.wire.site.BlockAnswer;
import io.cloakroom.rules.wire.site.Pieces;
import io.cloakroom.rules.wire.site.RequestRule;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import io.cloakroom.rules.wire.site.SiteDescriptor.Restore;
import io.cloakroom.rules.wire.site.SiteDescriptor.Transport;
import io.cloakroom.rules.wire.sketch.BodySketch;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of a prompt from the gate to the network and back, read from top to bottom: which site (4), the body decoded (6), then text
 * located, analysed, decided, redacted and written back, and a last look at everything else that leaves ({@link Inspector}, 7 to 11), the
 * start recorded durably (12), and a restorer for the answer (13). Whatever is thrown here makes the gate refuse the request (14).
 */
public final class PromptPath implements FlowHandler {

    /** The answer stands where the chatbot's would: whose it is has to be said, and what became of the message. */
    private static final String NOT_SENT = "Cloakroom did not send this. ";

    /** In the place of a status where there is none: a message is not answered. */
    static final int NO_STATUS = 0;

    /** Stands in the journal for the rule behind what tenant restriction does. */
    static final String TENANT = "tenant-restriction";

    private static final String WITHOUT_ACCOUNT =
            "Your organisation allows this service with an account of its own only, and"
                    + " this address works without one. Sign in with that account and try again.";

    private static final String UNREAD_SOCKET =
            "What people sign in with is not read, so no WebSocket is opened where they do: nobody could tell what leaves on it.";

    private final SiteCatalogue catalogue;
    private final Inspector inspector;
    private final Supplier<PolicyEngine> policy;
    private final Vault vault;
    private final LivePlaceholders answers;
    private final Journal journal;
    private final Alarms alarms;
    private final Enforcement enforcement;
    private final Clock clock;
    private final FlowRecords records;

    /** One to which no browser confirms anything. */
    public PromptPath(
            SiteCatalogue catalogue,
            Inspector inspector,
            Supplier<PolicyEngine> policy,
            Vault vault,
            Journal journal,
            Alarms alarms,
            Clock clock) {
        this(catalogue, inspector, policy, vault, journal, alarms, Enforcement.NONE, clock);
    }

    /**
     * @param policy the active snapshot
     * @param enforcement what browsers with the extension confirmed lately
     */
    public PromptPath(
            SiteCatalogue catalogue,
            Inspector inspector,
            Supplier<PolicyEngine> policy,
            Vault vault,
            Journal journal,
            Alarms alarms,
            Enforcement enforcement,
            Clock clock) {
        this.catalogue = catalogue;
        this.inspector = inspector;
        this.policy = policy;
        this.vault = vault;
        this.answers = new LivePlaceholders(vault);
        this.journal = journal;
        this.alarms = alarms;
        this.enforcement = enforcement;
        this.clock = clock;
        this.records = new FlowRecords(journal, clock);
    }

    @Override
    public boolean intercepts(String host) {
        return catalogue.site(host) != null;
    }

    @Override
    public CompletionStage<? extends Outcome> decide(FlowRequest request) {
        return decide(SiteRequest.of(request, catalogue));
    }

    /** Decides a request or a message. */
    CompletionStage<? extends Outcome> decide(SiteRequest asked) {
        RequestRule rule = asked.rule();
        BlockAnswer reply = rule == null ? null : rule.reply();
        if (reply != null) {
            return CompletableFuture.completedStage(Blocked.answer(reply));
        }
        if (asked.site().bypassesTenant(asked.request().target())) {
            return refuse(asked, WITHOUT_ACCOUNT);
        }
        if (asked.isLogin()) {
            return asked.opensSocket() ? refuse(asked, UNREAD_SOCKET) : unread(asked);
        }
        try {
            return inspect(asked);
        } catch (UninspectableException | LensException e) {
            return uninspectable(asked, e);
        }
    }

    private CompletionStage<? extends Outcome> refuse(SiteRequest asked, String reason) {
        Verdict refused = new Verdict(Action.BLOCK, policy.get().version(), TENANT, reason, List.of());
        return block(asked, Visibility.OBSERVED, refused, NOT_SENT + reason, false);
    }

    /** Credentials are none of Cloakroom's business: what people sign in with leaves as it came. */
    private CompletionStage<? extends Outcome> unread(SiteRequest asked) {
        FlowRequest request = asked.request();
        Verdict verdict = new Verdict(Action.OBSERVE, policy.get().version(), TENANT, "", List.of());
        Flow flow = records.unread(request.flow());
        return records.start(asked, Visibility.TUNNELLED, verdict, request.body().length, Map.of())
                .thenApply(recorded -> new Forward(request.target(), asked.headers(Map.of()), request.body(), flow));
    }

    private CompletionStage<? extends Outcome> inspect(SiteRequest asked) throws UninspectableException, LensException {
        FlowRequest request = asked.request();
        RequestRule rule = asked.rule();
        HttpHeaders headers = request.headers();
        byte[] decoded = ContentCoding.decode(
                headers.get(HttpHeaderNames.CONTENT_ENCODING, ""), request.body(), ContentCoding.Limits.DEFAULT);
        Payload typed = new Payload(request.target(), headers.get(HttpHeaderNames.CONTENT_TYPE, ""), decoded);
        Pieces.refuse(rule, typed, headers);
        Payload payload = rule == null ? typed : rule.strip(typed);
        Lens everything = asked.everything();
        Lens lens = rule == null ? everything : rule.lens();
        Binding binding = asked.binding(payload);
        Inspection inspection = inspector.inspect(
                request.person(), asked.recipient(), binding, lens, everything, payload, asked.seal());
        if (asked.drifted(inspection.drift())) {
            alarms.drift(asked, inspection.drift(), BodySketch.of(payload.body()));
        }
        Verdict verdict = inspection.verdict();
        boolean stream = rule != null && rule.wantsStream(payload);
        if (verdict.action() == Action.BLOCK) {
            return block(asked, Visibility.OBSERVED, verdict, NOT_SENT + verdict.reason(), stream);
        }
        Carried carried = inspector.carried(request.person(), asked.recipient(), inspection.payload(), headers);
        if (carried.verdict().action() == Action.BLOCK) {
            Verdict joined = verdict.joined(carried.verdict(), both(verdict, carried));
            return block(asked, Visibility.OBSERVED, joined, joined.reason(), stream);
        }
        return forward(asked, typed, inspection, carried, binding);
    }

    private static List<Decision> both(Verdict verdict, Carried carried) {
        List<Decision> both = new ArrayList<>(verdict.decisions());
        both.addAll(carried.verdict().decisions());
        return both;
    }

    /** Nothing changed means the very bytes that came, still in their content coding. */
    private CompletionStage<? extends Outcome> forward(
            SiteRequest asked, Payload typed, Inspection inspection, Carried carried, Binding binding) {
        FlowRequest request = asked.request();
        Payload leaving = inspection.payload();
        boolean untouched = leaving == typed;
        byte[] body = untouched ? request.body() : leaving.body();
        HttpHeaders headers = asked.headers(carried.headers());
        if (!untouched) {
            headers = headers.copy().remove(HttpHeaderNames.CONTENT_ENCODING);
        }
        if (asked.isMessage()
                && inspection.verdict().decisions().isEmpty()
                && inspection.files().isEmpty()) {
            // The connection's own start is durable, and there is nothing to add to it.
            return CompletableFuture.completedStage(new Forward(leaving.target(), headers, body, SocketFlow.COUNTED));
        }
        Forward forward = new Forward(leaving.target(), headers, body, flow(asked, binding, inspection.placeholders()));
        return records.start(asked, Visibility.OBSERVED, inspection.verdict(), body.length, inspection.files())
                .thenApply(recorded -> forward);
    }

    private RestoredFlow flow(SiteRequest asked, Binding binding, Set<String> placeholders) {
        KnownPlaceholders known = answers.of(binding, placeholders, asked.site().restore() == Restore.PAGE);
        SiteRequest decided = asked.withoutBody();
        return new RestoredFlow(
                decided, binding, known, vault, journal, alarms, clock, now -> new SocketFlow(this, decided, now));
    }

    private CompletionStage<? extends Outcome> uninspectable(SiteRequest asked, Exception e) {
        PolicyEngine engine = policy.get();
        Action action = engine.policy().uninspectable();
        String reason = "Cloakroom could not read this message and so did not send it: " + e.getMessage();
        Verdict verdict = new Verdict(action, engine.version(), "uninspectable", reason, List.of());
        if (action == Action.BLOCK) {
            return block(asked, Visibility.UNINSPECTABLE, verdict, reason, false);
        }
        FlowRequest request = asked.request();
        Payload unread = new Payload(request.target(), "", request.body());
        Carried carried = inspector.carried(request.person(), asked.recipient(), unread, request.headers());
        if (carried.verdict().action() == Action.BLOCK) {
            Verdict stopped = carried.verdict();
            return block(asked, Visibility.UNINSPECTABLE, stopped, stopped.reason(), false);
        }
        Forward forward = new Forward(
                request.target(),
                asked.headers(carried.headers()),
                request.body(),
                flow(asked, asked.unbound(), Set.of()));
        return records.start(asked, Visibility.UNINSPECTABLE, verdict, request.body().length, Map.of())
                .thenApply(recorded -> forward);
    }

    private CompletionStage<? extends Outcome> block(
            SiteRequest asked, Visibility visibility, Verdict verdict, String said, boolean stream) {
        Answer answer = Blocked.answer(asked, verdict, said, stream);
        String flow = asked.request().flow();
        return records.start(asked, visibility, verdict, 0, Map.of())
                .thenCompose(recorded -> records.blocked(flow, answer.status()))
                .thenApply(recorded -> answer);
    }

    @Override
    public @Nullable Answer inItsOwnShape(
            String host, String method, String target, String contentType, String message) {
        Site site = catalogue.site(host);
        return site == null
                ? null
                : Blocked.answer(site.block(site.rule(host, method, target), contentType, false, message));
    }

    @Override
    public CompletionStage<? extends Flow> tunnel(String flow, Person person, String host) {
        Site site = catalogue.site(host);
        String rule = site != null && site.transport() == Transport.PAGE ? Refusal.Kind.TRANSPORT_PAGE.word() : "";
        return records.tunnel(
                        flow, person, recipient(host, "tunnel"), policy.get().version(), rule)
                .thenApply(recorded -> records.unread(flow));
    }

    /** Where something goes of which nothing else is known. */
    private Recipient recipient(String host, String kind) {
        Site site = catalogue.site(host);
        return site == null ? new Recipient("", host, "", "", kind) : site.recipient(host, kind);
    }

    @Override
    public Passage passage(Person person, String host, String browser) {
        Site site = Objects.requireNonNull(catalogue.site(host), host);
        if (site.transport() == Transport.INTERCEPT) {
            return Passage.INSPECT;
        }
        return enforcement.isConfirmed(person, site.id(), browser) ? Passage.TUNNEL : Passage.REFUSE;
    }

    @Override
    public void turnedAway(Refusal.Kind why) {
        alarms.turnedAway(why);
    }

    @Override
    public CompletionStage<?> refused(String flow, Person person, String host, Refusal.Kind why, int status) {
        if (catalogue.site(host) == null) {
            return CompletableFuture.completedStage(null);
        }
        return records.refused(
                flow, person, recipient(host, Recipient.OTHER), policy.get().version(), why.word(), status);
    }
}
