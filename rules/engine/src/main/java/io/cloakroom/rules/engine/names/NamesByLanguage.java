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

/** Names in texts of any language there is a model for: each line by the model of its language. */
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
        List<Finding> findings = new ArrayList<>();
        int from = 0;
        while (from < tokens.count()) {
            int to = from + 1;
            while (to < tokens.count() && !tokens.startsLine(to)) {
                to++;
            }
            line(text, tokens, from, to, lines, finders, found, findings);
            from = to;
        }
        LatinNames main = models.apply(lines.main());
        List<Found> seen = found.isEmpty() ? found : NameGates.pass(tokens, found);
        List<Found> names = NameFields.add(tokens, seen, main.gazetteer());
        if (!names.isEmpty()) {
            names = NameVetoes.pass(tokens, names, main.gazetteer());
            names = PersonMentions.complete(tokens, names, main.gazetteer());
            PrivacyEvidence evidence = new PrivacyEvidence(tokens, names, main.gazetteer());
            for (Found name : names) {
                LatinNames finder = finders[name.from()];
                findings.add((finder == null ? main : finder).finding(text, tokens, name, evidence));
            }
        }
        return findings;
    }

    private void line(
            Text text,
            Tokens tokens,
            int from,
            int to,
            LineLanguages lines,
            @Nullable LatinNames[] finders,
            List<Found> found,
            List<Finding> findings) {
        int words = 0;
        int characters = 0;
        for (int i = from; i < to; i++) {
            switch (tokens.kind(i)) {
                case WORD, MIXED -> words++;
                case CJK -> characters += tokens.length(i);
                default -> {}
            }
        }
        // A character says about half of what a word says.
        if (words * 2 > characters) {
            LatinNames finder = models.apply(lines.of(from, to));
            if (finder.units() == Units.WORDS) {
                Arrays.fill(finders, from, to, finder);
                finder.decode(tokens, from, to, found);
            }
        }
        if (characters > 1) {
            int start = tokens.starts()[from];
            int end = tokens.ends()[to - 1];
            LatinNames finder = models.apply(lines.ofCharacters(start, end));
            if (finder.units() == Units.CHARACTERS) {
                findings.addAll(CharacterNames.find(text, start, end, finder));
            }
        }
    }
}
