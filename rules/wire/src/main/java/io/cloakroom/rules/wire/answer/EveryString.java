package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.engine.restore.TextRestorer;
import io.cloakroom.rules.wire.answer.Frame.Edit;
import io.cloakroom.rules.wire.answer.Reading.ChannelKey;
import io.cloakroom.rules.wire.answer.Reading.Kind;
import io.cloakroom.rules.wire.answer.Reading.Piece;
import io.cloakroom.rules.wire.json.JsonTape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers that nobody described: every string is a text of its own, or JSON with such strings, but for arguments of tools and addresses
 * that a client may load.
 *
 * <p>In a stream, a string that ends inside brackets goes on in the next string of the same place: the next piece of a text, or, when it
 * repeats the string before, all of it so far. Strings that end otherwise are never held back in part, since most are no text at all.
 */
final class EveryString implements DocumentReader {

    private static final ChannelKey NO_CHANNEL = new ChannelKey(0, List.of());
    private static final Set<String> ARGUMENTS = Set.of("arguments", "input_json", "partial_json", "tool_input");

    /** What a tool is called with, where it is no string of JSON. */
    private static final Set<String> TOOL_INPUTS = Set.of("args", "input", "parameters");

    /** How the names of fields end that hold an address: {@code image_url}, {@code contentUrl}. */
    private static final List<String> ADDRESSES = List.of("href", "link", "src", "srcset", "uri", "url");

    private final boolean stream;

    /** Strings that ended inside brackets, by their place. */
    private final Map<ChannelKey, Begun> begun = new HashMap<>();

    /**
     * @param last the last string
     * @param tail what its text says from the bracket on
     */
    private record Begun(String last, String tail) {

        boolean isRepeatedBy(String text) {
            return text.startsWith(last) && text.length() > last.length();
        }
    }

    private EveryString(boolean stream) {
        this.stream = stream;
    }

    /** Reads one document. */
    static EveryString ofDocument() {
        return new EveryString(false);
    }

    /** Reads documents in which texts come piece by piece. */
    static EveryString ofStream() {
        return new EveryString(true);
    }

    @Override
    public Reading read(String event, JsonTape tape) {
        List<Piece> pieces = new ArrayList<>();
        if (tape.size() > 0) {
            collect(tape, 0, List.of(event), pieces);
        }
        return new Reading(List.copyOf(pieces), false, List.of());
    }

    /** Whether a member is left alone, and everything in it. */
    static boolean leftAlone(JsonTape tape, int key) {
        String name = tape.text(key).toLowerCase(Locale.ROOT);
        boolean called = TOOL_INPUTS.contains(name) && tape.kind(key + 1) == JsonTape.Kind.OBJECT;
        return called || ARGUMENTS.contains(name) || ADDRESSES.stream().anyMatch(name::endsWith);
    }

    private void collect(JsonTape tape, int value, List<String> place, List<Piece> pieces) {
        switch (tape.kind(value)) {
            case OBJECT -> {
                for (int key = value + 1; key < tape.next(value); key = tape.next(key + 1)) {
                    if (!leftAlone(tape, key)) {
                        collect(tape, key + 1, below(place, tape.text(key)), pieces);
                    }
                }
            }
            case ARRAY -> {
                int index = 0;
                for (int element = value + 1; element < tape.next(value); element = tape.next(element)) {
                    collect(tape, element, below(place, Integer.toString(index++)), pieces);
                }
            }
            case STRING -> {
                JsonTape inside = document(tape, value);
                if (inside == null) {
                    pieces.add(piece(tape, value, place));
                } else {
                    collect(inside, 0, place, pieces);
                }
            }
            default -> {}
        }
    }

    private List<String> below(List<String> place, String step) {
        if (!stream) {
            return place;
        }
        List<String> below = new ArrayList<>(place);
        below.add(step);
        return below;
    }

    private Piece piece(JsonTape tape, int value, List<String> place) {
        if (!stream) {
            return new Piece(tape, value, Kind.WHOLE, NO_CHANNEL, "", null);
        }
        ChannelKey channel = new ChannelKey(0, place);
        String text = tape.text(value);
        Begun before = begun.remove(channel);
        boolean repeats = before != null && before.isRepeatedBy(text);
        String tail = open(before == null || repeats ? text : before.tail + text);
        if (!tail.isEmpty()) {
            begun.put(channel, new Begun(text, tail));
        }
        if (before == null && tail.isEmpty()) {
            return new Piece(tape, value, Kind.WHOLE, NO_CHANNEL, "", null);
        }
        return new Piece(tape, value, repeats ? Kind.SNAPSHOT : Kind.APPEND, channel, "", null);
    }

    /** The end of a text that may be the beginning of a placeholder; {@code ""} when none is. */
    private static String open(String text) {
        int bracket = text.lastIndexOf('[');
        boolean open =
                bracket >= 0 && text.length() - bracket <= TextRestorer.LONGEST_HELD && text.indexOf(']', bracket) < 0;
        return open ? text.substring(bracket) : "";
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

    /** The frame again with this piece, and no other piece said twice. */
    @Override
    public byte[] delta(Channel channel, String piece) {
        List<Edit> edits = channel.reading().pieces().stream()
                .filter(other -> other.kind() == Kind.APPEND)
                .map(other -> other.edit(other.equals(channel.piece()) ? piece : ""))
                .toList();
        return channel.frame().like(Frame.apply(channel.frame().document(), edits));
    }

    @Override
    public List<Edit> corrections(JsonTape tape) {
        return List.of();
    }
}
