package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.wire.answer.Frame.Edit;
import io.cloakroom.rules.wire.answer.Reading.ChannelKey;
import io.cloakroom.rules.wire.answer.Reading.Kind;
import io.cloakroom.rules.wire.answer.Reading.Piece;
import io.cloakroom.rules.wire.json.JsonTape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers that nobody described: every string is a text of its own, or JSON with such strings, but for arguments of tools and addresses
 * that a client may load.
 */
final class EveryString implements DocumentReader {

    private static final ChannelKey NO_CHANNEL = new ChannelKey(0, List.of());
    private static final Set<String> ARGUMENTS = Set.of("arguments", "input_json", "partial_json", "tool_input");

    /** What a tool is called with, where it is no string of JSON. */
    private static final Set<String> TOOL_INPUTS = Set.of("args", "input", "parameters");

    /** How the names of fields end that hold an address: {@code image_url}, {@code contentUrl}. */
    private static final List<String> ADDRESSES = List.of("href", "link", "src", "srcset", "uri", "url");

    @Override
    public Reading read(String event, JsonTape tape) {
        List<Piece> pieces = new ArrayList<>();
        collect(tape, pieces);
        return new Reading(List.copyOf(pieces), false, List.of());
    }

    /** Whether a member is left alone, and everything in it. */
    static boolean leftAlone(JsonTape tape, int key) {
        String name = tape.text(key).toLowerCase(Locale.ROOT);
        boolean called = TOOL_INPUTS.contains(name) && tape.kind(key + 1) == JsonTape.Kind.OBJECT;
        return called || ARGUMENTS.contains(name) || ADDRESSES.stream().anyMatch(name::endsWith);
    }

    private static void collect(JsonTape tape, List<Piece> pieces) {
        int at = 0;
        while (at < tape.size()) {
            if (tape.kind(at) == JsonTape.Kind.KEY && leftAlone(tape, at)) {
                at = tape.next(at + 1);
                continue;
            }
            if (tape.kind(at) == JsonTape.Kind.STRING) {
                JsonTape inside = document(tape, at);
                if (inside == null) {
                    pieces.add(new Piece(tape, at, Kind.WHOLE, NO_CHANNEL, "", null));
                } else {
                    collect(inside, pieces);
                }
            }
            at++;
        }
    }

    /** The object or array that a string contains, or null: what is put into one has to be escaped once more. */
    static @Nullable JsonTape document(JsonTape tape, int string) {
        String text = tape.text(string);
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return null;
        }
        try {
            return tape.inside(string);
        } catch (IOException e) {
            return null;
        }
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
