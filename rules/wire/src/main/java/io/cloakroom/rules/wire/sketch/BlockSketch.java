package io.cloakroom.rules.wire.sketch;

import io.cloakroom.rules.wire.answer.Documents;
import io.cloakroom.rules.wire.answer.Documents.Document;
import io.cloakroom.rules.wire.json.JsonTape;
import io.cloakroom.rules.wire.site.AnswerFormat;
import io.cloakroom.rules.wire.site.AnswerFormat.Framing;
import io.cloakroom.rules.wire.site.AnswerFormat.TextRule;
import io.cloakroom.rules.wire.site.SiteDescriptor.Template;
import io.cloakroom.rules.wire.sketch.Strings.Said;
import io.cloakroom.rules.wire.sketch.Traffic.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the answer that shows a block out of a recorded one: its first piece says the message, its other texts are left out. */
final class BlockSketch {

    private static final String UUID = "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}";
    private static final String DONE = "data: [DONE]";
    private static final int REFUSED = 403;
    private static final String SHAPE = "{\"error\":{\"message\":\"{{message}}\"}}";

    private BlockSketch() {}

    /** For requests that do not stream: the site's own error where one was recorded. */
    static Template plain(List<Answer> answers) {
        for (Answer answer : answers) {
            if (answer.status() >= 400 && Framings.guess(answer) == Framing.JSON) {
                Document document =
                        Documents.of(Framing.JSON, answer.chunks()).documents().getFirst();
                for (Said said : Strings.of(document.tape())) {
                    if (said.tape() == document.tape()
                            && Says.of(said.field(), said.text()).text()) {
                        return new Template(answer.status(), answer.media(), said(document, said));
                    }
                }
            }
        }
        return new Template(REFUSED, "application/json", SHAPE);
    }

    /** For prompts whose answer streams, or null when it cannot be made. */
    static @Nullable Template stream(AnswerFormat format, Answer answer) {
        boolean events = format.framing() == Framing.SSE;
        if (!events && format.framing() != Framing.NDJSON && format.framing() != Framing.CONNECT) {
            return null;
        }
        List<String> documents = documents(format, answer);
        if (documents.isEmpty()) {
            return null;
        }
        boolean done =
                answer.chunks().stream().anyMatch(chunk -> new String(chunk, StandardCharsets.UTF_8).contains(DONE));
        StringBuilder body = new StringBuilder();
        documents.forEach(document -> body.append(document).append(events ? "\n\n" : "\n"));
        if (events && done) {
            body.append(DONE).append("\n\n");
        }
        if (format.framing() == Framing.CONNECT && !documents.getLast().equals("{}")) {
            body.append("{}\n");
        }
        return new Template(200, answer.contentType(), body.toString());
    }

    /** The same over a WebSocket; none when it cannot be made. */
    static List<String> messages(AnswerFormat format, Answer answer) {
        return format.framing().messages() ? documents(format, answer) : List.of();
    }

    private static List<String> documents(AnswerFormat format, Answer answer) {
        String main = format.text().isEmpty() || format.patches() != null
                ? ""
                : format.text().stream()
                        .filter(rule -> rule.mode() == AnswerFormat.Mode.OPEN)
                        .findFirst()
                        .orElse(format.text().getFirst())
                        .path();
        List<String> documents = new ArrayList<>();
        boolean told = false;
        for (Document document : Documents.of(format.framing(), answer.chunks()).documents()) {
            List<Said> said = Strings.of(document.tape()).stream()
                    .filter(one -> !one.text().isEmpty() && shown(format, one))
                    .toList();
            boolean first =
                    !told && said.stream().anyMatch(one -> one.path().equals(main) && one.tape() == document.tape());
            boolean quiet = said.isEmpty();
            if (first && said.size() == 1) {
                documents.add(framed(format, document, said(document, said.getFirst())));
                told = true;
            } else if (quiet) {
                documents.add(framed(format, document, new String(document.json(), StandardCharsets.UTF_8)));
            }
        }
        return told
                ? documents.stream()
                        .map(document -> document.replaceAll(UUID, "{{id}}"))
                        .toList()
                : List.of();
    }

    private static boolean shown(AnswerFormat format, Said said) {
        return format.text().stream().map(TextRule::path).anyMatch(said.path()::equals)
                || Says.of(said.field(), said.text()) == Says.PROSE;
    }

    private static String said(Document document, Said said) {
        JsonTape tape = document.tape();
        byte[] json = document.json();
        return new String(Arrays.copyOf(json, tape.start(said.value())), StandardCharsets.UTF_8)
                + "\"{{message}}\""
                + new String(Arrays.copyOfRange(json, tape.end(said.value()), json.length), StandardCharsets.UTF_8);
    }

    private static String framed(AnswerFormat format, Document document, String json) {
        if (format.framing() != Framing.SSE) {
            return json.strip();
        }
        return (document.event().isEmpty() ? "" : "event: " + document.event() + "\n") + "data: " + json;
    }
}
