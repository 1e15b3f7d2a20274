package io.cloakroom.benchmarks;

import io.cloakroom.rules.wire.json.JsonStrings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An answer of 2 KB in which every now and then a placeholder stands, as three services stream it: some four characters a piece. */
final class Answer {

    static final int PIECES = 512;

    /** The pieces, and one event before and one after them. */
    static final int CHUNKS = PIECES + 2;

    /** What the person's vault holds: placeholder → original. */
    static final Map<String, String> ORIGINALS = originals();

    private static final int LENGTH = 4 * PIECES;
    private static final int PLACEHOLDER_EVERY = 256;

    static final String TEXT = text();

    /** How many placeholders the text has. */
    static final int PLACEHOLDERS = LENGTH / PLACEHOLDER_EVERY;

    private Answer() {}

    private static Map<String, String> originals() {
        Map<String, String> originals = new LinkedHashMap<>();
        for (int number = 1; number <= 25; number++) {
            originals.put("[PERSON_" + number + "]", "Marta Kowalczyk the " + number + "th");
            originals.put("[EMAIL_" + number + "]", "marta" + number + "@example.com");
        }
        return originals;
    }

    private static String text() {
        StringBuilder text = new StringBuilder();
        String benign = Texts.benign(LENGTH);
        for (int at = 0; at < LENGTH; at += PLACEHOLDER_EVERY) {
            int number = 1 + at / PLACEHOLDER_EVERY;
            text.append(number % 2 == 0 ? " [PERSON_" : " [EMAIL_")
                    .append(number)
                    .append("] ");
            text.append(benign, at, at + PLACEHOLDER_EVERY);
        }
        return text.toString();
    }

    /** The bytes of each event of the answer to a request. */
    static List<byte[]> chunks(Request request) {
        List<byte[]> chunks = new ArrayList<>(CHUNKS);
        List<String> pieces = Texts.pieces(TEXT, PIECES);
        chunks.add(bytes(opening(request)));
        for (int i = 0; i < PIECES; i++) {
            chunks.add(bytes(event(request, i == 0, JsonStrings.encode(pieces.get(i)))));
        }
        chunks.add(bytes(closing(request)));
        return List.copyOf(chunks);
    }

    private static String opening(Request request) {
        return switch (request) {
            case CHATGPT -> """
                event: delta_encoding
                data: "v1"

                event: delta
                data: {"p":"","o":"add","v":{"message":{"id":"m2","author":{"role":"assistant"},"content":{"content_type":"text",\
                "parts":[""]},"status":"in_progress"},"conversation_id":"68a1b2c3-0000-4000-8000-00000000b0b0"},"c":0}

                """;
            case DEEPSEEK -> """
                data: {"v":{"response":{"message_id":2,"parent_id":1,"role":"ASSISTANT","fragments":[{"id":2,"type":"RESPONSE",\
                "content":"","references":[],"stage_id":1}],"status":"WIP"}}}

                """;
            case OPENAI_API -> """
                data: {"id":"c","object":"chat.completion.chunk","created":1790000000,"model":"gpt-4o","choices":[{"index":0,\
                "delta":{"role":"assistant","content":""},"finish_reason":null}]}

                """;
        };
    }

    private static String event(Request request, boolean first, String text) {
        String template = switch (request) {
            case CHATGPT ->
                first
                        ? "event: delta\ndata: {\"p\":\"/message/content/parts/0\",\"o\":\"append\",\"v\":\"%s\"}\n\n"
                        : "event: delta\ndata: {\"v\":\"%s\"}\n\n";
            case DEEPSEEK ->
                first
                        ? "data: {\"p\":\"response/fragments/-1/content\",\"o\":\"APPEND\",\"v\":\"%s\"}\n\n"
                        : "data: {\"v\":\"%s\"}\n\n";
            case OPENAI_API -> """
                        data: {"id":"c","object":"chat.completion.chunk","created":1790000000,"model":"gpt-4o","choices":[{"index":0,\
                        "delta":{"content":"%s"},"finish_reason":null}]}

                        """;
        };
        return template.formatted(text);
    }

    private static String closing(Request request) {
        return switch (request) {
            case CHATGPT -> """
                event: delta
                data: {"p":"","o":"patch","v":[{"p":"/message/status","o":"replace","v":"finished_successfully"}]}

                data: [DONE]

                """;
            case DEEPSEEK -> """
                data: {"p":"response/status","o":"SET","v":"FINISHED"}

                event: close
                data: {"click_behavior":"none"}

                """;
            case OPENAI_API -> """
                data: {"id":"c","object":"chat.completion.chunk","created":1790000000,"model":"gpt-4o","choices":[{"index":0,\
                "delta":{},"finish_reason":"stop"}]}

                data: [DONE]

                """;
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
