package io.cloakroom.proxy.app;

import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.Recognizer;
import io.cloakroom.rules.engine.names.Names;
import io.cloakroom.rules.engine.recognize.Recognizers;
import io.cloakroom.rules.engine.recognize.RulePacks;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The recognition engine as shipped: every rule pack and name model on the class path. */
final class Engine {

    private Engine() {}

    /** For conversations, which come again with every prompt. */
    static Analyzer analyzer() {
        return analyzer(Recognizers.CACHE_WEIGHT);
    }

    /** For texts that are read once: remembers nothing, so that memory does not grow with their number. */
    static Analyzer analyzerOfSingleTexts() {
        return analyzer(0);
    }

    private static Analyzer analyzer(long cacheWeight) {
        CompletableFuture<RulePacks> packs = CompletableFuture.supplyAsync(RulePacks::shipped);
        List<Recognizer> names = Names.load();
        return Recognizers.standard(packs.join(), names, cacheWeight);
    }
}
