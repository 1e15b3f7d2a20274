package io.cloakroom.proxy.engine;

import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.Journal;
import io.cloakroom.rules.engine.Journal.Visibility;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.policy.PolicyEngine;
import io.cloakroom.rules.engine.policy.Verdict;
import io.cloakroom.rules.engine.policy.Verdict.Decision;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.Carried;
import io.cloakroom.rules.wire.Inspection;
import io.cloakroom.rules.wire.Inspector;
import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.UninspectableException;
import io.cloakroom.rules.wire.coding.ContentCoding;
import io.cloakroom.rules.wire.site.BlockAnswer;
import io.cloakroom.rules.wire.site.BodySketch;
import io.cloakroom.rules.wire.site.RequestRule;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import io.cloakroom.rules.wire.site.SiteDescriptor.Restore;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    private final SiteCatalogue catalogue;
    private final Inspector inspector;
    private final Supplier<PolicyEngine> policy;
    private final Vault vault;
    private final LivePlaceholders answers;
    private final Journal journal;
    private final Alarms alarms;
    private final Clock clock;

    /**
     * @param policy the active snapshot
     */
    public PromptPath(
            SiteCatalogue catalogue,
            Inspector inspector,
            Supplier<PolicyEngine> policy,
            Vault vault,
            Journal journal,
            Alarms alarms,
            Clock clock) {
        this.catalogue = catalogue;
        this.inspector = inspector;
        this.policy = policy;
        this.vault = vault;
        this.answers = new LivePlaceholders(vault);
        this.journal = journal;
        this.alarms = alarms;
        this.clock = clock;
    }

    @Override
    public boolean intercepts(String host) {
        return catalogue.site(host) != null;
    }

    @Override
    public CompletionStage<? extends Outcome> decide(FlowRequest request) {
        Site site = Objects.requireNonNull(catalogue.site(request.host()), request.host());
        RequestRule rule = site.request(request.method(), request.target());
        SiteRequest asked = new SiteRequest(request, site, rule);
        BlockAnswer reply = rule == null ? null : rule.reply();
        if (reply != null) {
            return CompletableFuture.completedStage(answer(reply));
        }
        try {
            return inspect(asked);
        } catch (UninspectableException | LensException e) {
            return uninspectable(asked, e);
        }
    }

    private CompletionStage<? extends Outcome> inspect(SiteRequest asked) throws UninspectableException, LensException {
        FlowRequest request = asked.request();
        RequestRule rule = asked.rule();
        HttpHeaders headers = request.headers();
        byte[] decoded = ContentCoding.decode(
                headers.get(HttpHeaderNames.CONTENT_ENCODING, ""), request.body(), ContentCoding.Limits.DEFAULT);
        Payload typed = new Payload(request.target(), headers.get(HttpHeaderNames.CONTENT_TYPE, ""), decoded);
        Payload payload = rule == null ? typed : rule.strip(typed);
        Lens everything = asked.site().genericLens();
        Lens lens = rule == null ? everything : rule.lens();
        Binding binding = asked.binding(payload);
        Inspection inspection =
                inspector.inspect(request.person(), asked.recipient(), binding, lens, everything, payload);
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
        HttpHeaders headers = without(request.headers(), carried);
        if (!untouched) {
            headers = headers.copy().remove(HttpHeaderNames.CONTENT_ENCODING);
        }
        Forward forward = new Forward(leaving.target(), headers, body, flow(asked, binding, inspection.placeholders()));
        return start(asked, Visibility.OBSERVED, inspection.verdict(), body.length)
                .thenApply(recorded -> forward);
    }

    private RestoredFlow flow(SiteRequest asked, Binding binding, Set<String> placeholders) {
        boolean inPage = asked.site().restore() == Restore.PAGE;
        return new RestoredFlow(
                asked, binding, answers.of(binding, placeholders, inPage), vault, journal, alarms, clock);
    }

    private static HttpHeaders without(HttpHeaders headers, Carried carried) {
        if (carried.headers().isEmpty()) {
            return headers;
        }
        HttpHeaders changed = headers.copy();
        carried.headers().forEach((name, value) -> {
            if (value.isEmpty()) {
                changed.remove(name);
            } else {
                changed.set(name, value);
            }
        });
        return changed;
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
                without(request.headers(), carried),
                request.body(),
                flow(asked, asked.unbound(), Set.of()));
        return start(asked, Visibility.UNINSPECTABLE, verdict, request.body().length)
                .thenApply(recorded -> forward);
    }

    private CompletionStage<? extends Outcome> block(
            SiteRequest asked, Visibility visibility, Verdict verdict, String said, boolean stream) {
        BlockAnswer answer = asked.site().block(asked.rule(), stream, said);
        String flow = asked.request().flow();
        return start(asked, visibility, verdict, 0)
                .thenCompose(recorded ->
                        journal.end(new Journal.End(flow, clock.instant(), answer.status(), 0, 0, 0, 0, "blocked")))
                .thenApply(recorded -> answer(answer));
    }

    private static Answer answer(BlockAnswer answer) {
        HttpHeaders headers = new DefaultHttpHeaders()
                .set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        return new Answer(answer.status(), headers, answer.body());
    }

    private CompletableFuture<?> start(SiteRequest asked, Visibility visibility, Verdict verdict, long bodyBytes) {
        return journal.start(new Journal.Start(
                asked.request().flow(),
                clock.instant(),
                asked.request().person(),
                asked.recipient(),
                visibility,
                verdict.action().name().toLowerCase(Locale.ROOT),
                verdict.policyVersion(),
                verdict.rule(),
                bodyBytes,
                verdict.sent(),
                verdict.withheld()));
    }

    @Override
    public CompletionStage<? extends Flow> tunnel(String flow, Person person, String host) {
        Recipient unknown = new Recipient("", host, "", "", "tunnel");
        CompletableFuture<?> started = journal.start(new Journal.Start(
                flow,
                clock.instant(),
                person,
                unknown,
                Visibility.TUNNELLED,
                "observe",
                policy.get().version(),
                "",
                0,
                Map.of(),
                Map.of()));
        return started.thenApply(recorded -> new Tunnel(flow));
    }

    /** A connection of which only its length is known. */
    private final class Tunnel implements Flow {

        private final String flow;

        Tunnel(String flow) {
            this.flow = flow;
        }

        @Override
        public @Nullable AnswerRestorer answer(int status, HttpHeaders headers) {
            return null;
        }

        @Override
        public CompletionStage<?> end(int status, long bytesOut, long bytesIn, String outcome) {
            return journal.end(new Journal.End(flow, clock.instant(), status, bytesOut, bytesIn, 0, 0, outcome));
        }
    }
}
