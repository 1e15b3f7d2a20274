package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.wire.answer.Frame.Edit;
import io.cloakroom.rules.wire.answer.Reading.ChannelKey;
import io.cloakroom.rules.wire.answer.Reading.Kind;
import io.cloakroom.rules.wire.answer.Reading.Piece;
import io.cloakroom.rules.wire.binary.Identifier;
import io.cloakroom.rules.wire.json.JsonTape;
import java.util.ArrayList;
import java.util.List;

/**
 * Protobuf answers that nobody described. Every string that is not an identifier is the next piece of the text in its field, since models
 * answer piece by piece.
 */
final class EveryField implements DocumentReader {

    @Override
    public Reading read(String event, JsonTape tape) {
        List<Piece> pieces = new ArrayList<>();
        if (tape.size() > 0) {
            collect(tape, 0, List.of(), pieces);
        }
        return new Reading(List.copyOf(pieces), false, List.of());
    }

    private static void collect(JsonTape tape, int value, List<String> above, List<Piece> pieces) {
        switch (tape.kind(value)) {
            case OBJECT -> {
                for (int key = value + 1; key < tape.next(value); key = tape.next(key + 1)) {
                    List<String> path = new ArrayList<>(above);
                    path.add(tape.text(key));
                    collect(tape, key + 1, path, pieces);
                }
            }
            case ARRAY -> {
                for (int element = value + 1; element < tape.next(value); element = tape.next(element)) {
                    collect(tape, element, above, pieces);
                }
            }
            case STRING -> {
                // Part of it would be held back where it may begin a placeholder.
                if (!Identifier.is(tape.text(value))) {
                    pieces.add(new Piece(tape, value, Kind.APPEND, new ChannelKey(0, List.copyOf(above)), "", null));
                }
            }
            default -> {}
        }
    }

    /** The frame again with this piece, and nothing said twice. */
    @Override
    public byte[] delta(Channel channel, String piece) {
        List<Edit> edits = channel.reading().pieces().stream()
                .map(other -> other.edit(other.equals(channel.piece()) ? piece : ""))
                .toList();
        return channel.frame().like(Frame.apply(channel.frame().document(), edits));
    }

    @Override
    public List<Edit> corrections(JsonTape tape) {
        return List.of();
    }
}
