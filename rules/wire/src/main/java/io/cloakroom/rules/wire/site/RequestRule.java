package io.cloakroom.rules.wire.site;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.TextSegment;
import io.cloakroom.rules.wire.json.JsonMembers;
import io.cloakroom.rules.wire.json.JsonTape;
import io.cloakroom.rules.wire.lens.GenericLens;
import io.cloakroom.rules.wire.lens.Lenses;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a site's descriptor says of one request. Immutable. */
public final class RequestRule {

    private static final String CONVERSATION = "conversation";
    private static final String EVERYTHING_BELOW = "/**";
    private static final int DEEPEST = 12;

    private final SiteDescriptor site;
    private final SiteDescriptor.Request request;
    private final Pattern path;
    private final boolean conversationInPath;
    private final GenericLens everything;
    private final Lens lens;
    private final @Nullable Lens conversation;

    RequestRule(SiteDescriptor site, SiteDescriptor.Request request, GenericLens generic) {
        this.site = site;
        this.request = request;
        try {
            this.path = Pattern.compile(request.path());
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "the path of request '" + request.name() + "' is no RE2 expression: " + e.getDescription(), e);
        }
        this.conversationInPath = path.namedGroups().containsKey(CONVERSATION);
        request.audio().forEach(Lenses::parse);
        this.everything = generic.hearing(request.audio());
        this.lens = request.text().isEmpty() ? everything : described(request, everything);
        String named = request.conversation();
        this.conversation = named == null ? null : Lenses.parse(named.startsWith("/") ? "json:" + named : named);
    }

    private static Lens described(SiteDescriptor.Request request, GenericLens generic) {
        Lens described = Lenses.all(
                request.text().stream().flatMap(RequestRule::everyDepth).toList());
        Lens lens = new DescribedLens(described, generic.target(), request.signedQuery());
        return request.everything() ? new WidenedLens(lens, generic) : lens;
    }

    /** A notation that ends in {@code /**} stands for one per depth below. */
    private static Stream<String> everyDepth(String notation) {
        if (!notation.endsWith(EVERYTHING_BELOW)) {
            return Stream.of(notation);
        }
        String above = notation.substring(0, notation.length() - EVERYTHING_BELOW.length());
        return IntStream.rangeClosed(1, DEEPEST).mapToObj(depth -> above + "/*".repeat(depth));
    }

    boolean describes(String method, String target) {
        return request.methods().contains(method) && path.matches(path(target));
    }

    private static String path(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** As the descriptor calls it, {@code send message}. */
    public String name() {
        return request.name();
    }

    /** What the request is for: prompt, draft, upload, title, feedback, profile, history or telemetry. */
    public String kind() {
        return request.kind().word();
    }

    /**
     * Finds the text where the descriptor says it is, and in the target; every string when the descriptor does not say where, or says that
     * there may be more. Finds nothing at all when the body has no text where it should be.
     */
    public Lens lens() {
        return lens;
    }

    /** Finds every string, as {@link Site#genericLens}, and knows where the request carries sound. */
    public Lens everything() {
        return everything;
    }

    /** The harmless answer to give instead of sending anything, or null when the request is sent. */
    public @Nullable BlockAnswer reply() {
        return request.reply() == null ? null : Site.fill(request.reply(), "");
    }

    /**
     * The payload without what must not be sent at all (text typed ahead); the very payload when there is nothing of it.
     *
     * @throws LensException when the body is not JSON, so that nobody can tell
     */
    public Payload strip(Payload payload) throws LensException {
        if (request.strip().isEmpty() || payload.body().length == 0) {
            return payload;
        }
        try {
            byte[] body = JsonMembers.remove(payload.body(), request.strip());
            return body == payload.body() ? payload : new Payload(payload.target(), payload.contentType(), body);
        } catch (IOException e) {
            throw new LensException("expected JSON in request '" + request.name() + "'", e);
        }
    }

    /** Whether the body is a piece of a file that is sent in several. */
    boolean piece() {
        return request.piece();
    }

    /** Whether the page signs the body whatever else the request says. */
    boolean signed() {
        Boolean own = request.signed();
        return own == null ? site.signed() : own;
    }

    /** Whether placeholders are scoped to the user rather than to a conversation. */
    public boolean stateless() {
        return site.stateless();
    }

    /** The id of the conversation the request belongs to, or {@code ""} when it names none. */
    public String conversation(Payload payload) {
        if (conversationInPath) {
            Matcher matcher = path.matcher(path(payload.target()));
            String id = matcher.matches() ? matcher.group(CONVERSATION) : null;
            return id == null ? "" : id;
        }
        return conversation == null ? "" : first(conversation, payload);
    }

    private static String first(Lens lens, Payload payload) {
        try {
            List<TextSegment> found = lens.locate(payload).segments();
            return found.isEmpty() ? "" : found.getFirst().text();
        } catch (LensException e) {
            return "";
        }
    }

    /** Whether the request asks for an answer that streams. */
    public boolean wantsStream(Payload payload) {
        String stream = request.stream();
        return stream != null
                && (stream.equals("always") || scalar(payload, stream).equals("true"));
    }

    private static String scalar(Payload payload, String pointer) {
        try {
            return JsonTape.parse(payload.body()).scalar(0, pointer);
        } catch (IOException e) {
            return "";
        }
    }

    /** The formats its answer may have; the content type tells which. Empty when the descriptor does not say. */
    public List<AnswerFormat> answers() {
        return site.answers().stream()
                .filter(answer -> request.answers().contains(answer.id()))
                .toList();
    }
}
