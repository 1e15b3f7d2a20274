package io.cloakroom.proxy.engine.websocket;

import io.cloakroom.proxy.engine.MessageFlow.Message;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A message, or a goodbye in its place among messages: its reason is text somebody may have written, and is kept like a message.
 *
 * @param code of a goodbye, or null for a message
 */
record Waiting(Message message, @Nullable Integer code) {

    static Waiting goodbye(CloseWebSocketFrame frame) {
        return new Waiting(new Message(true, frame.reasonText().getBytes(StandardCharsets.UTF_8)), frame.statusCode());
    }

    int size() {
        return message.body().length;
    }

    String text() {
        return new String(message.body(), StandardCharsets.UTF_8);
    }
}
