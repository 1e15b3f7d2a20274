package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.wire.answer.Frame.Edit;
import io.cloakroom.rules.wire.answer.Reading.ChannelKey;
import io.cloakroom.rules.wire.answer.Reading.Kind;
import io.cloakroom.rules.wire.answer.Reading.Piece;
import io.cloakroom.rules.wire.json.JsonTape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Answers that nobody described: every string is a text of its own, but for arguments of tools and addresses that a client may load. */
final class EveryString implements DocumentReader {

    private static final ChannelKey NO_CHANNEL = new ChannelKey(0, List.of());
    private static final Set<String> LEFT_ALONE =
            Set.of("arguments", "input_json", "partial_json", "href", "link", "src", "uri", "url");

    @Override
    public Reading read(String event, JsonTape tape) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        while (at < tape.size()) {
            if (tape.kind(at) == JsonTape.Kind.KEY && LEFT_ALONE.contains(tape.text(at))) {
                at = tape.next(at + 1);
                continue;
            }
            if (tape.kind(at) == JsonTape.Kind.STRING) {
                pieces.add(new Piece(at, Kind.WHOLE, NO_CHANNEL, ""));
            }
            at++;
        }
        return new Reading(pieces, false, List.of());
    }

    @Override
    public byte[] delta(Channel channel, String piece) {
        throw new IllegalStateException("texts of their own have no channel");
    }

    @Override
    public List<Edit> corrections(JsonTape tape) {
        return List.of();
    }
}
