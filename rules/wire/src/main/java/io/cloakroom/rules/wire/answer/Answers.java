package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.restore.KnownPlaceholders;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.MessageRestorer;
import io.cloakroom.rules.wire.json.JsonPath;
import io.cloakroom.rules.wire.site.AnswerFormat;
import io.cloakroom.rules.wire.site.RequestRule;
import io.cloakroom.rules.wire.site.Site;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out how an answer is restored. */
public final class Answers {

    private static final String EVENTS = "text/event-stream";
    private static final String PLAIN = "text/plain";

    /** What React's server components answer: lines with numbers before them. */
    private static final String COMPONENTS = "text/x-component";

    private static final Set<String> LINES =
            Set.of("application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonl");

    private Answers() {}

    /**
     * The restorer for one answer, or null when its bytes pass as they are: what is neither described nor JSON, events or plain text has
     * no text for a person, or loads and runs things by itself.
     *
     * <p>Without originals to restore it changes nothing and still reads the conversation's id.
     *
     * @param rule the rule of the request it answers, or null when none describes it: then a stream is read in any of the site's formats
     * @param contentType value of the answer's Content-Type header
     * @param originals what may be restored; which placeholders there are is settled here, once
     */
    public static @Nullable AnswerRestorer restorer(
            Site site, @Nullable RequestRule rule, String contentType, Vault.Originals originals) {
        return restorer(site, rule, contentType, KnownPlaceholders.of(originals));
    }

    /** The same with placeholders that are asked about first. */
    public static @Nullable AnswerRestorer restorer(
            Site site, @Nullable RequestRule rule, String contentType, KnownPlaceholders known) {
        String media = media(contentType);
        List<AnswerFormat> formats = formats(site, rule, contentType);
        if (!formats.isEmpty()) {
            return described(formats, known);
        }
        AnswerFormat.Framing framing = framing(media);
        if (framing == null || (framing == AnswerFormat.Framing.RAW && !unicode(contentType))) {
            return null;
        }
        return switch (framing) {
            case JSON -> new GuessedRestorer(known, true);
            case RAW -> new GuessedRestorer(known, false);
            default ->
                new FramedRestorer(
                        Objects.requireNonNull(frames(framing, List.of())), everything(framing), known, List.of());
        };
    }

    /**
     * The restorer for the messages a site sends over one WebSocket connection.
     *
     * @param rule the site's rule for {@link Site#WS_RECV} at the target the WebSocket was opened at, or null when there is none: then
     *     messages are read in any of the site's formats for them, else every string in every JSON message, and whole texts
     */
    public static MessageRestorer messages(Site site, @Nullable RequestRule rule, KnownPlaceholders known) {
        List<AnswerFormat> same = messageFormats(site, rule);
        AnswerFormat.Framing framing =
                same.isEmpty() ? AnswerFormat.Framing.MESSAGES : same.getFirst().framing();
        Framing frames = same.isEmpty() ? new Framing.Packets() : Objects.requireNonNull(frames(framing, same));
        FramedRestorer restorer = new FramedRestorer(frames, reader(same), known, conversation(same));
        return new FramedMessages(restorer, framing == AnswerFormat.Framing.SIGNALR);
    }

    /** The formats of the messages a site sends over a WebSocket, all of one framing; or none. */
    public static List<AnswerFormat> messageFormats(Site site, @Nullable RequestRule rule) {
        List<AnswerFormat> formats = (rule == null ? site.descriptor().answers() : rule.answers())
                .stream().filter(format -> format.framing().messages()).toList();
        return formats.stream()
                .filter(format -> format.framing() == formats.getFirst().framing())
                .toList();
    }

    /** The formats an answer may have: those the rule or the site describes for its content type, all of one framing; or none. */
    public static List<AnswerFormat> formats(Site site, @Nullable RequestRule rule, String contentType) {
        String media = media(contentType);
        List<AnswerFormat> candidates = rule == null
                ? site.descriptor().answers().stream()
                        .filter(format -> format.framing() != AnswerFormat.Framing.JSON
                                && !format.framing().messages())
                        .toList()
                : rule.answers();
        List<AnswerFormat> fitting = candidates.stream()
                .filter(format -> format.contentTypes().contains(media))
                .toList();
        return fitting.stream()
                .filter(format -> format.framing() == fitting.getFirst().framing())
                .toList();
    }

    private static AnswerRestorer described(List<AnswerFormat> formats, KnownPlaceholders known) {
        Framing framing = frames(formats.getFirst().framing(), formats);
        return framing == null
                ? new PlainTextRestorer(known)
                : new FramedRestorer(framing, reader(formats), known, conversation(formats));
    }

    /** Cuts an answer into frames; null for one that is nothing but text. */
    static @Nullable Framing frames(AnswerFormat.Framing framing, List<AnswerFormat> formats) {
        return switch (framing) {
            case SSE -> new EventFraming();
            case NDJSON -> new Framing.Lines();
            case JSON, MESSAGES -> new Framing.Whole();
            case COUNTED -> new CountedFraming();
            case PREFIXED -> new Framing.Prefixed();
            case CONNECT -> new SizedFraming.Envelopes(null);
            case PROTOBUF -> new SizedFraming.Envelopes(FieldPaths.of(formats));
            case EVENTSTREAM -> new SizedFraming.EventStreams();
            case SIGNALR -> new Framing.Records();
            case DGW -> new SizedFraming.DgwFrames();
            case ARRAY -> new ElementFraming();
            case RAW -> null;
        };
    }

    private static List<JsonPath> conversation(List<AnswerFormat> formats) {
        return formats.stream()
                .flatMap(format -> format.conversation().stream())
                .map(JsonPath::of)
                .toList();
    }

    static DocumentReader reader(List<AnswerFormat> formats) {
        if (formats.stream().allMatch(format -> format.text().isEmpty())) {
            AnswerFormat.Framing framing = formats.isEmpty()
                    ? AnswerFormat.Framing.MESSAGES
                    : formats.getFirst().framing();
            return everything(framing);
        }
        return formats.stream()
                .map(AnswerFormat::patches)
                .filter(Objects::nonNull)
                .findFirst()
                .<DocumentReader>map(patches -> new PatchReader(patches, formats))
                .orElseGet(() -> new RuleReader(formats));
    }

    private static DocumentReader everything(AnswerFormat.Framing framing) {
        return switch (framing) {
            case PROTOBUF -> new EveryField();
            case JSON -> EveryString.ofDocument();
            default -> EveryString.ofStream();
        };
    }

    private static String media(String contentType) {
        int parameters = contentType.indexOf(';');
        String media = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return media.strip().toLowerCase(Locale.ROOT);
    }

    private static AnswerFormat.@Nullable Framing framing(String media) {
        if (media.equals(EVENTS)) {
            return AnswerFormat.Framing.SSE;
        }
        if (media.equals("application/json") || (media.endsWith("+json") && !enveloped(media))) {
            return AnswerFormat.Framing.JSON;
        }
        if (LINES.contains(media)) {
            return AnswerFormat.Framing.NDJSON;
        }
        if (media.equals(COMPONENTS)) {
            return AnswerFormat.Framing.PREFIXED;
        }
        if (enveloped(media)) {
            return media.endsWith("json") ? AnswerFormat.Framing.CONNECT : AnswerFormat.Framing.PROTOBUF;
        }
        if (media.equals("application/vnd.amazon.eventstream")) {
            return AnswerFormat.Framing.EVENTSTREAM;
        }
        return media.equals(PLAIN) ? AnswerFormat.Framing.RAW : null;
    }

    private static boolean enveloped(String media) {
        return media.startsWith("application/connect+") || media.startsWith("application/grpc");
    }

    private static boolean unicode(String contentType) {
        String lower = contentType.toLowerCase(Locale.ROOT);
        return !lower.contains("charset=") || lower.contains("charset=utf-8") || lower.contains("charset=\"utf-8\"");
    }
}
