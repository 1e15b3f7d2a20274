package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.engine.RestoreReport;
import io.cloakroom.rules.engine.restore.KnownPlaceholders;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.answer.Guess.Shape;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Restores an answer that nobody described, and whose content type says little: what it begins with tells how it is framed. */
final class GuessedRestorer implements AnswerRestorer {

    private final KnownPlaceholders known;
    private final boolean json;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private Shape guessed = Shape.UNDECIDED;
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
        boolean tells = tells(chunk);
        begun.writeBytes(chunk);
        if (begun.size() > Framing.LONGEST_FRAME) {
            return decide(Shape.DOCUMENT);
        }
        if (tells) {
            guessed = Guess.of(begun.toByteArray(), json);
        }
        return guessed == Shape.UNDECIDED || guessed == Shape.ALMOST_TEXT || guessed == Shape.ALMOST_LINES
                ? new byte[0]
                : decide(guessed);
    }

    /** Whether it is worth a look what has come with this: a long document is not read again for each piece of it. */
    private boolean tells(byte[] chunk) {
        return guessed != Shape.UNDECIDED
                || begun.size() < Guess.LONGEST_BEGINNING
                || (!json && begun.size() <= Guess.LONGEST_SCANNED)
                || new String(chunk, StandardCharsets.ISO_8859_1).indexOf('\n') >= 0;
    }

    private byte[] decide(Shape shape) {
        byte[] all = begun.toByteArray();
        begun.reset();
        return decided(shape).push(all);
    }

    private AnswerRestorer decided(Shape shape) {
        AnswerRestorer now = switch (shape) {
            case EVENTS -> framed(new EventFraming(), EveryString.ofStream());
            case LINES, ALMOST_LINES -> framed(new Framing.Lines(), EveryString.ofStream());
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
        Shape shape = Guess.of(begun.toByteArray(), json);
        return shape == Shape.ALMOST_TEXT || shape == Shape.ALMOST_LINES
                ? Framing.join(decide(shape), decided().release())
                : new byte[0];
    }

    @Override
    public byte[] finish() {
        if (restorer == null) {
            Shape shape = Guess.of(begun.toByteArray(), json);
            byte[] out = decide(shape == Shape.ALMOST_LINES ? Shape.DOCUMENT : shape);
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
