package io.cloakroom.rules.engine.automaton;

import java.util.List;

/** A regular expression as a tree. */
sealed interface Node {

    /** One character. */
    record Char(CharSet set) implements Node {}

    record Sequence(List<Node> parts) implements Node {}

    record Choice(List<Node> options) implements Node {}

    /** @param most how often at most; -1 when there is no limit */
    record Repeat(Node part, int least, int most) implements Node {}

    /** A place rather than a character. */
    record Place(Kind kind) implements Node {}

    /** Places. */
    enum Kind {
        TEXT_BEGIN,
        TEXT_END,
        LINE_BEGIN,
        LINE_END,
        WORD_EDGE,
        NO_WORD_EDGE
    }
}
