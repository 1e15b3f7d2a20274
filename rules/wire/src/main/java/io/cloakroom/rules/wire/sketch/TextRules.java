package io.cloakroom.rules.wire.sketch;

import io.cloakroom.rules.wire.answer.Documents.Document;
import io.cloakroom.rules.wire.json.JsonPattern;
import io.cloakroom.rules.wire.json.JsonTape;
import io.cloakroom.rules.wire.site.AnswerFormat.Mode;
import io.cloakroom.rules.wire.site.AnswerFormat.Patches;
import io.cloakroom.rules.wire.site.AnswerFormat.TextRule;
import io.cloakroom.rules.wire.sketch.Strings.Said;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes the text rules of an answer.
 *
 * @param all what every place in its documents says
 */
record TextRules(
        Collection<Texts> all,
        List<Document> documents,
        @Nullable Patches patches) {

    /** Members that tell the texts of several answers in one apart. */
    private static final Set<String> NUMBERS = Set.of("index", "output_index", "content_index", "candidateIndex");

    private static final int LONGEST_PAD = 64;

    /** The rules for what a person reads, in this order. */
    List<TextRule> of(List<Texts> shown) {
        Texts first = shown.isEmpty() ? null : shown.getFirst();
        Texts start = first == null || patches != null ? null : Starts.of(first, shown);
        List<TextRule> rules = new ArrayList<>();
        for (Texts text : shown) {
            boolean one = start != null && (text == first || text == start);
            TextRule rule = rule(text, text == start ? Mode.OPEN : mode(text), one ? "answer" : "");
            if (text == start && text.said().size() > 1 && text.path().endsWith("/*")) {
                // A list begins it: its first element opens the text, the others go on with it.
                rules.add(at(rule, text.path().replaceFirst("\\*$", "0"), Mode.OPEN));
                rule = at(rule, text.path(), Mode.APPEND);
            }
            rules.add(rule);
        }
        return List.copyOf(rules);
    }

    private Mode mode(Texts text) {
        Mode mode = text.mode();
        // In patches a text that came at once may be added to as well.
        boolean patched = patches != null && text.event().equals(PatchSketch.PATCHED);
        return patched || mode == null ? Mode.APPEND : mode;
    }

    private TextRule rule(Texts text, Mode mode, String of) {
        // A name is needed only where the same place says something else elsewhere.
        boolean named =
                all.stream().filter(other -> other.path().equals(text.path())).count() > 1;
        boolean event = named
                && documents.stream().anyMatch(document -> document.event().equals(text.event()));
        Map<String, String> when =
                named && !event && !text.event().isEmpty() ? Map.of("/type", text.event()) : Map.of();
        return new TextRule(
                text.path(),
                mode,
                event && !text.event().isEmpty() ? text.event() : null,
                when,
                channel(text),
                of,
                pad(text),
                Map.of(),
                mode == Mode.APPEND || mode == Mode.OPEN ? aside(text) : Map.of());
    }

    private static TextRule at(TextRule rule, String path, Mode mode) {
        return new TextRule(
                path,
                mode,
                rule.event(),
                rule.when(),
                rule.channel(),
                rule.of(),
                rule.pad(),
                rule.delta(),
                rule.aside());
    }

    /** Numbers beside the text, or above it, in the document it is in. */
    private static List<String> channel(Texts text) {
        if (text.event().equals(PatchSketch.PATCHED)) {
            return List.of();
        }
        List<String> channel = new ArrayList<>();
        Said said = text.said().getFirst();
        String inner = text.path().substring(text.path().lastIndexOf('>') + 1).strip();
        List<String> steps = JsonPattern.steps(inner);
        boolean nested = text.path().contains(" > ");
        for (int depth = 0; depth < steps.size(); depth++) {
            int object = said.tape().find(0, Pointers.written(said.steps().subList(0, depth)));
            for (String number : NUMBERS) {
                if (object != JsonTape.ABSENT && said.tape().member(object, number) != JsonTape.ABSENT) {
                    channel.add(below(steps.subList(0, depth), number));
                }
            }
            if (nested && object != JsonTape.ABSENT && named(said.tape(), object, steps.get(depth))) {
                channel.add(below(steps.subList(0, depth), "0"));
            }
        }
        return channel;
    }

    private static String below(List<String> steps, String step) {
        List<String> pointer = new ArrayList<>(steps);
        pointer.add(step);
        return Pointers.written(pointer);
    }

    /** Whether a row begins with a word that names it. */
    private static boolean named(JsonTape tape, int array, String next) {
        int first = tape.element(array, 0);
        return first != JsonTape.ABSENT
                && !next.equals("0")
                && !next.equals("*")
                && tape.kind(first) == JsonTape.Kind.STRING
                && Says.of("id", tape.text(first)) == Says.OWN
                && !tape.text(first).isBlank();
    }

    /** The length a site fills pieces up to with U+0000, or 0. */
    private static int pad(Texts text) {
        Predicate<String> padded = value -> value.endsWith("\u0000");
        int length = text.values().stream()
                .filter(padded)
                .mapToInt(String::length)
                .max()
                .orElse(0);
        return length > LONGEST_PAD ? 0 : length;
    }

    /** The member beside a text that says it goes with an answer, where the same place says the answer too. */
    private static Map<String, String> aside(Texts text) {
        Map<String, String> aside = new TreeMap<>();
        for (Said said : text.said()) {
            String type = said.beside("type");
            if (Words.any(Words.KNOWN.aside(), type)) {
                aside.putIfAbsent("type", type);
            }
        }
        return aside;
    }
}
