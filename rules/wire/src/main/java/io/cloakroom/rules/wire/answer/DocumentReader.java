package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.wire.answer.Frame.Edit;
import io.cloakroom.rules.wire.json.JsonTape;
import java.util.List;

/** Knows where the documents of one answer have their text. Keeps what a document leaves to be known from those before it. */
interface DocumentReader {

    Reading read(String event, JsonTape tape);

    /**
     * A frame that adds a piece to a channel in the site's own shape.
     *
     * @param channel a channel that got at least one piece
     */
    byte[] delta(Channel channel, String piece);

    /** What the document read last must say that it left to be known, because deltas were sent between it and the one before. */
    List<Edit> corrections(JsonTape tape);
}
