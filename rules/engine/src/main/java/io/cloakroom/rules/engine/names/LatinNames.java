package io.cloakroom.rules.engine.names;

import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names in lines of one language, by a trained model. */
final class LatinNames {

    private final String id;
    private final Gazetteer gazetteer;
    private final Words words;
    private final Units units;
    private final NameDecoder decoder;

    private LatinNames(String id, NameModel model, double bias) {
        this.id = id;
        this.gazetteer = model.gazetteer();
        this.words = model.words();
        this.units = model.units();
        this.decoder = new NameDecoder(model, bias);
    }

    static LatinNames of(String id, NameModel model) {
        return of(id, model, model.bias());
    }

    /** With another bias than the model states; see {@link NameModel#bias()}. */
    static LatinNames of(String id, NameModel model, double bias) {
        return new LatinNames(id, model, bias);
    }

    /**
     * A name in the tokens of a text.
     *
     * @param type PERSON, LOCATION or ORGANIZATION
     * @param from first token
     * @param to token after the last
     * @param probability of its least certain token, from 0 to 1
     */
    record Found(EntityType type, int from, int to, double probability) {

        Found between(int first, int last) {
            return new Found(type, first, last, probability);
        }
    }

    /** Adds the names in a line to {@code found}. It is looked at as a whole; lines are independent of each other. */
    void decode(Tokens tokens, int from, int to, List<Found> found) {
        for (NameDecoder.Name name : decoder.decode(units.line(tokens, from, to, words))) {
            found.add(new Found(
                    EntityType.valueOf(name.type()), from + name.start(), from + name.end(), name.probability()));
        }
    }

    /** What the model's lines are made of. */
    Units units() {
        return units;
    }

    Gazetteer gazetteer() {
        return gazetteer;
    }

    /** What is proposed for a name of which nothing is known but where it is. */
    Finding finding(Text text, Tokens tokens, Found name) {
        return finding(text, tokens, name, null, "");
    }

    /** What is proposed for a name, with what speaks for privacy. */
    Finding finding(Text text, Tokens tokens, Found name, PrivacyEvidence evidence) {
        return finding(text, tokens, name, evidence.subtype(name), evidence.of(name));
    }

    private Finding finding(Text text, Tokens tokens, Found name, @Nullable String subtype, String privacy) {
        // The model's probability comes after "no name" was made less likely, so half of it is already worth acting on.
        double confidence = 0.35 + 0.6 * name.probability();
        String why = "name model: its least certain word is one with probability "
                + Math.round(name.probability() * 100) + "%";
        return new Finding(
                name.type(),
                subtype,
                text.toOriginal(tokens.starts()[name.from()], tokens.ends()[name.to() - 1]),
                confidence,
                id,
                privacy.isEmpty() || name.type() != EntityType.PERSON ? why : why + "; " + privacy);
    }
}
