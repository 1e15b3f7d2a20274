package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.wire.answer.Frame.Edit;
import io.cloakroom.rules.wire.answer.Reading.Kind;
import io.cloakroom.rules.wire.json.JsonTape;
import java.util.List;

/** Knows where the documents of one answer have their text. Keeps what a document leaves to be known from those before it. */
interface DocumentReader {

    Reading read(String event, JsonTape tape);

    /** Whether pieces of a kind are everything of their text so far, so that text is added by sending their frame again. */
    default boolean repeats(Kind kind) {
        return kind == Kind.SNAPSHOT || kind == Kind.OPEN;
    }

    /**
     * A frame that adds a piece to a channel in the site's own shape.
     *
     * @param channel a channel that got at least one piece
     */
    byte[] delta(Channel channel, String piece);

    /** What the document read last must say that it left to be known, because deltas were sent between it and the one before. */
    List<Edit> corrections(JsonTape tape);
}
