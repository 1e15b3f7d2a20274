package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.engine.RestoreReport;
import io.cloakroom.rules.engine.restore.KnownPlaceholders;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.answer.Guess.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Restores an answer that nobody described, and whose content type says little: what it begins with tells how it is framed. */
final class GuessedRestorer implements AnswerRestorer {

    private final KnownPlaceholders known;
    private final boolean json;
    private byte[] begun = {};
    private @Nullable AnswerRestorer restorer;

    /** @param json whether its content type says that it is JSON, so that it is never taken for plain text */
    GuessedRestorer(KnownPlaceholders known, boolean json) {
        this.known = known;
        this.json = json;
    }

    @Override
    public byte[] push(byte[] chunk) {
        if (restorer != null) {
            return restorer.push(chunk);
        }
        begun = Framing.join(begun, chunk);
        Shape shape = begun.length > Framing.LONGEST_FRAME ? Shape.DOCUMENT : Guess.of(begun, json);
        return shape == Shape.UNDECIDED || shape == Shape.ALMOST_TEXT
                ? new byte[0]
                : decided(shape).push(begun);
    }

    private AnswerRestorer decided(Shape shape) {
        AnswerRestorer now = switch (shape) {
            case EVENTS -> framed(new EventFraming(), EveryString.ofStream());
            case LINES -> framed(new Framing.Lines(), EveryString.ofStream());
            case PREFIXED -> framed(new Framing.Prefixed(), EveryString.ofStream());
            case PACKETS -> framed(new Framing.Packets(), EveryString.ofStream());
            case DOCUMENT, UNDECIDED -> framed(new Framing.Whole(), EveryString.ofDocument());
            case TEXT, ALMOST_TEXT -> new PlainTextRestorer(known);
        };
        restorer = now;
        return now;
    }

    private FramedRestorer framed(Framing framing, DocumentReader reader) {
        return new FramedRestorer(framing, reader, known, List.of());
    }

    /** A text may begin like something else; what is JSON so far is waited for. */
    @Override
    public byte[] release() {
        if (restorer != null) {
            return restorer.release();
        }
        return Guess.of(begun, json) == Shape.ALMOST_TEXT
                ? Framing.join(decided(Shape.TEXT).push(begun), decided().release())
                : new byte[0];
    }

    @Override
    public byte[] finish() {
        if (restorer == null) {
            byte[] out = decided(Guess.of(begun, json)).push(begun);
            return Framing.join(out, decided().finish());
        }
        return restorer.finish();
    }

    private AnswerRestorer decided() {
        AnswerRestorer now = restorer;
        if (now == null) {
            throw new IllegalStateException("nothing was decided");
        }
        return now;
    }

    @Override
    public RestoreReport report() {
        return restorer == null ? RestoreReport.NONE : restorer.report();
    }

    @Override
    public String conversation() {
        return "";
    }
}
