package io.cloakroom.rules.engine;

import java.util.List;

/** Proposes findings in a text. Thread-safe, without side effects, linear in the length of the text. */
public interface Recognizer {

    /** Stable id, such as {@code email} or {@code names-en}; part of every finding. */
    String id();

    /** All proposals, in any order; they may overlap. Offsets are those of {@link Text#original()}. */
    List<Finding> recognize(Text text);

    /**
     * Whether it is asked again about the text as it would leave, with placeholders for what was found, because a label or a neighbour decides what it
     * finds ({@link Analyzer}).
     */
    default boolean isAskedAgain() {
        return false;
    }
}
