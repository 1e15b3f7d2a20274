package io.cloakroom.proxy.app.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloakroom.proxy.app.replay.Recording.Request;
import io.cloakroom.proxy.engine.FlowHandler.FlowRequest;
import io.cloakroom.proxy.engine.SiteRequest;
import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.engine.policy.PolicyEngine;
import io.cloakroom.rules.engine.policy.Verdict;
import io.cloakroom.rules.engine.policy.Verdict.Decision;
import io.cloakroom.rules.wire.Inspection;
import io.cloakroom.rules.wire.Inspector;
import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.TextSegment;
import io.cloakroom.rules.wire.UninspectableException;
import io.cloakroom.rules.wire.coding.ContentCoding;
import io.cloakroom.rules.wire.lens.GenericLens;
import io.cloakroom.rules.wire.site.Pieces;
import io.cloakroom.rules.wire.site.RequestRule;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Plays recorded requests through the same inspector as the proxy. */
public final class Replayer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HTTPS = 443;

    private final SiteCatalogue catalogue;
    private final Inspector inspector;
    private final PolicyEngine policy;

    public Replayer(SiteCatalogue catalogue, Analyzer analyzer, PolicyEngine policy) {
        this.catalogue = catalogue;
        this.policy = policy;
        this.inspector = new Inspector(analyzer, () -> policy, new MemoryVault());
    }

    /** What would leave for one recorded request, as a line of JSON. */
    public ObjectNode request(Recording recording, Request request) {
        ObjectNode line =
                JSON.createObjectNode().put("file", recording.file().toString()).put("name", request.name());
        Url url = Url.of(request.url());
        Site site = catalogue.site(url.host());
        line.put("site", site == null ? "" : site.id());
        if (site == null) {
            line.put("verdict", "tunnelled").putArray("located");
            line.putArray("findings");
            return line.put("body", encode(request.body()));
        }
        SiteRequest asked = SiteRequest.of(
                new FlowRequest(
                        "replay",
                        Person.of("replay"),
                        url.host(),
                        HTTPS,
                        request.method(),
                        url.target(),
                        headers(request),
                        request.body()),
                catalogue);
        try {
            Payload typed = typed(asked.request());
            return isAnswered(asked) ? answered(line, asked, typed) : inspect(line, asked, typed);
        } catch (UninspectableException | LensException e) {
            boolean leaves = policy.policy().uninspectable() != Action.BLOCK && !isAnswered(asked);
            line.put("verdict", "uninspectable").put("reason", e.getMessage()).putArray("located");
            line.putArray("findings");
            return line.put("body", leaves ? encode(request.body()) : "");
        }
    }

    private static HttpHeaders headers(Request request) {
        // Recorders of HTTP/2 write names that HTTP/1.1 does not have.
        HttpHeaders headers =
                DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        request.headers().forEach(headers::set);
        return headers;
    }

    private static Payload typed(FlowRequest request) throws UninspectableException {
        HttpHeaders headers = request.headers();
        byte[] body = ContentCoding.decode(
                headers.get(HttpHeaderNames.CONTENT_ENCODING, ""), request.body(), ContentCoding.Limits.DEFAULT);
        return new Payload(request.target(), headers.get(HttpHeaderNames.CONTENT_TYPE, ""), body);
    }

    private static boolean isAnswered(SiteRequest asked) {
        return asked.rule() != null && asked.rule().reply() != null;
    }

    /** Nothing is looked at, and nothing leaves; the line says all the same where text was. */
    private static ObjectNode answered(ObjectNode line, SiteRequest asked, Payload typed) throws LensException {
        line.put("verdict", "answered").put("drift", false);
        located(line, texts(asked, typed));
        line.putArray("findings");
        return line.put("body", "");
    }

    private static Lens lens(SiteRequest asked) {
        return asked.rule() == null ? asked.everything() : asked.rule().lens();
    }

    private ObjectNode inspect(ObjectNode line, SiteRequest asked, Payload typed)
            throws UninspectableException, LensException {
        RequestRule rule = asked.rule();
        FlowRequest request = asked.request();
        Pieces.refuse(rule, typed, request.headers());
        Payload payload = rule == null ? typed : rule.strip(typed);
        Recipient recipient = asked.recipient();
        Inspection inspection = inspector.inspect(
                request.person(),
                recipient,
                new Binding("replay", recipient.operator(), "replay"),
                lens(asked),
                asked.everything(),
                payload,
                asked.seal());
        Payload leaving = inspection.payload();
        Verdict verdict = inspection.verdict();
        Verdict carried = inspector
                .carried(request.person(), recipient, leaving, request.headers())
                .verdict();
        boolean stopped = verdict.action() == Action.BLOCK || carried.action() == Action.BLOCK;
        Action action = stopped ? Action.BLOCK : verdict.action();
        line.put("verdict", action.name().toLowerCase(Locale.ROOT)).put("drift", asked.drifted(inspection.drift()));
        if (stopped) {
            line.put("reason", verdict.action() == Action.BLOCK ? verdict.reason() : carried.reason());
        }
        located(line, payload == typed ? inspection.segments() : texts(asked, typed));
        findings(line.putArray("findings"), inspection);
        if (!leaving.target().equals(request.target())) {
            line.put("target", leaving.target());
        }
        return line.put("body", stopped ? "" : encode(leaving.body()));
    }

    /** Where text is, whether it is inspected or not. */
    private static List<TextSegment> texts(SiteRequest asked, Payload typed) throws LensException {
        Lens everything = asked.everything();
        try {
            List<TextSegment> described = lens(asked).locate(typed).segments();
            return described.isEmpty() ? everything.locate(typed).segments() : described;
        } catch (LensException e) {
            return everything.locate(typed).segments();
        }
    }

    private static void located(ObjectNode line, List<TextSegment> segments) {
        ArrayNode located = line.putArray("located");
        segments.forEach(segment -> located.add(segment.text()));
    }

    /** The same with no descriptor at all: what the generic lens finds, and what would be damaged if it were redacted. */
    public ObjectNode generic(Recording recording, Request request) {
        ObjectNode line =
                JSON.createObjectNode().put("file", recording.file().toString()).put("name", request.name());
        Url url = Url.of(request.url());
        Lens everything = new GenericLens(Set.of());
        Recipient recipient = new Recipient("", url.host(), url.host(), "", Recipient.OTHER);
        try {
            byte[] body = ContentCoding.decode(
                    request.headers().getOrDefault("content-encoding", ""),
                    request.body(),
                    ContentCoding.Limits.DEFAULT);
            Payload typed = new Payload(url.target(), request.headers().getOrDefault("content-type", ""), body);
            Inspection inspection = inspector.inspect(
                    Person.of("replay"),
                    recipient,
                    new Binding("replay", url.host(), "replay"),
                    everything,
                    everything,
                    typed);
            Payload leaving = inspection.payload();
            line.put("verdict", inspection.verdict().action().name().toLowerCase(Locale.ROOT));
            located(line, inspection.segments());
            findings(line.putArray("findings"), inspection);
            ArrayNode damage = line.putArray("damage");
            Damage.between(everything.locate(typed), everything.locate(leaving)).forEach(damage::add);
            return line.put("target", leaving.target()).put("body", encode(leaving.body()));
        } catch (UninspectableException | LensException e) {
            ArrayNode located = line.put("verdict", "uninspectable")
                    .put("reason", e.getMessage())
                    .putArray("located");
            if (e instanceof LensException partly) {
                partly.readable().ifPresent(found -> found.segments().forEach(segment -> located.add(segment.text())));
            }
            line.putArray("findings");
            line.putArray("damage");
            return line.put("body", "");
        }
    }

    private static void findings(ArrayNode findings, Inspection inspection) {
        for (Decision decision : inspection.verdict().decisions()) {
            TextSegment segment = inspection.segments().get(decision.segment());
            findings.addObject()
                    .put("path", segment.path())
                    .put("type", decision.type().name())
                    .put("text", decision.span().of(segment.text()))
                    .put("action", decision.action().name().toLowerCase(Locale.ROOT))
                    .put("rule", decision.rule());
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
