package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.wire.answer.Frame.Edit;
import io.cloakroom.rules.wire.json.JsonTape;
import io.cloakroom.rules.wire.site.AnswerFormat.TextRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a document says about text.
 *
 * @param pieces strings that a person reads, in document order
 * @param endsAll whether all channels end with this document
 * @param ended the values of channels that end with it
 */
record Reading(List<Piece> pieces, boolean endsAll, List<List<String>> ended) {

    static final Reading NOTHING = new Reading(List.of(), false, List.of());

    boolean ends(ChannelKey channel) {
        return endsAll || ended.contains(channel.values());
    }

    boolean touches(ChannelKey channel) {
        return pieces.stream().anyMatch(piece -> piece.channel().equals(channel));
    }

    /**
     * One text among those an answer carries.
     *
     * @param rule number of the text rule that describes it
     * @param values what tells it apart from other texts of the same rule
     */
    record ChannelKey(int rule, List<String> values) {}

    /** What a string is to its channel. */
    enum Kind {
        /** The next piece. */
        APPEND,
        /** The first piece: whatever the channel held belongs to a text before. */
        OPEN,
        /** All of it so far. */
        SNAPSHOT,
        /** A text of its own. */
        WHOLE
    }

    /**
     * @param tape the document, or one inside a string of it, and {@code value} the string in it
     * @param path where a patch would add to it; {@code ""} where no patches are
     * @param rule that describes it, or null when none does
     */
    record Piece(
            JsonTape tape,
            int value,
            Kind kind,
            ChannelKey channel,
            String path,
            @Nullable TextRule rule) {

        private static final char PADDING = '\u0000';

        /** Where it is in the outermost document. */
        int offset() {
            return tape.outermost(tape.start(value));
        }

        /** What it says, without what it is filled up with. */
        String text() {
            String text = tape.text(value);
            int end = text.length();
            while (pad() > 0 && end > 0 && text.charAt(end - 1) == PADDING) {
                end--;
            }
            return text.substring(0, end);
        }

        /** Whether the text that begins here only goes with the answer. */
        boolean aside() {
            if (rule == null || rule.aside().isEmpty()) {
                return false;
            }
            int object = value - 1;
            while (object >= 0 && !(tape.kind(object) == JsonTape.Kind.OBJECT && tape.next(object) > value)) {
                object--;
            }
            int around = object;
            return around >= 0
                    && rule.aside().entrySet().stream().allMatch(beside -> {
                        int at = tape.member(around, beside.getKey());
                        return at != JsonTape.ABSENT && tape.text(at).equals(beside.getValue());
                    });
        }

        private int pad() {
            return rule == null ? 0 : rule.pad();
        }

        /** The edit that makes it say something else, filled up as the site would. */
        Edit edit(String text) {
            int missing = Math.max(0, pad() - text.length());
            return Edit.string(tape, value, text + String.valueOf(PADDING).repeat(missing));
        }
    }
}
