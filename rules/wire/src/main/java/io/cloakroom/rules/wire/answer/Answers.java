package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.restore.KnownPlaceholders;
import io.cloakroom.rules.wire.AnswerRestorer;
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
        List<AnswerFormat> formats = formats(site, rule, media);
        if (!formats.isEmpty()) {
            return described(formats, known);
        }
        return switch (framing(media)) {
            case SSE -> new FramedRestorer(new EventFraming(), new EveryString(), known, List.of());
            case NDJSON -> new FramedRestorer(new Framing.Lines(), new EveryString(), known, List.of());
            case JSON, COUNTED, ARRAY -> new FramedRestorer(new Framing.Whole(), new EveryString(), known, List.of());
            case RAW -> unicode(contentType) ? new PlainTextRestorer(known) : null;
            case null -> null;
        };
    }

    private static List<AnswerFormat> formats(Site site, @Nullable RequestRule rule, String media) {
        List<AnswerFormat> candidates = rule == null
                ? site.descriptor().answers().stream()
                        .filter(format -> format.framing() != AnswerFormat.Framing.JSON)
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
        Framing framing = switch (formats.getFirst().framing()) {
            case SSE -> new EventFraming();
            case NDJSON -> new Framing.Lines();
            case JSON -> new Framing.Whole();
            case COUNTED -> new CountedFraming();
            case ARRAY -> new ElementFraming();
            case RAW -> null;
        };
        if (framing == null) {
            return new PlainTextRestorer(known);
        }
        AnswerFormat.Patches patches = formats.stream()
                .map(AnswerFormat::patches)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        List<JsonPath> conversation = formats.stream()
                .flatMap(format -> format.conversation().stream())
                .map(JsonPath::of)
                .toList();
        return new FramedRestorer(framing, reader(patches, formats), known, conversation);
    }

    private static DocumentReader reader(AnswerFormat.@Nullable Patches patches, List<AnswerFormat> formats) {
        if (formats.stream().allMatch(format -> format.text().isEmpty())) {
            return new EveryString();
        }
        return patches == null ? new RuleReader(formats) : new PatchReader(patches, formats);
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
        if (media.equals("application/json") || media.endsWith("+json")) {
            return AnswerFormat.Framing.JSON;
        }
        if (LINES.contains(media)) {
            return AnswerFormat.Framing.NDJSON;
        }
        return media.equals(PLAIN) ? AnswerFormat.Framing.RAW : null;
    }

    private static boolean unicode(String contentType) {
        String lower = contentType.toLowerCase(Locale.ROOT);
        return !lower.contains("charset=") || lower.contains("charset=utf-8") || lower.contains("charset=\"utf-8\"");
    }
}
