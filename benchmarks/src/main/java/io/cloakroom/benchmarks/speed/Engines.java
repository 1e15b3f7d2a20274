package io.cloakroom.benchmarks.speed;

import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.names.Names;
import io.cloakroom.rules.engine.recognize.Recognizers;
import io.cloakroom.rules.engine.recognize.RulePacks;
import java.util.List;

/** What is measured: the rule packs and phone numbers alone, or with names as shipped. */
public enum Engines {
    PATTERNS,
    EVERYTHING;

    /** @param cacheWeight 0 to remember nothing */
    Analyzer analyzer(long cacheWeight) {
        return Recognizers.standard(RulePacks.shipped(), this == PATTERNS ? List.of() : Names.load(), cacheWeight);
    }
}
