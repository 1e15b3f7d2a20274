package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.wire.json.JsonStrings;
import io.cloakroom.rules.wire.json.JsonTape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One frame of an answer: its bytes as they came, and the document inside them. The arrays are never changed. */
final class Frame {

    /** Replaces bytes of the document by text inside a JSON string, or by JSON. */
    record Edit(int from, int to, byte[] replacement) {

        /** Replaces a string, quotes and all; where its document is inside a string of another, in the outermost. */
        static Edit string(JsonTape tape, int value, String text) {
            String json = '"' + JsonStrings.encode(text) + '"';
            for (int i = 0; i < tape.depth(); i++) {
                json = JsonStrings.encode(json);
            }
            return new Edit(
                    tape.outermost(tape.start(value)),
                    tape.outermost(tape.end(value)),
                    json.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** How a document becomes a frame. */
    interface Wrapping {
        byte[] wrap(String event, byte[] document);

        /** Sets right what a frame says of itself, such as a count, after its document was edited where it lies. */
        default byte[] mend(byte[] before, byte[] after) {
            return after;
        }
    }

    private static final int[] NOWHERE = {};

    private final byte[] raw;
    private final String event;
    private final byte[] document;
    private final int[] documentStarts;
    private final int[] rawStarts;
    private final Wrapping wrapping;

    /**
     * @param event name of the event, or {@code ""}
     * @param documentStarts where in the document each run of bytes starts, and {@code rawStarts} where in the frame that run is
     */
    Frame(byte[] raw, String event, byte[] document, int[] documentStarts, int[] rawStarts, Wrapping wrapping) {
        this.raw = raw;
        this.event = event;
        this.document = document;
        this.documentStarts = documentStarts;
        this.rawStarts = rawStarts;
        this.wrapping = wrapping;
    }

    /** A frame whose document does not lie in its bytes as it is, or has a length or checksum around it: it is wrapped anew when edited. */
    static Frame recoded(byte[] raw, byte[] document, Wrapping wrapping) {
        return new Frame(raw, "", document, NOWHERE, NOWHERE, wrapping);
    }

    byte[] raw() {
        return raw;
    }

    String event() {
        return event;
    }

    byte[] document() {
        return document;
    }

    boolean isEmpty() {
        return document.length == 0;
    }

    /** The document's tokens, or null when it is not JSON. */
    @Nullable
    JsonTape tape() {
        try {
            return JsonTape.parse(document);
        } catch (IOException e) {
            return null;
        }
    }

    /** The frame with edits, given in offsets of the document; the same bytes when there are none. */
    byte[] edited(List<Edit> edits) {
        if (edits.isEmpty()) {
            return raw;
        }
        if (rawStarts.length == 0) {
            return wrapping.wrap(event, apply(document, edits));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length + 64);
        int at = 0;
        for (Edit edit :
                edits.stream().sorted(Comparator.comparingInt(Edit::from)).toList()) {
            int from = rawOffset(edit.from);
            out.write(raw, at, from - at);
            out.writeBytes(edit.replacement);
            at = from + edit.to - edit.from;
        }
        out.write(raw, at, raw.length - at);
        return wrapping.mend(raw, out.toByteArray());
    }

    private int rawOffset(int offset) {
        int run = 0;
        while (run + 1 < documentStarts.length && documentStarts[run + 1] <= offset) {
            run++;
        }
        return rawStarts[run] + offset - documentStarts[run];
    }

    /** The document with edits. */
    static byte[] apply(byte[] document, List<Edit> edits) {
        return new Frame(document, "", document, new int[] {0}, new int[] {0}, (event, bytes) -> bytes).edited(edits);
    }

    /** Another document in a frame like this one. */
    byte[] like(byte[] other) {
        return wrapping.wrap(event, other);
    }

    /** The frame with a text in place of its document; where that lies in one piece and so does the text, all else of the frame stays. */
    byte[] saying(String text) {
        byte[] other = text.getBytes(StandardCharsets.UTF_8);
        return rawStarts.length == 1 && text.lines().count() == 1
                ? edited(List.of(new Edit(0, document.length, other)))
                : like(other);
    }
}
