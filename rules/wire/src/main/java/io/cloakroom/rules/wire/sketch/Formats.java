package io.cloakroom.rules.wire.sketch;

import io.cloakroom.rules.wire.site.AnswerFormat;
import io.cloakroom.rules.wire.site.AnswerFormat.Framing;
import io.cloakroom.rules.wire.site.AnswerFormat.Mode;
import io.cloakroom.rules.wire.site.AnswerFormat.TextRule;
import io.cloakroom.rules.wire.sketch.Traffic.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The answer formats of a descriptor, while it is made: equal ones once, each under an id of its own. */
final class Formats {

    /** Of one place read in several answers, the mode that serves all of them. */
    private static final List<Mode> WIDEST = List.of(Mode.SNAPSHOT, Mode.APPEND, Mode.OPEN, Mode.WHOLE);

    private final Map<String, AnswerFormat> byId = new LinkedHashMap<>();
    private final Map<Answer, AnswerFormat> byAnswer = new IdentityHashMap<>();

    List<AnswerFormat> all() {
        return List.copyOf(byId.values());
    }

    /** The format of an answer, or null when it has no text. */
    @Nullable
    AnswerFormat of(Answer answer) {
        return byAnswer.get(answer);
    }

    /**
     * Adds the formats of answers to one kind of request.
     *
     * @param word what the request is called
     * @return their ids
     */
    List<String> add(String word, List<Answer> answers) {
        Map<Framing, List<Answer>> byFraming = new LinkedHashMap<>();
        Map<Framing, AnswerSketch> merged = new LinkedHashMap<>();
        for (Answer answer : answers) {
            AnswerSketch sketch = AnswerSketch.of(answer);
            if (sketch != null && !sketch.usual()) {
                Framing framing = sketch.format().framing();
                byFraming.computeIfAbsent(framing, one -> new ArrayList<>()).add(answer);
                merged.merge(framing, sketch, Formats::together);
            }
        }
        List<String> ids = new ArrayList<>();
        merged.forEach((framing, sketch) -> {
            AnswerFormat named = register(word, sketch.format());
            byFraming.getOrDefault(framing, List.of()).forEach(answer -> byAnswer.put(answer, named));
            ids.add(named.id());
        });
        return ids;
    }

    private AnswerFormat register(String word, AnswerFormat format) {
        for (AnswerFormat known : byId.values()) {
            if (known.equals(named(known.id(), format))) {
                return known;
            }
        }
        String base = (word + "-" + format.framing()).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String id = base;
        for (int number = 2; byId.containsKey(id); number++) {
            id = base + "-" + number;
        }
        AnswerFormat named = named(id, format);
        byId.put(id, named);
        return named;
    }

    private static AnswerFormat named(String id, AnswerFormat format) {
        return new AnswerFormat(
                id,
                format.contentTypes(),
                format.framing(),
                format.patches(),
                format.text(),
                format.ends(),
                format.conversation(),
                format.once());
    }

    /** One format for both. */
    private static AnswerSketch together(AnswerSketch left, AnswerSketch right) {
        AnswerFormat one = left.format();
        AnswerFormat other = right.format();
        Map<List<Object>, TextRule> rules = new LinkedHashMap<>();
        Stream.concat(one.text().stream(), other.text().stream())
                .forEach(rule -> rules.merge(
                        List.of(rule.path(), String.valueOf(rule.event()), rule.when()),
                        rule,
                        one.patches() == null && other.patches() == null ? Formats::wider : Formats::patched));
        Map<String, Integer> lengths = new HashMap<>(left.lengths());
        right.lengths().forEach((path, length) -> lengths.merge(path, length, Integer::sum));
        List<TextRule> sorted = rules.values().stream()
                .filter(rule ->
                        rules.values().stream().noneMatch(inner -> inner.path().startsWith(rule.path() + " > ")))
                .sorted(Comparator.comparing((TextRule rule) -> AnswerSketch.aside(rule.path()))
                        .thenComparing(rule -> rule.mode() == Mode.WHOLE)
                        .thenComparing(rule -> lengths.getOrDefault(rule.path(), 0), Comparator.reverseOrder()))
                .toList();
        AnswerFormat format = new AnswerFormat(
                one.id(),
                union(one.contentTypes(), other.contentTypes()),
                one.framing(),
                one.patches() == null ? other.patches() : one.patches(),
                sorted,
                union(one.ends(), other.ends()),
                union(one.conversation(), other.conversation()),
                List.of());
        return new AnswerSketch(format, lengths);
    }

    private static <T> List<T> union(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream()).distinct().toList();
    }

    /** In patches every text may be added to, and what servers without patches say is read so as well. */
    private static TextRule patched(TextRule one, TextRule other) {
        return one.mode() == Mode.APPEND ? one : other;
    }

    private static TextRule wider(TextRule one, TextRule other) {
        return WIDEST.indexOf(one.mode()) <= WIDEST.indexOf(other.mode()) ? one : other;
    }
}
