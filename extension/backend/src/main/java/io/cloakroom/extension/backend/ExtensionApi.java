package io.cloakroom.extension.backend;

import io.cloakroom.rules.engine.Installation;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.PromptPreview.Preview;
import io.cloakroom.rules.engine.PromptPreview.PreviewSpan;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What the extension asks. Texts are looked at and forgotten. */
final class ExtensionApi {

    /** Longest text that is inspected, in bytes of UTF-8. */
    static final int MAX_TEXT_BYTES = 256 * 1024;

    /** The longest text with every byte escaped as six characters, and the members around it. */
    private static final int MAX_BODY_BYTES = 6 * MAX_TEXT_BYTES + 1024;

    private static final Pattern SITE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final String SHAPE = "{\"site\":\"chatgpt\",\"text\":\"…\"}";
    private static final String HEARTBEAT = "{\"site\":\"grok\",\"enforcing\":true}";
    private static final int MAX_HEARTBEAT_BYTES = 1024;
    private static final long PATIENCE_MILLIS = 2000;

    private final BackendServices services;
    private final String version;

    /** Inspecting is work for the processor: more at once than it has cores makes all of them late. */
    private final Semaphore slots =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));

    ExtensionApi(BackendServices services, String version) {
        this.services = services;
        this.version = version;
    }

    record Question(String site, String text) {}

    record Answer(
            String action,
            String reason,
            Map<String, Integer> withheld,
            Map<String, Integer> sent,
            List<AnswerSpan> spans,
            String policyVersion) {

        static Answer of(Preview preview) {
            return new Answer(
                    lower(preview.action()),
                    preview.reason(),
                    preview.withheld(),
                    preview.sent(),
                    preview.spans().stream().map(AnswerSpan::of).toList(),
                    preview.policyVersion());
        }
    }

    /** Offsets count UTF-16 code units, as JavaScript's strings do. */
    record AnswerSpan(int start, int end, String type, String action) {

        static AnswerSpan of(PreviewSpan span) {
            return new AnswerSpan(
                    span.span().start(), span.span().end(), span.type().name(), lower(span.action()));
        }
    }

    record Status(String runId, String version, boolean ready) {}

    void status(Context context) {
        Installation installation = services.installation();
        Json.answer(
                context,
                new Status(
                        installation.runId(),
                        version,
                        installation.health().stream().allMatch(Installation.Health::ready)));
    }

    record Enforcing(String site, boolean enforcing) {}

    record Until(int validSeconds) {}

    /** A browser says that its extension stands between a site's pages and the network, or no longer does. */
    void enforcing(Context context) throws IOException {
        requireJson(context);
        byte[] body = context.bodyInputStream().readNBytes(MAX_HEARTBEAT_BYTES + 1);
        if (body.length > MAX_HEARTBEAT_BYTES) {
            throw new Refusal(413, "The body is longer than " + MAX_HEARTBEAT_BYTES + " bytes.", "Send " + HEARTBEAT);
        }
        Enforcing said = Json.read(body, Enforcing.class, HEARTBEAT);
        requireSite(said.site());
        String browser = context.userAgent();
        if (browser == null || browser.isBlank()) {
            throw new Refusal(
                    400, "The request names no browser.", "Send the User-Agent that the browser's own requests carry.");
        }
        Person person = services.persons().apply(Guard.peer(context));
        if (said.enforcing()) {
            services.heartbeats().confirm(person, said.site(), browser);
        } else {
            services.heartbeats().withdraw(person, said.site(), browser);
        }
        Json.answer(context, new Until(said.enforcing() ? Heartbeats.VALID_SECONDS : 0));
    }

    void inspect(Context context) throws IOException {
        Timer.Sample sample = Timer.start(services.meters());
        String outcome = "failed";
        try {
            Answer answer = inspect(question(context), services.persons().apply(Guard.peer(context)));
            outcome = answer.action();
            Json.answer(context, answer);
        } catch (Refusal refusal) {
            outcome = "refused";
            throw refusal;
        } finally {
            sample.stop(timer(outcome));
        }
    }

    private Answer inspect(Question question, Person person) {
        boolean admitted = false;
        try {
            admitted = slots.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            if (!admitted) {
                throw busy();
            }
            return Answer.of(services.preview().preview(person, question.site(), question.text()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } finally {
            if (admitted) {
                slots.release();
            }
        }
    }

    private static Question question(Context context) throws IOException {
        requireJson(context);
        byte[] body = context.bodyInputStream().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            throw tooLong();
        }
        Question question = Json.read(body, Question.class, SHAPE);
        if (question.text().getBytes(StandardCharsets.UTF_8).length > MAX_TEXT_BYTES) {
            throw tooLong();
        }
        requireSite(question.site());
        return question;
    }

    static void requireSite(String id) {
        if (!SITE.matcher(id).matches()) {
            throw new Refusal(400, "The site is not a site descriptor's id.", "Send an id such as chatgpt.");
        }
    }

    static void requireJson(Context context) {
        String type = context.contentType() == null ? "" : context.contentType();
        int parameters = type.indexOf(';');
        String essence = parameters < 0 ? type : type.substring(0, parameters);
        if (!essence.strip().equalsIgnoreCase(Json.CONTENT_TYPE)) {
            throw new Refusal(415, "The body is not declared as JSON.", "Send Content-Type: application/json.");
        }
    }

    private Timer timer(String outcome) {
        return Timer.builder("cloakroom.inspect")
                .description("Time to say what would happen to a text, by strictest action")
                .tag("outcome", outcome)
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(20),
                        Duration.ofMillis(50),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(1))
                .register(services.meters());
    }

    private static Refusal tooLong() {
        return new Refusal(
                413,
                "The text is longer than 256 KB, and a part of it is never inspected for the whole.",
                "Send it in shorter pieces. Sent to the chatbot, it is inspected by the proxy in any case.");
    }

    private static Refusal busy() {
        return new Refusal(503, "More texts are being inspected than this machine manages.", "Ask again in a second.");
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
