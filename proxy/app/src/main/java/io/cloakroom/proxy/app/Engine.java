package io.cloakroom.proxy.app;

import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.Content;
import io.cloakroom.rules.engine.Recognizer;
import io.cloakroom.rules.engine.names.Names;
import io.cloakroom.rules.engine.recognize.Recognizers;
import io.cloakroom.rules.engine.recognize.RulePacks;
import io.cloakroom.rules.engine.recognize.RulePacks.InvalidPacksException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The recognition engine: the rule packs of the content in use, every name model on the class path, and what an installation adds to them. */
final class Engine {

    private Engine() {}

    /** Where an installation keeps packs and allow lists of its own, in its data directory. */
    static Path ownRules(Path dataDir) {
        return dataDir.resolve("rules");
    }

    /**
     * For conversations, which come again with every prompt.
     *
     * @param content whose packs are used
     * @param rules directory of the installation's own rules; nothing is added when there is none
     */
    static Analyzer analyzer(Content content, Path rules) throws IOException, InvalidPacksException {
        return analyzer(content, rules, Recognizers.CACHE_WEIGHT);
    }

    /** For texts that are read once: remembers nothing, so that memory does not grow with their number. */
    static Analyzer analyzerOfSingleTexts(Content content, Path rules) throws IOException, InvalidPacksException {
        return analyzer(content, rules, 0);
    }

    private static Analyzer analyzer(Content content, Path rules, long cacheWeight)
            throws IOException, InvalidPacksException {
        CompletableFuture<RulePacks> packs = CompletableFuture.supplyAsync(() -> RulePacks.of(content));
        RulePacks own = Files.isDirectory(rules) ? RulePacks.load(rules) : RulePacks.none();
        List<Recognizer> names = Names.load();
        return Recognizers.standard(packs.join().with(own), names, cacheWeight);
    }
}
