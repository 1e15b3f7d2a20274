package io.cloakroom.rules.wire.sketch;

import io.cloakroom.rules.wire.answer.Documents.Document;
import io.cloakroom.rules.wire.site.AnswerFormat.Patches;
import io.cloakroom.rules.wire.sketch.Strings.Said;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what the documents of an answer say, place by place. */
final class Told {

    private Told() {}

    /** What every place said; those of one place that differ in how they come are told apart by the name of their events. */
    static Collection<Texts> of(List<Document> documents, @Nullable Patches patches) {
        Map<String, Texts> texts = new LinkedHashMap<>();
        PatchSketch.State state = new PatchSketch.State(patches);
        for (int i = 0; i < documents.size(); i++) {
            Document document = documents.get(i);
            if (state.applies(document)) {
                int number = i;
                state.apply(document)
                        .forEach(patched -> texts.computeIfAbsent(
                                        patched.path(), path -> new Texts(path, PatchSketch.PATCHED))
                                .add(number, patched.said()));
                continue;
            }
            String event = name(document);
            for (Said said : Strings.of(document.tape())) {
                texts.computeIfAbsent(said.path() + "\n" + event, key -> new Texts(said.path(), event))
                        .add(i, said);
            }
        }
        return together(lastElements(texts)).values();
    }

    /** Where patches write to the last element of a list, {@code -1}, its elements are all meant by that. */
    private static Map<String, Texts> lastElements(Map<String, Texts> texts) {
        Map<String, Texts> joined = new LinkedHashMap<>(texts);
        texts.forEach((path, text) -> {
            Texts any = joined.get(path.replace("/-1", "/*"));
            if (any != null && any != text) {
                joined.remove(any.path());
                joined.put(path, Texts.inOrder(path, text.event(), List.of(any, text)));
            }
        });
        return joined;
    }

    /** What a document calls itself: the name of its event, or what its member {@code type} says. */
    private static String name(Document document) {
        return document.event().isEmpty() ? document.tape().scalar(0, "/type") : document.event();
    }

    /** Joins the texts of one place, whatever they are called, where all of them come alike. */
    private static Map<String, Texts> together(Map<String, Texts> byName) {
        Map<String, List<Texts>> byPath = new LinkedHashMap<>();
        byName.values()
                .forEach(text -> byPath.computeIfAbsent(text.path(), path -> new ArrayList<>())
                        .add(text));
        Map<String, Texts> together = new LinkedHashMap<>();
        byPath.forEach((path, named) -> {
            Texts all = Texts.inOrder(path, named.size() == 1 ? named.getFirst().event() : "", named);
            boolean alike = named.stream().map(Texts::mode).distinct().count() == 1 && all.mode() != null;
            if (named.size() == 1 || alike) {
                together.put(path, all);
            } else {
                named.forEach(text -> together.put(path + "\n" + text.event(), text));
            }
        });
        return together;
    }
}
