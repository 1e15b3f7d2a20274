package io.cloakroom.proxy.app.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloakroom.proxy.app.replay.Recording.Request;
import io.cloakroom.proxy.app.replay.Recording.Response;
import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.policy.PolicyEngine;
import io.cloakroom.rules.engine.policy.Verdict.Decision;
import io.cloakroom.rules.engine.restore.KnownPlaceholders;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.Carried;
import io.cloakroom.rules.wire.Drift;
import io.cloakroom.rules.wire.Inspection;
import io.cloakroom.rules.wire.Inspector;
import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.MessageRestorer;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.TextSegment;
import io.cloakroom.rules.wire.UninspectableException;
import io.cloakroom.rules.wire.answer.AnswerText;
import io.cloakroom.rules.wire.answer.Answers;
import io.cloakroom.rules.wire.coding.ContentCoding;
import io.cloakroom.rules.wire.lens.GenericLens;
import io.cloakroom.rules.wire.site.AnswerFormat;
import io.cloakroom.rules.wire.site.RequestRule;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Plays recorded requests and responses through the same inspector and restorer as the proxy. */
public final class Replayer {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What recordings call the content type of WebSocket messages. */
    private static final String WEBSOCKET = "websocket";

    private final SiteCatalogue catalogue = SiteCatalogue.shipped();
    private final Inspector inspector;
    private final PolicyEngine policy;

    public Replayer(Analyzer analyzer, PolicyEngine policy) {
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
        RequestRule rule = site.request(request.method(), url.target());
        try {
            return inspect(line, site, rule, request, url.host(), url.target());
        } catch (UninspectableException | LensException e) {
            boolean block = policy.policy().uninspectable() == Action.BLOCK;
            line.put("verdict", "uninspectable").put("reason", e.getMessage()).putArray("located");
            line.putArray("findings");
            return line.put("body", block ? "" : encode(request.body()));
        }
    }

    private ObjectNode inspect(
            ObjectNode line, Site site, @Nullable RequestRule rule, Request request, String host, String target)
            throws UninspectableException, LensException {
        String contentType = request.headers().getOrDefault("content-type", "");
        byte[] body = ContentCoding.decode(
                request.headers().getOrDefault("content-encoding", ""), request.body(), ContentCoding.Limits.DEFAULT);
        Payload typed = new Payload(target, contentType, body);
        Lens everything = site.genericLens();
        Recipient recipient = site.recipient(host, rule == null ? "other" : rule.kind());
        Binding binding = new Binding("replay", recipient.operator(), "replay");
        Lens lens = rule == null ? everything : rule.lens();
        Inspection inspection = inspector.inspect(
                Person.of("replay"),
                recipient,
                binding,
                lens,
                everything,
                typed,
                site.signs(rule, request.headers().entrySet()));
        Payload leaving = inspection.payload();
        Action action = inspection.verdict().action();
        String reason = inspection.verdict().reason();
        Carried carried = inspector.carried(
                Person.of("replay"), recipient, leaving, request.headers().entrySet());
        if (carried.verdict().action() == Action.BLOCK) {
            reason = action == Action.BLOCK ? reason : carried.verdict().reason();
            action = Action.BLOCK;
        }
        String verdict = action.name().toLowerCase(Locale.ROOT);
        if (rule != null && rule.reply() != null) {
            verdict = "answered";
        }
        boolean nothing = action == Action.BLOCK || verdict.equals("answered");
        if (rule != null && !nothing) {
            leaving = rule.strip(leaving);
        }
        line.put("verdict", verdict).put("drift", drifted(inspection.drift(), site, rule));
        if (verdict.equals("block")) {
            line.put("reason", reason);
        }
        ArrayNode located = line.putArray("located");
        inspection.segments().forEach(segment -> located.add(segment.text()));
        findings(line.putArray("findings"), inspection);
        if (!leaving.target().equals(target)) {
            line.put("target", leaving.target());
        }
        return line.put("body", nothing ? "" : encode(leaving.body()));
    }

    /** The same with no descriptor at all: what the generic lens finds, and what would be damaged if it were redacted. */
    public ObjectNode generic(Recording recording, Request request) {
        ObjectNode line =
                JSON.createObjectNode().put("file", recording.file().toString()).put("name", request.name());
        Url url = Url.of(request.url());
        Lens everything = new GenericLens(Set.of());
        Recipient recipient = new Recipient("", url.host(), url.host(), "", "other");
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
            ArrayNode located = line.putArray("located");
            inspection.segments().forEach(segment -> located.add(segment.text()));
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

    private static boolean drifted(Drift drift, Site site, @Nullable RequestRule rule) {
        return drift == Drift.UNDESCRIBED ? rule == null && site.described() : drift != Drift.NONE;
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

    /** One recorded response with originals put back, chunk by chunk, as the client would receive it. */
    public ObjectNode response(Recording recording, Response response, Vault.Originals originals) {
        Site site = site(recording, response);
        List<byte[]> chunks = polled(site, response)
                ? response.chunks().stream()
                        .map(answer -> join(restored(site, response, originals, List.of(answer))))
                        .toList()
                : restored(site, response, originals, response.chunks());
        ObjectNode line =
                JSON.createObjectNode().put("file", recording.file().toString()).put("name", response.name());
        ArrayNode out = line.putArray("chunks");
        chunks.forEach(chunk -> out.add(encode(chunk)));
        List<byte[]> read = polled(site, response) ? List.of(chunks.getLast()) : chunks;
        return line.put("visible_text", site == null ? "" : visible(site, response, read));
    }

    private static List<byte[]> restored(
            @Nullable Site site, Response response, Vault.Originals originals, List<byte[]> chunks) {
        if (site == null) {
            return chunks;
        }
        return response.contentType().equals(WEBSOCKET)
                ? messages(Answers.messages(site, rule(site, response), KnownPlaceholders.of(originals)), chunks)
                : stream(Answers.restorer(site, rule(site, response), response.contentType(), originals), chunks);
    }

    private static List<byte[]> messages(MessageRestorer restorer, List<byte[]> messages) {
        List<byte[]> restored = new ArrayList<>();
        messages.forEach(message -> restored.addAll(restorer.push(message)));
        restored.addAll(restorer.finish());
        return restored;
    }

    private static List<byte[]> stream(@Nullable AnswerRestorer restorer, List<byte[]> chunks) {
        if (restorer == null) {
            return chunks;
        }
        List<byte[]> restored = new ArrayList<>();
        chunks.forEach(chunk -> restored.add(restorer.push(chunk)));
        byte[] rest = restorer.finish();
        if (rest.length > 0) {
            restored.add(rest);
        }
        return restored;
    }

    /** Whether the chunks are answers to one question asked again and again: each a JSON document of its own. */
    private static boolean polled(@Nullable Site site, Response response) {
        return response.chunks().size() > 1
                && response.contentType().startsWith("application/json")
                && (site == null
                        || Answers.formats(site, rule(site, response), response.contentType()).stream()
                                .allMatch(format -> format.framing() == AnswerFormat.Framing.JSON))
                && response.chunks().stream().allMatch(Replayer::document);
    }

    private static boolean document(byte[] chunk) {
        try {
            return JSON.readTree(chunk).isObject();
        } catch (IOException e) {
            return false;
        }
    }

    private static String visible(Site site, Response response, List<byte[]> chunks) {
        RequestRule rule = rule(site, response);
        if (response.contentType().equals(WEBSOCKET)) {
            return AnswerText.of(Answers.messageFormats(site, rule)).read(chunks);
        }
        if (rule != null) {
            return AnswerText.of(Answers.formats(site, rule, response.contentType()))
                    .read(chunks);
        }
        // Which request a recorded answer belongs to is not always said: then the first format that reads anything is
        // the one.
        return site.requests().stream()
                .map(any -> Answers.formats(site, any, response.contentType()))
                .distinct()
                .map(formats -> AnswerText.of(formats).read(chunks))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static @Nullable RequestRule rule(Site site, Response response) {
        return response.url().isEmpty()
                ? null
                : site.request(response.method(), Url.of(response.url()).target());
    }

    /** The site of a response: of its own URL's host, else of the first of the recording's hosts that the catalogue knows. */
    private @Nullable Site site(Recording recording, Response response) {
        if (!response.url().isEmpty()) {
            return catalogue.site(Url.of(response.url()).host());
        }
        for (String host : recording.hosts()) {
            Site site = catalogue.site(host);
            if (site != null) {
                return site;
            }
        }
        return null;
    }

    private static byte[] join(List<byte[]> chunks) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        chunks.forEach(whole::writeBytes);
        return whole.toByteArray();
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * A recorded URL. Browsers put characters into URLs that {@link java.net.URI} refuses, and such a request is sent all the same.
     *
     * @param host {@code ""} when there is none
     * @param target path and query, {@code /} at least
     */
    private record Url(String host, String target) {

        private static final Pattern FORM = Pattern.compile(
                "[a-zA-Z]+://(?:[^/?#]*@)?(\\[[^]]*]|[^:/?#]*)(?::\\d*)?([^#]*)(?:#.*)?", Pattern.DOTALL);

        static Url of(String url) {
            Matcher matcher = FORM.matcher(url);
            if (!matcher.matches()) {
                return new Url("", url);
            }
            String rest = matcher.group(2);
            return new Url(matcher.group(1).toLowerCase(Locale.ROOT), rest.startsWith("/") ? rest : "/" + rest);
        }
    }
}
