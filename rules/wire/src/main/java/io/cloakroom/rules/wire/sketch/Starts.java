package io.cloakroom.rules.wire.sketch;

import io.cloakroom.rules.wire.site.AnswerFormat.Mode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds where a text begins that goes on elsewhere: the first piece in a document that lays out the answer, the others in small ones. */
final class Starts {

    private static final Set<String> ENDS_OF_SENTENCES = Set.of(".", "!", "?", "。", "！", "？", "…");

    private Starts() {}

    /** The text that begins what {@code main} goes on with, or null when that begins by itself. */
    static @Nullable Texts of(Texts main, List<Texts> shown) {
        int first = main.documents().getFirst();
        Texts start = null;
        for (Texts text : shown) {
            boolean before = text.documents().getLast() < first && text.atOnce();
            if (main.mode() == Mode.APPEND && before && unfinished(text) && related(text, main, first)) {
                start = text;
            }
        }
        return start;
    }

    private static boolean unfinished(Texts text) {
        String said = text.joined();
        return !said.isEmpty() && !ENDS_OF_SENTENCES.contains(said.substring(said.length() - 1));
    }

    /** Whether they stand in fields of one name, one in the other, or right one after the other. */
    private static boolean related(Texts start, Texts main, int first) {
        return start.field().equals(main.field())
                || start.path().startsWith(main.path() + "/")
                || (start.documents().getLast() == first - 1
                        && Words.in(start.field()).stream()
                                .noneMatch(word -> word.equals("title") || word.equals("name")));
    }
}
