package io.cloakroom.rules.engine.names;

import io.cloakroom.rules.engine.Recognizer;
import java.util.List;
import opennlp.tools.namefind.TokenNameFinderModel;

/** The recognizers of names of people, places and organisations. */
public final class Names {

    private Names() {}

    /**
     * All of them: {@code names-en} (every text in Latin script), {@code names-ko} and {@code names-zh} (texts with Hangul or Han). Takes a few tenths
     * of a second and some 20 MB; load once and share, they are thread-safe.
     *
     * @throws IllegalStateException when no model is on the class path; the message says what to add
     * @throws java.io.UncheckedIOException when the model cannot be read
     */
    public static List<Recognizer> load() {
        return List.of(LatinNames.of("names-en", NameModel.load("en")), KoreanNames.load(), ChineseNames.load());
    }

    /** The names that one model finds with a bias of its own; see {@link NameModel#bias()}. For measuring a model that was just trained. */
    public static Recognizer of(TokenNameFinderModel model, double bias) {
        return LatinNames.of("names-" + model.getLanguage(), NameModel.of(model), bias);
    }
}
