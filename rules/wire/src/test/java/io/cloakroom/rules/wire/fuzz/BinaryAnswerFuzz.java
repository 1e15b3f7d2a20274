package io.cloakroom.rules.wire.fuzz;

import io.cloakroom.rules.wire.fuzz.AnswerFuzz.Kind;
import io.cloakroom.rules.wire.site.Site;
import java.util.List;

/** What Jazzer drives: every framing of answers that is binary, and the messages of WebSockets. */
public final class BinaryAnswerFuzz {

    private static final AnswerFuzz ANSWERS = new AnswerFuzz(List.of(
            new Kind(
                    "www.kimi.com", "POST", "/apiv2/kimi.gateway.chat.v1.ChatService/Chat", "application/connect+json"),
            new Kind("api2.cursor.sh", "POST", "/aiserver.v1.ChatService/X", "application/connect+proto"),
            new Kind("api.x.ai", "POST", "/xai_api.Chat/GetCompletionChunk", "application/grpc"),
            new Kind(
                    "bedrock-runtime.us-east-1.amazonaws.com",
                    "POST",
                    "/model/x/invoke-with-response-stream",
                    "application/vnd.amazon.eventstream"),
            new Kind("copilot.microsoft.com", Site.WS_RECV, "/c/api/chat", "websocket"),
            new Kind("substrate.office.com", Site.WS_RECV, "/m365Copilot/Chathub/x", "websocket"),
            new Kind("gateway.meta.ai", Site.WS_RECV, "/ws/clippy", "websocket"),
            new Kind("you.com", Site.WS_RECV, "/", "websocket")));

    private BinaryAnswerFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        ANSWERS.check(input);
    }
}
