package io.cloakroom.rules.wire.fuzz;

import io.cloakroom.rules.wire.fuzz.AnswerFuzz.Kind;
import java.util.List;

/** What Jazzer drives: every framing of answers that is text. */
public final class TextAnswerFuzz {

    private static final AnswerFuzz ANSWERS = new AnswerFuzz(List.of(
            new Kind("claude.ai", "POST", "/", "text/event-stream"),
            new Kind("chatgpt.com", "POST", "/backend-api/conversation", "text/event-stream"),
            new Kind("gemini.google.com", "POST", "/_/BardChatUi/data/batchexecute", "application/json"),
            new Kind(
                    "generativelanguage.googleapis.com",
                    "POST",
                    "/v1beta/models/x:streamGenerateContent",
                    "application/json"),
            new Kind("grok.com", "POST", "/rest/app-chat/conversations/new", "application/json"),
            new Kind("chat.mistral.ai", "POST", "/api/chat", "text/event-stream"),
            new Kind("huggingface.co", "POST", "/chat/conversation/0123456789abcdef01234567", "application/jsonl"),
            new Kind("you.com", "POST", "/", "text/event-stream"),
            new Kind("you.com", "POST", "/", "application/json"),
            new Kind("you.com", "POST", "/", "text/plain"),
            new Kind("you.com", "POST", "/", "text/x-component")));

    private TextAnswerFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        ANSWERS.check(input);
    }
}
