package io.cloakroom.proxy.app;

import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.names.Names;
import io.cloakroom.rules.engine.recognize.Recognizers;
import io.cloakroom.rules.engine.recognize.RulePacks;
import java.util.concurrent.CompletableFuture;

/** The recognition engine as shipped: every rule pack and name model on the class path. */
final class Engine {

    private Engine() {}

    static Analyzer analyzer() {
        CompletableFuture<RulePacks> packs = CompletableFuture.supplyAsync(RulePacks::shipped);
        return Recognizers.standard(packs.join(), Names.load());
    }
}
