package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.engine.RestoreReport;
import io.cloakroom.rules.engine.restore.KnownPlaceholders;
import io.cloakroom.rules.engine.restore.TextRestorer;
import io.cloakroom.rules.wire.answer.Reading.Piece;
import org.jspecify.annotations.Nullable;

/** One text that an answer carries in pieces, and the frame that carried its last piece. */
final class Channel {

    private TextRestorer restorer;
    private @Nullable Frame frame;
    private @Nullable Reading reading;
    private @Nullable Piece piece;
    private RestoreReport before = RestoreReport.NONE;

    Channel(KnownPlaceholders known) {
        this.restorer = new TextRestorer(known);
    }

    TextRestorer restorer() {
        return restorer;
    }

    /** A new text begins in this channel. */
    void open(KnownPlaceholders known) {
        before = report();
        restorer = new TextRestorer(known);
    }

    /** The same text begins again from its start. */
    void repeat(KnownPlaceholders known) {
        restorer = new TextRestorer(known);
    }

    void carriedBy(Frame newFrame, Reading newReading, Piece newPiece) {
        frame = newFrame;
        reading = newReading;
        piece = newPiece;
    }

    Frame frame() {
        return required(frame);
    }

    Reading reading() {
        return required(reading);
    }

    Piece piece() {
        return required(piece);
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a channel without a piece has nothing to let go of");
        }
        return value;
    }

    RestoreReport report() {
        return before.plus(restorer.report());
    }
}
