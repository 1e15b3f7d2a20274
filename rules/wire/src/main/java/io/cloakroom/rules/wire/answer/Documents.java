package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.wire.json.JsonTape;
import io.cloakroom.rules.wire.site.AnswerFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer, taken apart.
 *
 * @param documents those that are JSON, or can be read as JSON, in order
 * @param others frames that hold something else, such as {@code data: [DONE]}
 */
public record Documents(List<Document> documents, int others) {

    /**
     * @param event name of the server-sent event that carried it, or {@code ""}
     * @param json its bytes, never changed
     */
    public record Document(String event, byte[] json, JsonTape tape) {}

    /**
     * Takes an answer apart that nobody has described.
     *
     * @param chunks of its body as they came, or its WebSocket messages
     */
    public static Documents of(AnswerFormat.Framing how, List<byte[]> chunks) {
        Framing framing = Answers.frames(how, List.of());
        List<Document> documents = new ArrayList<>();
        int others = 0;
        for (Frame frame : framing == null ? List.<Frame>of() : frames(framing, how.messages(), chunks)) {
            JsonTape tape = frame.isEmpty() ? null : frame.tape();
            if (tape != null) {
                documents.add(new Document(frame.event(), frame.document(), tape));
            } else {
                others += frame.isEmpty() ? 0 : 1;
            }
        }
        return new Documents(List.copyOf(documents), others);
    }

    /** The frames of a whole answer. */
    static List<Frame> frames(Framing framing, boolean messages, List<byte[]> chunks) {
        List<Frame> frames = new ArrayList<>();
        for (byte[] chunk : chunks) {
            frames.addAll(framing.push(chunk));
            if (messages) {
                rest(framing, frames);
            }
        }
        rest(framing, frames);
        return frames;
    }

    private static void rest(Framing framing, List<Frame> frames) {
        byte[] rest = framing.rest();
        if (rest.length > 0) {
            frames.add(framing.frame(rest));
        }
    }

    /** The object or array that a string contains, or null. */
    public static @Nullable JsonTape inside(JsonTape tape, int string) {
        return EveryString.document(tape, string);
    }

    /** Whether a member is never restored by itself: what a tool is called with, and addresses that a client may load. */
    public static boolean leftAlone(JsonTape tape, int key) {
        return EveryString.leftAlone(tape, key);
    }
}
