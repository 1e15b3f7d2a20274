package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.engine.RestoreReport;
import io.cloakroom.rules.engine.restore.KnownPlaceholders;
import io.cloakroom.rules.engine.restore.TextRestorer;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.answer.Frame.Edit;
import io.cloakroom.rules.wire.answer.Reading.ChannelKey;
import io.cloakroom.rules.wire.answer.Reading.Kind;
import io.cloakroom.rules.wire.answer.Reading.Piece;
import io.cloakroom.rules.wire.binary.ProtobufGuess;
import io.cloakroom.rules.wire.json.JsonPath;
import io.cloakroom.rules.wire.json.JsonTape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Restores an answer made of JSON documents: reads each where it lies, changes the strings a person reads, and nothing else. */
final class FramedRestorer implements AnswerRestorer {

    /** In a text with one of these, an original may need escapes that nobody here knows of. */
    private static final String NOTATION = "{}\"<>\u0000";

    private final Framing framing;
    private final DocumentReader reader;
    private final KnownPlaceholders known;
    private final List<JsonPath> conversationPaths;
    private final Map<ChannelKey, Channel> channels = new LinkedHashMap<>();
    private String conversation = "";
    private boolean passing;
    private RestoreReport wholes = RestoreReport.NONE;

    FramedRestorer(Framing framing, DocumentReader reader, KnownPlaceholders known, List<JsonPath> conversationPaths) {
        this.framing = framing;
        this.reader = reader;
        this.known = known;
        this.conversationPaths = conversationPaths;
    }

    @Override
    public byte[] push(byte[] chunk) {
        if (passing) {
            return chunk;
        }
        List<byte[]> out = new ArrayList<>();
        for (Frame frame : framing.push(chunk)) {
            restore(frame, false, out);
        }
        if (framing.overflows()) {
            passing = true;
            wholes = wholes.plus(new RestoreReport(0, 0, 1));
            end(out);
            out.add(framing.rest());
        }
        return joined(out);
    }

    /** What goes out for each frame of a message, which is whole when it ends. */
    List<List<byte[]>> frames(byte[] message) {
        List<Frame> frames = new ArrayList<>(framing.push(message));
        byte[] rest = framing.rest();
        if (rest.length > 0) {
            frames.add(framing.frame(rest));
        }
        return frames.stream()
                .map(frame -> {
                    List<byte[]> out = new ArrayList<>();
                    restore(frame, false, out);
                    return out;
                })
                .toList();
    }

    private static byte[] joined(List<byte[]> frames) {
        return frames.size() == 1 ? frames.getFirst() : Framing.join(frames.toArray(byte[][]::new));
    }

    /** @param last whether nothing comes after this frame, which may lack its end: whatever is held goes into it or before it */
    private void restore(Frame frame, boolean last, List<byte[]> out) {
        JsonTape tape = frame.isEmpty() ? null : frame.tape();
        if (tape == null) {
            // A document that is not JSON, such as [DONE], ends everything; a comment or an empty event ends nothing.
            if (!frame.isEmpty()) {
                end(out);
            }
            out.add(frame.isEmpty() || !framing.carriesText() ? frame.raw() : text(frame));
            return;
        }
        noteConversation(tape);
        Reading read = reader.read(frame.event(), tape);
        Reading reading = last ? new Reading(read.pieces(), true, read.ended()) : read;
        endBefore(reading, out);
        reading.pieces().forEach(piece -> known.asked().expect(piece.text()));
        List<Edit> edits = new ArrayList<>();
        for (int i = 0; i < reading.pieces().size(); i++) {
            Piece piece = reading.pieces().get(i);
            String text = piece.text();
            String shown = shown(frame, reading, i, text);
            if (!shown.equals(text)) {
                edits.add(piece.edit(shown));
            }
        }
        edits.addAll(reader.corrections(tape));
        out.add(frame.edited(edits));
    }

    /** A frame whose document is a text; one that has the marks of some notation stays as it is. */
    private byte[] text(Frame frame) {
        String text = ProtobufGuess.utf8(frame.document(), 0, frame.document().length);
        if (text == null || text.chars().anyMatch(c -> NOTATION.indexOf(c) >= 0)) {
            return frame.raw();
        }
        String shown = whole(text);
        return shown.equals(text) ? frame.raw() : frame.saying(shown);
    }

    private String whole(String text) {
        TextRestorer restorer = new TextRestorer(known);
        String shown = restorer.push(text) + restorer.finish();
        wholes = wholes.plus(restorer.report());
        return shown;
    }

    private void noteConversation(JsonTape tape) {
        for (JsonPath path : conversationPaths) {
            if (conversation.isEmpty()) {
                conversation = path.string(tape);
            }
        }
    }

    /** Lets go of channels that end with a document, or begin anew in it, before it comes. */
    private void endBefore(Reading reading, List<byte[]> out) {
        channels.forEach((key, channel) -> {
            boolean opens = reading.pieces().stream()
                    .anyMatch(piece ->
                            piece.kind() == Kind.OPEN && piece.channel().equals(key));
            if (opens || (reading.ends(key) && !reading.touches(key))) {
                letGo(key, channel, true, out);
            }
        });
    }

    private String shown(Frame frame, Reading reading, int index, String text) {
        Piece piece = reading.pieces().get(index);
        if (piece.kind() == Kind.WHOLE) {
            return whole(text);
        }
        Channel channel = channels.computeIfAbsent(piece.channel(), key -> new Channel(known));
        if (piece.kind() == Kind.OPEN) {
            channel.open(known);
        } else if (piece.kind() == Kind.SNAPSHOT) {
            channel.repeat(known);
        }
        channel.carriedBy(frame, reading, piece);
        String shown = channel.restorer().push(text);
        boolean followed = reading.pieces().stream()
                .skip(index + 1L)
                .anyMatch(later -> later.kind() == Kind.OPEN && later.channel().equals(piece.channel()));
        return followed || reading.ends(piece.channel())
                ? shown + channel.restorer().finish()
                : shown;
    }

    /** @param ended whether the text ends here, so that a form without its end may be one */
    private void letGo(ChannelKey key, Channel channel, boolean ended, List<byte[]> out) {
        if (!channel.restorer().holding()) {
            return;
        }
        String text = ended ? channel.restorer().finish() : channel.restorer().release();
        boolean whole = channel.reading().pieces().stream()
                .anyMatch(piece -> piece.channel().equals(key) && reader.repeats(piece.kind()));
        out.add(whole ? again(key, channel, ended) : reader.delta(channel, text));
    }

    /** The last frame of a channel that holds its text from the start, this time with nothing held back. */
    private byte[] again(ChannelKey key, Channel channel, boolean ended) {
        List<Edit> edits = new ArrayList<>();
        TextRestorer own = new TextRestorer(known);
        for (Piece piece : channel.reading().pieces()) {
            String text = piece.text();
            boolean same = piece.channel().equals(key);
            TextRestorer restorer = same ? own : new TextRestorer(known);
            String shown = restorer.push(text);
            if (piece.equals(channel.piece()) || !same) {
                shown += ended || !same ? restorer.finish() : restorer.release();
            }
            boolean said = !same && piece.kind() == Kind.APPEND;
            if (said || !shown.equals(text)) {
                edits.add(piece.edit(said ? "" : shown));
            }
        }
        return channel.frame().edited(edits);
    }

    private void end(List<byte[]> out) {
        channels.forEach((key, channel) -> letGo(key, channel, true, out));
    }

    @Override
    public byte[] release() {
        return joined(released());
    }

    List<byte[]> released() {
        List<byte[]> out = new ArrayList<>();
        channels.forEach((key, channel) -> letGo(key, channel, false, out));
        return out;
    }

    @Override
    public byte[] finish() {
        return joined(finished());
    }

    List<byte[]> finished() {
        List<byte[]> out = new ArrayList<>();
        byte[] rest = framing.rest();
        if (rest.length > 0) {
            restore(framing.frame(rest), true, out);
        }
        end(out);
        return out;
    }

    @Override
    public RestoreReport report() {
        return channels.values().stream().map(Channel::report).reduce(wholes, RestoreReport::plus);
    }

    @Override
    public String conversation() {
        return conversation;
    }
}
