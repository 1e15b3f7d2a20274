package io.cloakroom.rules.wire.sketch;

import io.cloakroom.rules.wire.json.JsonStrings;
import io.cloakroom.rules.wire.site.AnswerFormat;
import io.cloakroom.rules.wire.site.AnswerFormat.EndRule;
import io.cloakroom.rules.wire.site.AnswerFormat.Patches;
import io.cloakroom.rules.wire.site.AnswerFormat.TextRule;
import io.cloakroom.rules.wire.site.SiteDescriptor;
import io.cloakroom.rules.wire.site.SiteDescriptor.Host;
import io.cloakroom.rules.wire.site.SiteDescriptor.Request;
import io.cloakroom.rules.wire.site.SiteDescriptor.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a proposed descriptor for people: what is as usual is left out, and comments say what was guessed. */
final class DescriptorYaml {

    /** What needs no quotes on a line of its own. */
    private static final String PLAIN_LINE = "[A-Za-z/(](?:(?!: | #)[^\"'])*(?<![: ])";

    /** What needs none in lists and maps on one line either. */
    private static final String PLAIN = "[A-Za-z_/(][A-Za-z0-9_./*+()-]*( [A-Za-z0-9(][A-Za-z0-9_./*+()-]*)*";

    private static final List<String> WORDS = List.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private final StringBuilder out = new StringBuilder();

    private DescriptorYaml() {}

    static String of(SiteSketch sketch) {
        DescriptorYaml yaml = new DescriptorYaml();
        yaml.site(sketch);
        return yaml.out.toString();
    }

    private void line(int depth, String text) {
        out.append(" ".repeat(depth)).append(text).append('\n');
    }

    private void key(int depth, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            line(depth, key + ": " + onLine(value));
        }
    }

    private void site(SiteSketch sketch) {
        SiteDescriptor site = sketch.descriptor();
        line(
                0,
                "# Proposed from recorded traffic; comments say what was guessed. What no recording tells: operator, jurisdiction, trust, whose");
        line(0, "# hosts these are, and requests nobody recorded. Mend it, then run sites lint and sites test.");
        line(0, "#");
        line(
                0,
                "# everything: true inspects every other string of a request as well, but for the site's own fields. Take it out of a request");
        line(0, "# once every shape it comes in has been seen.");
        key(0, "id", site.id());
        key(0, "name", site.name());
        key(0, "operator", site.operator());
        if (site.jurisdiction().equals(SiteSketch.UNKNOWN)) {
            line(0, "# " + SiteSketch.UNKNOWN + " stands for a country that is not known.");
        }
        key(0, "jurisdiction", site.jurisdiction());
        key(0, "facts", site.facts());
        line(0, "# low: the page keeps placeholders, and originals appear only in the extension and on /mine.");
        key(0, "trust", word(site.trust()));
        if (site.stateless()) {
            line(0, "# No request names a conversation. Take this out for a chat whose conversations have ids.");
            line(0, "stateless: true");
        }
        hosts(sketch);
        line(0, "requests:");
        sketch.requests().forEach(this::request);
        if (!site.ownFields().isEmpty()) {
            line(
                    0,
                    "# Fields that held nothing but identifiers, tokens and settings. A field in which a person may type does not belong here.");
            line(0, "own_fields: " + list(site.ownFields()));
        }
        if (!site.answers().isEmpty()) {
            line(0, "answers:");
            site.answers().forEach(this::answer);
        }
        block(site.block());
    }

    private void hosts(SiteSketch sketch) {
        line(0, "hosts:");
        for (Host host : sketch.descriptor().hosts()) {
            Map<String, String> pairs = new LinkedHashMap<>();
            pairs.put("pattern", host.pattern());
            pairs.put("role", word(host.role()));
            if (host.operator() != null && host.jurisdiction() != null) {
                pairs.put("operator", host.operator());
                pairs.put("jurisdiction", host.jurisdiction());
            }
            if (host.note() != null) {
                pairs.put("note", host.note());
            }
            line(2, "- " + map(pairs));
        }
        if (!sketch.strangers().isEmpty()) {
            line(
                    2,
                    "# Left out, since nothing recorded says that they are the site's: "
                            + String.join(", ", sketch.strangers()) + ".");
            line(
                    2,
                    "# Add those that serve nothing else, with role third_party, operator and jurisdiction where somebody else runs them.");
        }
    }

    private void request(RequestSketch sketch) {
        Request request = sketch.request();
        sketch.why().forEach(why -> line(2, "# " + why));
        line(2, "- name: " + onLine(request.name()));
        line(4, "methods: " + list(request.methods()));
        key(4, "path", request.path());
        key(4, "kind", word(request.kind()));
        if (!request.text().isEmpty()) {
            line(4, "text:");
            request.text()
                    .forEach(notation -> line(
                            6, "- " + onLine(notation) + "  # " + sketch.texts().get(notation)));
        }
        if (request.everything()) {
            line(4, "everything: true");
        }
        key(4, "conversation", request.conversation());
        key(4, "stream", request.stream());
        if (Boolean.TRUE.equals(request.signed())) {
            line(4, "signed: true");
        }
        if (request.signedQuery()) {
            line(4, "signed_query: true");
        }
        if (!request.answers().isEmpty()) {
            line(4, "answers: " + list(request.answers()));
        }
    }

    private void answer(AnswerFormat format) {
        line(2, "- id: " + onLine(format.id()));
        line(4, "content_types: " + list(format.contentTypes()));
        key(4, "framing", word(format.framing()));
        Patches patches = format.patches();
        if (patches != null) {
            Map<String, String> pairs = new LinkedHashMap<>();
            if (patches.event() != null) {
                pairs.put("event", patches.event());
            }
            if (!patches.root().isEmpty()) {
                pairs.put("root", patches.root());
            }
            pairs.put("first", patches.first());
            pairs.put("append", patches.append());
            pairs.put("batch", patches.batch());
            line(4, "patches: " + map(pairs));
        }
        if (!format.text().isEmpty()) {
            line(4, "# What a person reads first, then what goes with it.");
            line(4, "text:");
            format.text().forEach(rule -> line(6, "- " + rule(rule)));
        }
        if (!format.ends().isEmpty()) {
            line(4, "ends:");
            format.ends().forEach(end -> line(6, "- " + end(end)));
        }
        if (!format.conversation().isEmpty()) {
            line(4, "conversation: " + list(format.conversation()));
        }
    }

    private static String rule(TextRule rule) {
        List<String> parts = new ArrayList<>();
        parts.add("path: " + quoted(rule.path()));
        if (rule.mode() != AnswerFormat.Mode.WHOLE) {
            parts.add("mode: " + word(rule.mode()));
        }
        if (rule.event() != null) {
            parts.add("event: " + quoted(rule.event()));
        }
        if (!rule.when().isEmpty()) {
            parts.add("when: " + map(rule.when()));
        }
        if (!rule.channel().isEmpty()) {
            parts.add("channel: " + list(rule.channel()));
        }
        if (!rule.of().isEmpty()) {
            parts.add("of: " + rule.of());
        }
        if (rule.pad() > 0) {
            parts.add("pad: " + rule.pad());
        }
        if (!rule.aside().isEmpty()) {
            parts.add("aside: " + map(rule.aside()));
        }
        return "{" + String.join(", ", parts) + "}";
    }

    private static String end(EndRule end) {
        List<String> parts = new ArrayList<>();
        if (end.path() != null) {
            parts.add("path: " + quoted(end.path()));
        }
        if (end.event() != null) {
            parts.add("event: " + quoted(end.event()));
        }
        if (!end.when().isEmpty()) {
            parts.add("when: " + map(end.when()));
        }
        return "{" + String.join(", ", parts) + "}";
    }

    private void block(SiteDescriptor.Block block) {
        line(0, "# How a person learns that a request was stopped. Check it in the page.");
        line(0, "block:");
        if (block.stream() != null) {
            line(2, "# Made from a recorded answer: look for what is somebody's own in it.");
            line(2, "stream:");
            template(block.stream());
        }
        if (!block.messages().isEmpty()) {
            line(2, "# Made from recorded messages: look for what is somebody's own in them.");
            line(2, "messages:");
            block.messages().forEach(message -> line(4, "- " + literal(message)));
        }
        line(2, "plain:");
        template(block.plain());
    }

    private void template(Template template) {
        line(4, "status: " + template.status());
        key(4, "content_type", template.contentType());
        if (template.body().indexOf('\n') < 0) {
            line(4, "body: " + literal(template.body()));
            return;
        }
        line(4, "body: |+");
        template.body().lines().forEach(text -> line(text.isEmpty() ? 0 : 6, text));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String list(List<String> values) {
        return values.stream().map(DescriptorYaml::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String map(Map<String, String> pairs) {
        Map<String, String> ordered = pairs.size() > 1 ? pairs : new TreeMap<>(pairs);
        return ordered.entrySet().stream()
                .map(pair -> quoted(pair.getKey()) + ": " + quoted(pair.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** A text as it is where YAML reads it so, else in the quotes of JSON, which are YAML's as well. */
    private static String quoted(String text) {
        boolean plain = text.matches(PLAIN) && !WORDS.contains(text.toLowerCase(Locale.ROOT));
        return plain || text.matches("20[0-9]{2}-[01][0-9]-[0-3][0-9]") ? text : '"' + JsonStrings.encode(text) + '"';
    }

    private static String onLine(String text) {
        boolean plain = text.matches(PLAIN_LINE) && !WORDS.contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : quoted(text);
    }

    /** JSON is easier to read in quotes that need no escapes. */
    private static String literal(String text) {
        return text.chars().allMatch(c -> c >= ' ') ? "'" + text.replace("'", "''") + "'" : quoted(text);
    }
}
