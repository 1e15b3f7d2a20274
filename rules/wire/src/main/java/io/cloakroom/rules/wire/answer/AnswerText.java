package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.wire.answer.Reading.ChannelKey;
import io.cloakroom.rules.wire.answer.Reading.Kind;
import io.cloakroom.rules.wire.answer.Reading.Piece;
import io.cloakroom.rules.wire.json.JsonTape;
import io.cloakroom.rules.wire.site.AnswerFormat;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person reads of an answer, told from how its format is described: of the text rules the first that finds anything gives the
 * answer; those after it are thoughts, titles and copies.
 */
public final class AnswerText {

    private final List<AnswerFormat> formats;

    private AnswerText(List<AnswerFormat> formats) {
        this.formats = formats;
    }

    /** @param formats of one framing, as {@link Answers#formats} gives them */
    public static AnswerText of(List<AnswerFormat> formats) {
        return new AnswerText(List.copyOf(formats));
    }

    /**
     * The text of a whole answer.
     *
     * @param chunks of its body as they came, or its WebSocket messages
     * @return {@code ""} when there is none, or no format
     */
    public String read(List<byte[]> chunks) {
        if (formats.isEmpty()) {
            return "";
        }
        AnswerFormat.Framing how = formats.getFirst().framing();
        Framing framing = Answers.frames(how, formats);
        if (framing == null) {
            return new String(Framing.join(chunks.toArray(byte[][]::new)), StandardCharsets.UTF_8);
        }
        Shown shown = new Shown(Answers.reader(formats));
        Documents.frames(framing, how.messages(), chunks).forEach(shown::take);
        return shown.text();
    }

    private static final class Shown {

        private final DocumentReader reader;
        private final Map<ChannelKey, StringBuilder> texts = new LinkedHashMap<>();
        private boolean aside;

        Shown(DocumentReader reader) {
            this.reader = reader;
        }

        void take(Frame frame) {
            JsonTape tape = frame.isEmpty() ? null : frame.tape();
            if (tape != null) {
                reader.read(frame.event(), tape).pieces().forEach(this::take);
            }
        }

        private void take(Piece piece) {
            if (piece.kind() != Kind.APPEND) {
                aside = piece.aside();
            }
            if (aside) {
                return;
            }
            StringBuilder text = texts.computeIfAbsent(piece.channel(), key -> new StringBuilder());
            boolean anew = piece.kind() == Kind.SNAPSHOT || (piece.kind() == Kind.OPEN && reader.repeats(Kind.OPEN));
            if (anew) {
                text.setLength(0);
            }
            text.append(piece.text());
        }

        String text() {
            int first = texts.entrySet().stream()
                    .filter(entry -> !entry.getValue().isEmpty())
                    .mapToInt(entry -> entry.getKey().rule())
                    .min()
                    .orElse(0);
            StringBuilder all = new StringBuilder();
            texts.forEach((key, text) -> all.append(key.rule() == first ? text : ""));
            return all.toString();
        }
    }
}
