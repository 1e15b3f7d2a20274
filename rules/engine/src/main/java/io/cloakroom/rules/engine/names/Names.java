package io.cloakroom.rules.engine.names;

import io.cloakroom.rules.engine.Recognizer;
import java.util.List;
import opennlp.tools.namefind.TokenNameFinderModel;

/** The recognizers of names of people, places and organisations. */
public final class Names {

    private Names() {}

    /**
     * All of them, for every language there is a model for on the class path. Loads the English model, which takes a few tenths of a second and some 20 MB;
     * the others are loaded when their language first appears. Load once and share, they are thread-safe.
     *
     * @throws IllegalStateException when the English model is not on the class path; the message says what to add
     * @throws java.io.UncheckedIOException when a model cannot be read
     */
    public static List<Recognizer> load() {
        return List.of(new NamesByLanguage(NameModels.load(), Languages.load()));
    }

    /** The names that one model finds with a bias of its own; see {@link NameModel#bias()}. For measuring a model that was just trained. */
    public static Recognizer of(TokenNameFinderModel model, double bias) {
        LatinNames finder = LatinNames.of("names-" + model.getLanguage(), NameModel.of(model), bias);
        return new NamesByLanguage(language -> finder, Languages.NONE);
    }
}
