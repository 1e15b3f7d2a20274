package io.cloakroom.rules.engine.names;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The finders of names by language, each loaded when its language first appears. Thread-safe. */
final class NameModels implements Function<String, LatinNames> {

    /** The model for languages that have none of their own. */
    private static final String OTHERS = "mul";

    /** By language the name of the model that serves it. */
    private final Map<String, String> models = new ConcurrentHashMap<>();

    private final Map<String, LatinNames> finders = new ConcurrentHashMap<>();

    private NameModels() {}

    /**
     * With the English one at once, because most texts need it.
     *
     * @throws IllegalStateException when that is not on the class path
     */
    static NameModels load() {
        NameModels models = new NameModels();
        models.finders.put(Languages.DEFAULT, finder(Languages.DEFAULT));
        return models;
    }

    private static LatinNames finder(String language) {
        return LatinNames.of("names-" + language, NameModel.load(language));
    }

    /** The finder of a language; without a model for it that of many languages, and without that the English one. */
    @Override
    public LatinNames apply(String language) {
        String model = models.get(language);
        if (model == null) {
            model = models.computeIfAbsent(language, NameModels::model);
        }
        LatinNames known = finders.get(model);
        return known != null ? known : finders.computeIfAbsent(model, NameModels::finder);
    }

    private static String model(String language) {
        return NameModel.isThere(language) ? language : NameModel.isThere(OTHERS) ? OTHERS : Languages.DEFAULT;
    }
}
