package io.cloakroom.rules.engine.recognize;

/** Says whether a matched value can be what it looks like. Pure and thread-safe. */
@FunctionalInterface
public interface Validator {

    Verdict check(String value);

    /** What a validator can say. */
    enum Verdict {
        /** It cannot be one. */
        IMPOSSIBLE,
        /** Nothing speaks against it, nothing proves it. */
        PLAUSIBLE,
        /** A check digit or an exact structure proves it. */
        PROVEN;

        static Verdict provenIf(boolean holds) {
            return holds ? PROVEN : IMPOSSIBLE;
        }
    }
}
