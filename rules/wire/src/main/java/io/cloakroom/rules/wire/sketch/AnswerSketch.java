package io.cloakroom.rules.wire.sketch;

import io.cloakroom.rules.wire.answer.Documents;
import io.cloakroom.rules.wire.answer.Documents.Document;
import io.cloakroom.rules.wire.site.AnswerFormat;
import io.cloakroom.rules.wire.site.AnswerFormat.Framing;
import io.cloakroom.rules.wire.site.AnswerFormat.Mode;
import io.cloakroom.rules.wire.site.AnswerFormat.Patches;
import io.cloakroom.rules.wire.sketch.Traffic.Answer;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an answer is framed, and where in it is what a person reads.
 *
 * @param format for the descriptor, its text rules from the surest
 * @param lengths path of a text rule → characters a person reads there
 */
record AnswerSketch(AnswerFormat format, Map<String, Integer> lengths) {

    /** One answer's format, or null when it has no text for a person. */
    static @Nullable AnswerSketch of(Answer answer) {
        Framing framing = Framings.guess(answer);
        if (framing == null) {
            return null;
        }
        List<Document> documents = Documents.of(framing, answer.chunks()).documents();
        Patches patches = framing == Framing.SSE ? PatchSketch.of(documents) : null;
        Collection<Texts> texts = Told.of(documents, patches);
        List<Texts> shown = shown(texts);
        if (shown.isEmpty() && framing != Framing.RAW) {
            return null;
        }
        boolean one = framing == Framing.JSON;
        int last = shown.isEmpty() ? -1 : shown.getFirst().documents().getLast();
        AnswerFormat format = new AnswerFormat(
                "answer",
                List.of(answer.media()),
                framing,
                patches,
                one ? List.of() : new TextRules(texts, documents, patches).of(shown),
                one ? List.of() : Ends.of(documents, last, patches),
                conversation(documents),
                List.of());
        Map<String, Integer> lengths = new HashMap<>();
        shown.forEach(text -> lengths.merge(text.path(), text.length(), Math::max));
        return new AnswerSketch(format, Map.copyOf(lengths));
    }

    /** What a person reads, the answer first: what comes in several documents before what came at once, and long before short. */
    private static List<Texts> shown(Collection<Texts> texts) {
        return texts.stream()
                .filter(text -> text.mode() != null)
                .filter(text -> texts.stream().noneMatch(inner -> inner.path().startsWith(text.path() + " > ")))
                .sorted(Comparator.comparing((Texts text) -> aside(text.path()))
                        .thenComparing(text -> text.mode() == Mode.WHOLE || text.atOnce())
                        .thenComparing(Texts::length, Comparator.reverseOrder()))
                .toList();
    }

    /** Whether nothing has to be said of it: every string of a JSON answer is restored anyhow. */
    boolean usual() {
        return format.framing() == Framing.JSON && format.conversation().isEmpty();
    }

    /** Whether a place is named for what goes with an answer: thoughts, titles. */
    static boolean aside(String path) {
        return Words.any(Words.KNOWN.aside(), path);
    }

    private static List<String> conversation(List<Document> documents) {
        String pointer =
                Conversations.pointer(documents.stream().map(Document::tape).toList());
        return pointer == null ? List.of() : List.of(pointer);
    }
}
