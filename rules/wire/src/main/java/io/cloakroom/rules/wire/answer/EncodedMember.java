package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.wire.json.JsonTape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A JSON document whose member {@code bytes} may be JSON in Base64, as the chunks of Bedrock's {@code InvokeModelWithResponseStream} are
 * (Bedrock API reference, {@code PayloadPart}).
 *
 * @param decoded the document with that JSON in the place of its Base64; the document itself when there is none
 */
record EncodedMember(byte[] decoded, boolean encoded) {

    private static final String MEMBER = "/bytes";

    static EncodedMember of(byte[] document) {
        try {
            JsonTape tape = JsonTape.parse(document);
            int value = tape.find(0, MEMBER);
            if (value != JsonTape.ABSENT && tape.kind(value) == JsonTape.Kind.STRING) {
                byte[] json = Base64.getDecoder().decode(tape.text(value));
                JsonTape.parse(json);
                return new EncodedMember(replaced(document, tape, value, json), true);
            }
        } catch (IOException | IllegalArgumentException e) {
            // Not JSON, or a member that is no JSON in Base64: then it is what it is.
        }
        return new EncodedMember(document, false);
    }

    byte[] encode(byte[] changed) {
        if (!encoded) {
            return changed;
        }
        try {
            JsonTape tape = JsonTape.parse(changed);
            int value = tape.find(0, MEMBER);
            byte[] json = Arrays.copyOfRange(changed, tape.start(value), tape.end(value));
            String base64 = '"' + Base64.getEncoder().encodeToString(json) + '"';
            return replaced(changed, tape, value, base64.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException("a document that was JSON is none any more", e);
        }
    }

    private static byte[] replaced(byte[] document, JsonTape tape, int value, byte[] json) {
        return Framing.join(
                Arrays.copyOf(document, tape.start(value)),
                json,
                Arrays.copyOfRange(document, tape.end(value), document.length));
    }
}
