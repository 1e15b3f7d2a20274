package io.cloakroom.extension.backend;

import io.cloakroom.rules.engine.Person;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Tells the extension what the placeholders stand for that a person reads in a chatbot's page; the page itself never learns it. */
final class OriginalsApi {

    /** A page that shows more different placeholders than this is not read by a person. */
    static final int MOST_TOKENS = 500;

    private static final int LONGEST_TOKEN = 64;
    private static final int MAX_BODY_BYTES = MOST_TOKENS * (LONGEST_TOKEN + 3) + 1024;
    private static final String SHAPE = "{\"site\":\"deepseek\",\"tokens\":[\"[PERSON_1]\"]}";

    private final BackendServices services;

    OriginalsApi(BackendServices services) {
        this.services = services;
    }

    record Tokens(String site, List<String> tokens) {}

    /** Token → original, of those tokens that stand for something. */
    record Originals(Map<String, String> originals) {}

    void originals(Context context) throws IOException {
        ExtensionApi.requireJson(context);
        byte[] body = context.bodyInputStream().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            throw tooMany();
        }
        Tokens asked = Json.read(body, Tokens.class, SHAPE);
        if (asked.tokens().size() > MOST_TOKENS) {
            throw tooMany();
        }
        ExtensionApi.requireSite(asked.site());
        Json.answer(context, new Originals(of(services.persons().apply(Guard.peer(context)), asked)));
    }

    private Map<String, String> of(Person person, Tokens asked) {
        try {
            return services.originals().of(person, asked.site(), asked.tokens());
        } catch (IllegalArgumentException unknown) {
            throw new Refusal(400, "No site descriptor has this id.", "Send the id of one, such as deepseek.");
        }
    }

    private static Refusal tooMany() {
        return new Refusal(
                413,
                "More than " + MOST_TOKENS + " placeholders were asked for at once.",
                "Ask for those that are in view.");
    }
}
