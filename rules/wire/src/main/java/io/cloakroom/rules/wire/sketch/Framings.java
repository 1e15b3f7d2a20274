package io.cloakroom.rules.wire.sketch;

import io.cloakroom.rules.wire.answer.Documents;
import io.cloakroom.rules.wire.answer.Documents.Document;
import io.cloakroom.rules.wire.json.JsonTape;
import io.cloakroom.rules.wire.site.AnswerFormat.Framing;
import io.cloakroom.rules.wire.sketch.Traffic.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells how the documents of an answer follow each other: by its content type, and by which framing gives documents at all. */
final class Framings {

    private static final String EVENTS = "text/event-stream";

    /** What the things of a list are told by. */
    private static final List<String> THINGS = List.of("id", "uuid", "name", "title");

    private Framings() {}

    /** The framing, or null when it has no text for a person. */
    static @Nullable Framing guess(Answer answer) {
        for (Framing candidate : candidates(answer)) {
            List<Document> documents = documents(candidate, answer);
            if (candidate == Framing.JSON && !documents.isEmpty()) {
                return pieces(documents.getFirst().tape()) ? Framing.ARRAY : Framing.JSON;
            }
            if (documents.size() > (candidate == Framing.NDJSON ? 1 : 0)) {
                return candidate;
            }
        }
        return answer.media().equals("text/plain") ? Framing.RAW : null;
    }

    private static List<Document> documents(Framing framing, Answer answer) {
        Documents read = Documents.of(framing, answer.chunks());
        return read.others() <= read.documents().size() ? read.documents() : List.of();
    }

    /** Whether a document is an array of several pieces, and no list of things: those would have ids or names. */
    private static boolean pieces(JsonTape tape) {
        int elements = 0;
        for (int at = 1; tape.kind(0) == JsonTape.Kind.ARRAY && at < tape.next(0); at = tape.next(at)) {
            int element = at;
            if (tape.kind(at) != JsonTape.Kind.OBJECT
                    || THINGS.stream().anyMatch(name -> tape.member(element, name) != JsonTape.ABSENT)) {
                return false;
            }
            elements++;
        }
        return elements > 1;
    }

    private static List<Framing> candidates(Answer answer) {
        String media = answer.media();
        if (media.equals(Traffic.WEBSOCKET)) {
            return List.of(Framing.DGW, Framing.SIGNALR, Framing.MESSAGES);
        }
        if (media.startsWith("application/connect+") || media.startsWith("application/grpc")) {
            return List.of(media.endsWith("json") ? Framing.CONNECT : Framing.PROTOBUF);
        }
        if (media.equals("application/vnd.amazon.eventstream")) {
            return List.of(Framing.EVENTSTREAM);
        }
        if (media.equals(EVENTS)) {
            return List.of(Framing.SSE, Framing.PREFIXED);
        }
        boolean text = media.contains("json") || media.equals("text/plain");
        return text
                ? List.of(guarded(answer) ? Framing.COUNTED : Framing.NDJSON, Framing.JSON, Framing.PREFIXED)
                : List.of();
    }

    /** Whether it begins with what keeps other pages from running it as a script. */
    private static boolean guarded(Answer answer) {
        return !answer.chunks().isEmpty()
                && new String(answer.chunks().getFirst(), StandardCharsets.ISO_8859_1).startsWith(")]}'");
    }
}
