package io.cloakroom.rules.engine.names;

import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Recognizer;
import io.cloakroom.rules.engine.Text;
import io.cloakroom.rules.engine.names.LatinNames.Found;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Names in texts of scripts that write words apart: each line by the model of its language. */
final class NamesByLanguage implements Recognizer {

    private final Function<String, LatinNames> models;
    private final Languages languages;

    /**
     * @param models the finder for a language
     * @param languages what tells languages apart
     */
    NamesByLanguage(Function<String, LatinNames> models, Languages languages) {
        this.models = models;
        this.languages = languages;
    }

    /** The findings carry the id of the model that made them, such as {@code names-de}. */
    @Override
    public String id() {
        return "names";
    }

    @Override
    public List<Finding> recognize(Text text) {
        Tokens tokens = NameTokenizer.tokenize(text.normalized());
        LineLanguages lines = new LineLanguages(languages, tokens, text.language());
        @Nullable LatinNames[] finders = new LatinNames[tokens.count()];
        List<Found> found = new ArrayList<>();
        int from = 0;
        while (from < tokens.count()) {
            int to = from + 1;
            while (to < tokens.count() && !tokens.startsLine(to)) {
                to++;
            }
            if (isWordy(tokens, from, to)) {
                LatinNames finder = models.apply(lines.of(from, to));
                Arrays.fill(finders, from, to, finder);
                finder.decode(tokens, from, to, found);
            }
            from = to;
        }
        if (found.isEmpty()) {
            return List.of();
        }
        LatinNames main = models.apply(lines.main());
        return PersonMentions.complete(tokens, NameGates.pass(tokens, found), main.gazetteer()).stream()
                .map(name -> {
                    LatinNames finder = finders[name.from()];
                    return (finder == null ? main : finder).finding(text, tokens, name);
                })
                .toList();
    }

    /** Whether a line has words, and they are most of it: names in Chinese, Japanese and Korean lines are found by their characters. */
    private static boolean isWordy(Tokens tokens, int from, int to) {
        int words = 0;
        int characters = 0;
        for (int i = from; i < to; i++) {
            switch (tokens.kind(i)) {
                case WORD, MIXED -> words++;
                case CJK -> characters += 1 + tokens.length(i) / 4;
                default -> {}
            }
        }
        return words > characters;
    }
}
